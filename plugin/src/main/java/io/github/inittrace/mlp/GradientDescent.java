// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import io.github.inittrace.kernels.MatrixKernels;
import io.github.inittrace.kernels.WorkerTeam;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Gradient descent on one network, batch by batch.
 *
 * <p>A step has phases, whose tasks workers share. First the batch goes forward, takes its loss and
 * goes backward: slice by slice where a network is narrow, and by blocks of units where a layer is
 * {@linkplain Batch wide}. Then every block of weight rows is updated by its gradient over the whole
 * batch. Of a large batch only a part is laid out at a time, and the gradients of the parts are summed,
 * so that it takes no more memory than a part, and finds its activations in a near cache.
 * Everything is laid out once; a step allocates nothing, or a row or two for each block of sparse
 * inputs.
 */
final class GradientDescent implements Descent {
    /** A batch of more examples is laid out in parts of so many. */
    static final int PART = 1024;

    private final Network network;
    private final WorkerTeam team;
    private final LaidOutExamples examples;
    private final int batchSize;
    private final Loss loss;
    private final WeightUpdate update;
    private final Batch.Scratch[] scratch;
    private final StepSharing sharing = new StepSharing();

    /** The most rows that are laid out at a time. */
    private final int most;

    /** One for each size there is: of a whole part, and of what is left of a batch or an epoch. */
    private final List<Part> parts = new ArrayList<>();

    private @Nullable Evaluator evaluator;

    GradientDescent(
            Network network,
            WorkerTeam team,
            LaidOutExamples examples,
            int batchSize,
            Loss loss,
            WeightUpdate update) {
        this.network = network;
        this.team = team;
        this.examples = examples;
        this.batchSize = Math.min(batchSize, examples.size);
        this.loss = loss;
        this.update = update;
        most = examples.isSparse() ? this.batchSize : Math.min(this.batchSize, PART);
        scratch = Batch.Scratch.forEach(team, part(most).batch);
        part(rest(this.batchSize, most));
        part(rest(rest(examples.size, this.batchSize), most));
    }

    /** Whether batches of so many examples are laid out part by part. */
    static boolean inParts(int batchSize, LaidOutExamples examples) {
        return !examples.isSparse() && Math.min(batchSize, examples.size) > PART;
    }

    /** The size of the last of the pieces into which something is cut. */
    private static int rest(int size, int piece) {
        return size % piece == 0 ? piece : size % piece;
    }

    private Part part(int rows) {
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i).batch.rows == rows) {
                return parts.get(i);
            }
        }
        Part part = new Part(rows);
        parts.add(part);
        return part;
    }

    @Override
    public Pass pass(
            int epoch, int[] order, double rate, BooleanSupplier stop, DoubleConsumer stepped) {
        try (MatrixKernels.ThreadScope thread = network.kernels.enterThread()) {
            return steps(order, rate, stop, stepped);
        } finally {
            team.share(true); // an evaluation is long enough
        }
    }

    @Override
    public Evaluator evaluator() {
        if (evaluator == null) {
            evaluator = new Evaluator(network, team, loss, examples.isSparse());
        }
        return evaluator;
    }

    @Override
    public WeightUpdate.Memory memory() {
        return update.memory();
    }

    @Override
    public void remember(WeightUpdate.Memory memory) {
        update.remember(memory);
    }

    private Pass steps(int[] order, double rate, BooleanSupplier stop, DoubleConsumer stepped) {
        double loss = 0.0;
        double weight = 0.0;
        int batches = 0;
        for (int start = 0; start < order.length; start += batchSize) {
            if (stop.getAsBoolean()) {
                return new Pass(loss / weight, batches, false, false);
            }
            batches++;
            int rows = Math.min(batchSize, order.length - start);
            double batchWeight = weight(order, start, rows);
            if (batchWeight > 0.0) {
                team.share(sharing.next());
                long started = System.nanoTime();
                double batchLoss = step(order, start, rows, batchWeight, rate);
                sharing.took(System.nanoTime() - started);
                loss += batchLoss;
                weight += batchWeight;
                if (!Double.isFinite(batchLoss)) {
                    return new Pass(loss / weight, batches, false, true);
                }
                stepped.accept(batchLoss / batchWeight);
            }
        }
        return new Pass(loss / weight, batches, true, false);
    }

    private double weight(int[] order, int start, int rows) {
        double sum = 0.0;
        for (int i = start; i < start + rows; i++) {
            sum += examples.weights[order[i]];
        }
        return sum;
    }

    /** Takes a step, unless the loss that it returns is not finite. */
    private double step(int[] order, int start, int rows, double batchWeight, double rate) {
        double loss = 0.0;
        for (int from = 0; from < rows; from += most) {
            Part part = part(Math.min(most, rows - from));
            loss += part.loss(order, start + from, batchWeight);
            if (!Double.isFinite(loss)) {
                return loss;
            }
            if (from + most < rows) {
                update.add(part.gradients);
            } else {
                update.apply(part.gradients, rate);
            }
        }
        return loss;
    }

    /** The workspace of some examples of a batch. */
    private final class Part {
        private final Batch batch;
        private final List<WeightBlock.Gradient> gradients;

        // What the tasks of the current step read; the tasks themselves are made once.
        private int[] order = {};
        private int start;
        private double batchWeight;

        private final List<Phase> phases = new ArrayList<>();

        /** Tasks before those of the slices. */
        private final int sorting;

        Part(int rows) {
            batch = new Batch(network, rows, true, examples.isSparse());
            gradients = update.blocks().stream().map(block -> block.gradientIn(batch)).toList();
            sorting = batch.columns == null ? 0 : 1;
            int slices = batch.sliceCount();
            if (batch.wide == 0) {
                phases.add(new Phase(sorting + slices, this::whole));
                return;
            }
            phases.add(new Phase(sorting + slices, this::begin));
            for (int l = batch.first; l <= batch.wide; l++) {
                phases.add(phase(UnitBlocks.forward(network, batch, l)));
            }
            phases.add(new Phase(slices, this::end));
            for (int l = batch.wide - 1; l > 0; l--) {
                phases.add(phase(UnitBlocks.backward(network, batch, l)));
            }
        }

        private Phase phase(List<UnitBlocks.Work> blocks) {
            return new Phase(
                    blocks.size(), (block, worker) -> blocks.get(block).run(scratch[worker]));
        }

        /**
         * The sum of the examples' losses; leaves the factors of their gradients.
         *
         * @param batchWeight the sum of the weights of the whole batch, which the mean divides by
         */
        double loss(int[] order, int start, double batchWeight) {
            this.order = order;
            this.start = start;
            this.batchWeight = batchWeight;
            for (int i = 0; i < phases.size(); i++) {
                team.run(phases.get(i).tasks, phases.get(i).task);
            }
            return batch.lossSum();
        }

        private void whole(int index, int worker) {
            begin(index, worker);
            if (index >= sorting) {
                end(index - sorting, worker);
            }
        }

        private void begin(int index, int worker) {
            if (index < sorting && batch.columns != null) {
                batch.columns.sort((SparseRows) examples.rows, order, start);
                return;
            }
            batch.slice(index - sorting).begin(examples.rows, order, start, scratch[worker]);
        }

        private void end(int index, int worker) {
            Batch.Slice slice = batch.slice(index);
            slice.forward(scratch[worker]);
            slice.backward(examples, order, start, batchWeight, loss, scratch[worker]);
        }
    }

    /** Tasks that can be done side by side, once those before them are done. */
    private record Phase(int tasks, WorkerTeam.Task task) {}
}
