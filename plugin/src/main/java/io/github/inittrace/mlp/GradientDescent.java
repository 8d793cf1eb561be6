// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import io.github.inittrace.kernels.MatrixKernels;
import io.github.inittrace.kernels.WorkerTeam;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Gradient descent on one network, batch by batch.
 *
 * <p>A step has two phases. First, every slice of the batch goes forward, takes its loss and goes
 * backward, independent of the other slices; sparse inputs are sorted by column meanwhile. Then
 * every block of weight rows is updated by its gradient over the whole batch. Everything is laid
 * out once; a step allocates nothing, or a row or two for each block of sparse inputs.
 */
final class GradientDescent implements Descent {
    private final Network network;
    private final WorkerTeam team;
    private final LaidOutExamples examples;
    private final int batchSize;
    private final Loss loss;
    private final WeightUpdate update;
    private final Batch.Scratch[] scratch;
    private final StepSharing sharing = new StepSharing();

    // Every epoch ends with a batch of the same smaller size, if the data do not divide evenly.
    private final Step full;
    private final Step last;

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
        full = new Step(this.batchSize);
        scratch = Batch.Scratch.forEach(team, full.batch);
        int rest = examples.size % this.batchSize;
        last = rest == 0 ? full : new Step(rest);
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
            Step step = start + batchSize <= order.length ? full : last;
            double batchWeight = step.weight(order, start);
            if (batchWeight > 0.0) {
                team.share(sharing.next());
                long started = System.nanoTime();
                double batchLoss = step.run(order, start, batchWeight, rate);
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

    /** The workspace of batches of one size. */
    private final class Step {
        private final Batch batch;
        private final List<WeightBlock.Gradient> gradients;

        // What the tasks of the current step read; the tasks themselves are made once.
        private int[] order = {};
        private int start;
        private double batchWeight;

        private final WorkerTeam.Task slices = this::slice;

        /** How many tasks there are before those of the slices. */
        private final int sorting;

        Step(int rows) {
            batch = new Batch(network, rows, true, examples.isSparse());
            sorting = batch.columns == null ? 0 : 1;
            gradients = update.blocks().stream().map(block -> block.gradientIn(batch)).toList();
        }

        double weight(int[] order, int start) {
            double sum = 0.0;
            for (int i = 0; i < batch.rows; i++) {
                sum += examples.weights[order[start + i]];
            }
            return sum;
        }

        double run(int[] order, int start, double batchWeight, double rate) {
            this.order = order;
            this.start = start;
            this.batchWeight = batchWeight;
            team.run(batch.sliceCount() + sorting, slices);
            double loss = batch.lossSum();
            if (Double.isFinite(loss)) {
                update.apply(gradients, rate);
            }
            return loss;
        }

        private void slice(int index, int worker) {
            if (index < sorting && batch.columns != null) {
                batch.columns.sort((SparseRows) examples.rows, order, start);
                return;
            }
            Batch.Slice slice = batch.slice(index - sorting);
            slice.forward(examples.rows, order, start, scratch[worker]);
            slice.backward(examples, order, start, batchWeight, loss, scratch[worker]);
        }
    }
}
