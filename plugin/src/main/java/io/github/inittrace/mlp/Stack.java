// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import io.github.inittrace.kernels.Arena;
import io.github.inittrace.kernels.MatrixKernels;
import io.github.inittrace.kernels.WorkerTeam;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Networks of one shape that see the examples in the same order, with each of their layers side by
 * side in one matrix. A thin first layer alone leaves the processor waiting for examples and for
 * the narrow product; side by side the examples are fetched once and the product is wide. The
 * layers above are too small for calls of their own: their products are planned together.
 *
 * <p>The matrices have room for all networks of the stack, whichever of them are trained here, and
 * each always has the same columns of them. As no column of a product depends on another, what
 * becomes of a network does not depend on which others are there.
 *
 * <p>Everything is computed by the calling thread: who trains stacks has one for every processor.
 */
final class Stack implements AutoCloseable {
    private final TrainingPlan plan;
    private final LaidOutExamples examples;
    private final DenseRows rows;
    private final Arena arena;
    private final WorkerTeam team;
    private final List<StackLayer> layers = new ArrayList<>();
    private final Map<Integer, StackBatch> batches = new HashMap<>();

    /** Evaluates a network that takes the weights of one lane after the other: batches need memory. */
    private @Nullable Evaluator evaluator;

    private @Nullable Network evaluated;

    /**
     * An empty stack.
     *
     * @throws IllegalArgumentException if there is no matrix of its size
     */
    Stack(TrainingPlan plan, PreparedData data) {
        this.plan = plan;
        examples = plan.step().weigh(data.examples, data.outputs);
        rows = (DenseRows) data.examples.rows; // which a plan with a stack asks for
        int[] sizes = plan.network().sizes(data.inputs.size(), data.outputs.size());
        arena = plan.kernels().openArena();
        team = new WorkerTeam(1, plan.kernels());
        try {
            for (int l = 1; l < sizes.length; l++) {
                layers.add(new StackLayer(plan, arena, team, sizes, l));
            }
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /** A network that is to be trained in this stack, whose memory outlives its training. */
    StackLane lane(TrainingPlan plan, Network network) {
        return new StackLane(plan, network);
    }

    /** Evaluates the network of a lane, until it is asked for by another. */
    Evaluator evaluator(StackLane lane) {
        if (evaluated == null || evaluator == null) {
            evaluated =
                    new Network(
                            arena,
                            lane.network.sizes,
                            lane.network.biased,
                            lane.network.activation);
            evaluator = new Evaluator(evaluated, team, plan.step().loss(), false);
        }
        evaluated.copyWeights(lane.network);
        return evaluator;
    }

    /** What one lane is to do in a pass, and what came of it. */
    static final class Turn {
        final StackLane lane;
        private final BooleanSupplier stop;
        private final DoubleConsumer stepped;
        private double loss;
        private double weight;
        private int batches;
        private Descent.@Nullable Pass result;

        Turn(StackLane lane, BooleanSupplier stop, DoubleConsumer stepped) {
            this.lane = lane;
            this.stop = stop;
            this.stepped = stepped;
        }

        private void end(boolean complete, boolean diverged) {
            result = new Descent.Pass(loss / weight, batches, complete, diverged);
        }

        Descent.Pass result() {
            return Objects.requireNonNull(result);
        }
    }

    /**
     * Trains some lanes on every example once.
     *
     * @param turns those lanes; all have taken the same number of steps
     */
    void pass(List<Turn> turns, int[] order, double rate) {
        try (MatrixKernels.ThreadScope thread = arena.kernels().enterThread()) {
            List<Turn> left = new ArrayList<>(turns);
            List<StackLane> lanes = lanes(left);
            layers.forEach(
                    layer -> layer.enter(lanes, plan.step().slotNames(), lanes.get(0).steps()));
            int batchSize = Math.min(plan.course().batchSize(order.length), order.length);
            for (int start = 0; start < order.length && !left.isEmpty(); start += batchSize) {
                step(batch(Math.min(batchSize, order.length - start)), left, order, start, rate);
            }
            leave(left);
            left.forEach(turn -> turn.end(true, false));
        }
    }

    private StackBatch batch(int rows) {
        return batches.computeIfAbsent(rows, size -> new StackBatch(plan, layers, arena, size));
    }

    private void step(StackBatch batch, List<Turn> left, int[] order, int start, double rate) {
        List<Turn> stopped = left.stream().filter(turn -> turn.stop.getAsBoolean()).toList();
        out(left, stopped, false);
        left.forEach(turn -> turn.batches++);
        double weight = weight(batch, order, start);
        if (weight == 0.0 || left.isEmpty()) {
            return;
        }
        batch.forward(rows, order, start);
        int[] lanes = left.stream().mapToInt(turn -> turn.lane.place.lane()).toArray();
        double[] losses = batch.losses(lanes, examples, order, start, weight);
        List<Turn> diverged = new ArrayList<>();
        for (int t = 0; t < losses.length; t++) {
            Turn turn = left.get(t);
            turn.loss += losses[t];
            turn.weight += weight;
            if (!Double.isFinite(losses[t])) {
                diverged.add(turn);
            }
        }
        List<Turn> all = List.copyOf(left);
        out(left, diverged, true); // with the weights from before this step
        batch.backward();
        batch.update(rate);
        for (int t = 0; t < losses.length; t++) {
            Turn turn = all.get(t);
            if (turn.stepped != Descent.UNHEARD && Double.isFinite(losses[t])) {
                layers.forEach(layer -> layer.takeOut(turn.lane));
                turn.stepped.accept(losses[t] / weight);
            }
        }
    }

    private double weight(StackBatch batch, int[] order, int start) {
        double sum = 0.0;
        for (int i = 0; i < batch.rows(); i++) {
            sum += examples.weights[order[start + i]];
        }
        return sum;
    }

    /** Ends the pass of some lanes. */
    private void out(List<Turn> left, List<Turn> some, boolean diverged) {
        if (!some.isEmpty()) {
            leave(some);
            left.removeAll(some);
            some.forEach(turn -> turn.end(false, diverged));
        }
    }

    private void leave(List<Turn> turns) {
        if (!turns.isEmpty()) {
            layers.forEach(layer -> layer.leave(lanes(turns)));
        }
    }

    private static List<StackLane> lanes(List<Turn> turns) {
        return turns.stream().map(turn -> turn.lane).toList();
    }

    @Override
    public void close() {
        team.close();
        arena.close();
    }
}
