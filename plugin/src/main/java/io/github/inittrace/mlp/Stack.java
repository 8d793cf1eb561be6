// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import io.github.inittrace.kernels.Arena;
import io.github.inittrace.kernels.FloatMatrix;
import io.github.inittrace.kernels.MatrixKernels;
import io.github.inittrace.kernels.WorkerTeam;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Networks of one shape that see the examples in the same order, with their first layers side by
 * side in one matrix. A thin first layer alone leaves the processor waiting for examples and for
 * the narrow product; side by side the examples are fetched once and the product is wide. The
 * layers above are small, and each network computes its own.
 *
 * <p>The matrix has room for all networks of the stack, whichever of them are trained here, and
 * each always has the same columns of it. As no column of a product depends on another, what
 * becomes of a network does not depend on which others are there.
 *
 * <p>Everything is computed by the calling thread: who trains stacks has one for every processor.
 */
final class Stack implements AutoCloseable {
    /** Rows of activations that are worked on at once, so that they stay in a near cache. */
    private static final int ROWS_AT_ONCE = 8;

    private final TrainingPlan plan;
    private final LaidOutExamples examples;
    private final DenseRows rows;
    private final Arena arena;
    private final WorkerTeam team;

    /** Columns of a lane: its hidden units, and one that is kept 1 for the biases above. */
    private final int width;

    private final int units;

    /** The first layers of all lanes, as a network of that one layer. */
    private final Network first;

    private final WeightUpdate update;
    private final Batch.Scratch scratch;
    private final float[] row;
    private final Map<Integer, Step> steps = new LinkedHashMap<>();

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
        NetworkPlan network = plan.network();
        units = network.hiddenLayers().get(0);
        width = units + (network.bias() ? 1 : 0);
        int inputs = data.inputs.size();
        int columns = columns(plan.stack().size(), width, inputs);
        arena = plan.kernels().openArena();
        team = new WorkerTeam(1, plan.kernels());
        try {
            first =
                    new Network(
                            arena,
                            new int[] {inputs, columns},
                            network.bias(),
                            network.activation());
            update = plan.step().update(first, team, frozen(plan));
            scratch =
                    new Batch.Scratch(
                            ROWS_AT_ONCE * first.layers[1].stride, new Softmax(0, columns));
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
        row = new float[columns];
    }

    private static int columns(int size, int width, int inputs) {
        if (!FloatMatrix.canHold(inputs + 1L, (long) size * width)) {
            throw new IllegalArgumentException(
                    "a stack of "
                            + size
                            + " networks with "
                            + width
                            + " units on "
                            + inputs
                            + " inputs needs more than the 2 GiB a matrix can have; take a smaller"
                            + " stack");
        }
        return size * width;
    }

    /** What is frozen of the first layer, by its names in a network that has no other. */
    private static Set<String> frozen(TrainingPlan plan) {
        int depth = plan.network().hiddenLayers().size() + 1;
        Set<String> frozen = new TreeSet<>();
        if (plan.step().frozen().contains(Network.weightName(1, depth))) {
            frozen.add(Network.weightName(1, 1));
        }
        if (plan.step().frozen().contains(Network.biasName(1, depth))) {
            frozen.add(Network.biasName(1, 1));
        }
        return frozen;
    }

    /** A network that is to be trained in this stack, whose memory outlives its training. */
    StackLane lane(TrainingPlan plan, Network network) {
        return new StackLane(plan, network, team);
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

    /** Forgets a lane whose training has ended. */
    void dismiss(StackLane lane) {
        steps.values().forEach(step -> step.works.remove(lane));
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
            enter(left);
            int batchSize = Math.min(plan.course().batchSize(order.length), order.length);
            for (int start = 0; start < order.length && !left.isEmpty(); start += batchSize) {
                step(Math.min(batchSize, order.length - start)).run(left, order, start, rate);
            }
            leave(left);
            left.forEach(turn -> turn.end(true, false));
        }
    }

    private Step step(int rows) {
        return steps.computeIfAbsent(rows, Step::new);
    }

    /** Brings in the first layers of these lanes, and zeros for all others. */
    private void enter(List<Turn> turns) {
        FloatMatrix all = first.layers[1];
        for (int i = 0; i < all.rows; i++) {
            Arrays.fill(row, 0f);
            for (Turn turn : turns) {
                turn.lane.network.layers[1].readRow(i, row, from(turn.lane), units);
            }
            all.writeRow(i, row, 0, row.length);
        }
        Map<String, float[][]> slots = new LinkedHashMap<>();
        for (String slot : plan.step().slotNames()) {
            float[][] layers = first.emptyLayers();
            for (Turn turn : turns) {
                copySlot(turn.lane, turn.lane.slot(slot), layers[1], true);
            }
            slots.put(slot, layers);
        }
        update.remember(new WeightUpdate.Memory(turns.get(0).lane.steps(), slots));
        steps.values().forEach(step -> step.forget());
    }

    /** Gives lanes what has become of their first layers. */
    private void leave(List<Turn> turns) {
        if (turns.isEmpty()) {
            return;
        }
        turns.forEach(turn -> takeOut(turn.lane));
        WeightUpdate.Memory memory = update.memory();
        for (Turn turn : turns) {
            memory.slots()
                    .forEach(
                            (slot, layers) ->
                                    copySlot(turn.lane, turn.lane.slot(slot), layers[1], false));
            turn.lane.stepped(memory.steps());
        }
    }

    private void takeOut(StackLane lane) {
        FloatMatrix here = first.layers[1].columns(from(lane), from(lane) + units);
        for (int i = 0; i < here.rows; i++) {
            here.readRow(i, row, 0, units);
            lane.network.layers[1].writeRow(i, row, 0, units);
        }
    }

    private void copySlot(StackLane lane, float[] own, float[] all, boolean in) {
        for (int i = 0; i < first.layers[1].rows; i++) {
            int there = i * row.length + from(lane);
            if (in) {
                System.arraycopy(own, i * units, all, there, units);
            } else {
                System.arraycopy(all, there, own, i * units, units);
            }
        }
    }

    private int from(StackLane lane) {
        return lane.place.lane() * width;
    }

    @Override
    public void close() {
        team.close();
        arena.close();
    }

    /** The workspace of batches of one size. */
    private final class Step {
        private final FloatMatrix inputs;
        private final FloatMatrix activations;
        private final FloatMatrix deltas;
        private final List<WeightBlock.Gradient> gradients = new ArrayList<>();
        private final Map<StackLane, StackLane.Work> works = new LinkedHashMap<>();

        Step(int rows) {
            boolean ones = first.biased;
            inputs = arena.allocate(rows, first.sizes[0] + (ones ? 1 : 0));
            if (ones) {
                Batch.fillLastColumn(inputs);
            }
            activations = arena.allocate(rows, first.sizes[1]);
            deltas = arena.allocate(rows, first.sizes[1]);
            for (WeightBlock block : update.blocks()) {
                gradients.add(
                        new WeightBlock.Product(inputs.columns(block.from, block.to), deltas));
            }
        }

        private StackLane.Work work(StackLane lane) {
            return works.computeIfAbsent(lane, this::lay);
        }

        private StackLane.Work lay(StackLane lane) {
            int from = from(lane);
            return lane
            .new Work(activations.columns(from, from + width), deltas.columns(from, from + units));
        }

        /** Lets no gradient of an earlier pass touch lanes that are not in the next. */
        void forget() {
            Arrays.fill(row, 0f);
            for (int i = 0; i < deltas.rows; i++) {
                deltas.writeRow(i, row, 0, row.length);
            }
        }

        void run(List<Turn> left, int[] order, int start, double rate) {
            List<Turn> stopped = left.stream().filter(turn -> turn.stop.getAsBoolean()).toList();
            if (!stopped.isEmpty()) {
                out(left, stopped);
                stopped.forEach(turn -> turn.end(false, false));
            }
            left.forEach(turn -> turn.batches++);
            double weight = weight(order, start);
            if (weight == 0.0 || left.isEmpty()) {
                return;
            }
            forward(order, start);
            List<Turn> diverged = new ArrayList<>();
            double[] losses = new double[left.size()];
            for (int t = 0; t < losses.length; t++) {
                Turn turn = left.get(t);
                losses[t] = work(turn.lane).run(examples, order, start, weight, rate);
                turn.loss += losses[t];
                turn.weight += weight;
                if (!Double.isFinite(losses[t])) {
                    diverged.add(turn);
                }
            }
            List<Turn> updated = new ArrayList<>(left);
            if (!diverged.isEmpty()) {
                out(left, diverged);
                diverged.forEach(turn -> turn.end(false, true));
            }
            gate();
            update.apply(gradients, rate);
            for (int t = 0; t < losses.length; t++) {
                Turn turn = updated.get(t);
                if (turn.stepped != Descent.UNHEARD && Double.isFinite(losses[t])) {
                    takeOut(turn.lane);
                    turn.stepped.accept(losses[t] / weight);
                }
            }
        }

        /** Ends the pass of some lanes. */
        private void out(List<Turn> left, List<Turn> some) {
            leave(some);
            left.removeAll(some);
            Arrays.fill(row, 0f);
            for (Turn turn : some) {
                int from = from(turn.lane);
                FloatMatrix delta = deltas.columns(from, from + units);
                for (int i = 0; i < delta.rows; i++) {
                    delta.writeRow(i, row, 0, units);
                }
            }
        }

        private double weight(int[] order, int start) {
            double sum = 0.0;
            for (int i = 0; i < inputs.rows; i++) {
                sum += examples.weights[order[start + i]];
            }
            return sum;
        }

        private void forward(int[] order, int start) {
            rows.copyTo(order, start, inputs);
            arena.kernels().multiply(inputs, first.layers[1], activations);
            for (int from = 0; from < inputs.rows; from += ROWS_AT_ONCE) {
                FloatMatrix some =
                        activations.slice(from, Math.min(inputs.rows, from + ROWS_AT_ONCE));
                some.read(scratch.block);
                first.activation.apply(scratch.block, some.rows, some.stride, some.cols);
                if (first.biased) {
                    fillOnes(scratch.block, some.rows, some.stride);
                }
                some.write(scratch.block);
            }
        }

        private void fillOnes(float[] block, int rows, int stride) {
            for (int i = 0; i < rows; i++) {
                for (int j = units; j < first.sizes[1]; j += width) {
                    block[i * stride + j] = 1f;
                }
            }
        }

        private void gate() {
            for (int from = 0; from < inputs.rows; from += ROWS_AT_ONCE) {
                int to = Math.min(inputs.rows, from + ROWS_AT_ONCE);
                first.activation.gate(deltas.slice(from, to), activations.slice(from, to), scratch);
            }
        }
    }
}
