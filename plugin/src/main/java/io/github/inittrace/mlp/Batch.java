// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import io.github.inittrace.kernels.FloatMatrix;
import io.github.inittrace.kernels.WorkerTeam;
import java.util.stream.Stream;

/**
 * The activations and gradients of up to {@code rows} examples on their way through a network, cut
 * into slices that workers take one by one.
 *
 * <p>Where the slices begin depends on the number of rows alone, never on how many workers there
 * are, and each slice has its own places for its results, so that sums over slices are always taken
 * in the same order.
 *
 * <p>With B rows and layer sizes n: {@code activations[l]} is B×(n_l + 1), its last column ones,
 * for hidden layers f(A_{l-1} · W_l) with the activation f; the output layer's are the logits, B×n.
 * {@code deltas[l]} is B×n_l, the gradient of the loss by what enters layer l's activation; the
 * output layer's takes the logits' place.
 */
final class Batch {
    /** Large enough for products to run at full speed, small enough for four workers at 128. */
    static final int SLICE = 32;

    final int rows;
    final FloatMatrix[] activations;
    final FloatMatrix[] deltas;
    private final Network network;
    private final Slice[] slices;

    /** A workspace for a network; without {@code gradients} it can only go forward. */
    Batch(Network network, int rows, boolean gradients) {
        this.network = network;
        this.rows = rows;
        int depth = network.depth();
        activations = new FloatMatrix[depth + 1];
        deltas = new FloatMatrix[depth + 1];
        for (int l = 0; l <= depth; l++) {
            boolean ones = network.biased && l < depth;
            activations[l] = network.arena.allocate(rows, network.sizes[l] + (ones ? 1 : 0));
            if (ones) {
                fillLastColumn(activations[l]);
            }
            if (gradients && l > 0) {
                // Laid out like the activations, so that both can be walked in one loop.
                FloatMatrix like =
                        l == depth
                                ? activations[l]
                                : network.arena.allocate(rows, activations[l].cols);
                deltas[l] = like.columns(0, network.sizes[l]);
            }
        }
        slices = new Slice[(rows + SLICE - 1) / SLICE];
        for (int s = 0; s < slices.length; s++) {
            slices[s] = new Slice(s * SLICE, Math.min(rows, (s + 1) * SLICE), gradients);
        }
    }

    private static void fillLastColumn(FloatMatrix matrix) {
        float[] row = new float[matrix.cols];
        row[matrix.cols - 1] = 1f;
        for (int i = 0; i < matrix.rows; i++) {
            matrix.writeRow(i, row, 0, row.length);
        }
    }

    int sliceCount() {
        return slices.length;
    }

    Slice slice(int s) {
        return slices[s];
    }

    /** The weighted loss summed over all slices, in their order. */
    double lossSum() {
        double sum = 0.0;
        for (Slice slice : slices) {
            sum += slice.loss;
        }
        return sum;
    }

    /** The weight of the examples classified correctly, summed over all slices, in their order. */
    double correctSum() {
        double sum = 0.0;
        for (Slice slice : slices) {
            sum += slice.correct;
        }
        return sum;
    }

    /** The weight of the examples that a clip has lost, summed over all slices, in their order. */
    double deadSum() {
        double sum = 0.0;
        for (Slice slice : slices) {
            sum += slice.dead;
        }
        return sum;
    }

    /** What one thread needs to work on slices of a batch, or of others of the same network. */
    static final class Scratch {
        final float[] block;
        final float[] activationBlock;
        final int[] gradientBits;
        final int[] activationBits;
        final double[] exps;

        /** One for each thread of a team. */
        static Scratch[] forEach(WorkerTeam team, Batch batch) {
            return Stream.generate(() -> new Scratch(batch))
                    .limit(team.size())
                    .toArray(Scratch[]::new);
        }

        Scratch(Batch batch) {
            int depth = batch.network.depth();
            int widest = 0;
            for (int l = 1; l <= depth; l++) {
                widest = Math.max(widest, batch.activations[l].stride);
            }
            block = new float[SLICE * widest];
            activationBlock = new float[SLICE * widest];
            gradientBits = new int[SLICE * widest];
            activationBits = new int[SLICE * widest];
            exps = new double[batch.network.sizes[depth]];
        }
    }

    /** Some consecutive rows of the batch. */
    final class Slice {
        final int from;
        final int to;

        /** Views of this slice's rows: what a layer reads, what it writes, its gradient. */
        private final FloatMatrix[] in;

        private final FloatMatrix[] out;
        private final FloatMatrix[] delta;

        /** The first n rows of each layer: its weights without the bias. */
        private final FloatMatrix[] weights;

        // Of the last pass: the weighted sum of the losses, the weight of the correct examples,
        // and the weight of those that a clip has lost.
        private double loss;
        private double correct;
        private double dead;

        private Slice(int from, int to, boolean gradients) {
            this.from = from;
            this.to = to;
            int depth = network.depth();
            in = new FloatMatrix[depth + 1];
            out = new FloatMatrix[depth + 1];
            delta = new FloatMatrix[depth + 1];
            weights = new FloatMatrix[depth + 1];
            for (int l = 0; l <= depth; l++) {
                in[l] = activations[l].slice(from, to);
                out[l] = in[l].columns(0, network.sizes[l]);
                if (gradients && l > 0) {
                    delta[l] = deltas[l].slice(from, to);
                    weights[l] = network.layers[l].slice(0, network.sizes[l - 1]);
                }
            }
        }

        /** Fills the input rows with examples {@code order[start + from]} and on. */
        void gather(DenseExamples examples, int[] order, int start) {
            for (int i = from; i < to; i++) {
                examples.copyTo(order[start + i], activations[0], i);
            }
        }

        /** Computes this slice's logits from its inputs. */
        void forward(Scratch scratch) {
            int depth = network.depth();
            for (int l = 1; l <= depth; l++) {
                network.kernels.multiply(in[l - 1], network.layers[l], out[l]);
                if (l < depth) {
                    activate(in[l], network.sizes[l], scratch.block);
                }
            }
        }

        private void activate(FloatMatrix matrix, int cols, float[] block) {
            matrix.read(block);
            network.activation.apply(block, matrix.rows, matrix.stride, cols);
            matrix.write(block);
        }

        /** Looks which hidden units fired in the last pass forward. */
        void look(DeadUnitDetector silent, Scratch scratch) {
            for (int l = 1; l < network.depth(); l++) {
                if (silent.hasAny(l)) {
                    in[l].read(scratch.block);
                    silent.look(l, scratch.block, in[l].rows, in[l].stride);
                }
            }
        }

        /** Reads off the loss of the logits, how many are right, and how many a clip has lost. */
        void score(DenseExamples examples, int[] order, int start, Loss lossOf, Scratch scratch) {
            FloatMatrix logits = in[network.depth()];
            logits.read(scratch.block);
            loss = 0.0;
            correct = 0.0;
            dead = 0.0;
            for (int i = from; i < to; i++) {
                int example = order[start + i];
                int offset = (i - from) * logits.stride;
                int label = examples.labels[example];
                float weight = examples.weights[example];
                loss += weight * lossOf.of(scratch.block, offset, logits.cols, label, scratch.exps);
                if (lossOf.isDead(scratch.block, offset, logits.cols, label, scratch.exps)) {
                    dead += weight;
                }
                if (Softmax.argmax(scratch.block, offset, logits.cols) == label) {
                    correct += weight;
                }
            }
        }

        /**
         * Turns the logits into the gradient of the batch's mean loss, and carries it down.
         *
         * @param totalWeight the sum of the weights of the whole batch, which the mean divides by
         */
        void backward(
                DenseExamples examples,
                int[] order,
                int start,
                double totalWeight,
                Loss lossOf,
                Scratch scratch) {
            int depth = network.depth();
            FloatMatrix logits = delta[depth];
            logits.read(scratch.block);
            loss = 0.0;
            for (int i = from; i < to; i++) {
                int example = order[start + i];
                int offset = (i - from) * logits.stride;
                int label = examples.labels[example];
                float weight = examples.weights[example];
                double scale = weight / totalWeight;
                double own =
                        lossOf.andGradient(
                                scratch.block, offset, logits.cols, label, scale, scratch.exps);
                loss += weight * own;
            }
            logits.write(scratch.block);
            for (int l = depth - 1; l > 0; l--) {
                network.kernels.multiplyByTransposed(delta[l + 1], weights[l + 1], delta[l]);
                network.activation.gate(delta[l], in[l], scratch);
            }
        }
    }
}
