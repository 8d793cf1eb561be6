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

    /** The layer whose activations are given: 0, the inputs, or one whose products are not made here. */
    private final int lowest;

    private final int sliceRows;
    private final Slice[] slices;

    /** A workspace for a network; without {@code gradients} it can only go forward. */
    Batch(Network network, int rows, boolean gradients) {
        this.network = network;
        this.rows = rows;
        lowest = 0;
        sliceRows = SLICE;
        activations = new FloatMatrix[network.depth() + 1];
        deltas = new FloatMatrix[network.depth() + 1];
        allocate(0, gradients);
        slices = cut(gradients);
    }

    /**
     * A workspace in one slice for the layers above the first, whose activations somebody else
     * computes. It ends with the gradient by these activations.
     *
     * @param first the first layer's activations, with a last column of ones if there are biases
     * @param firstDeltas where the gradient by them goes
     */
    Batch(Network network, FloatMatrix first, FloatMatrix firstDeltas) {
        this.network = network;
        rows = first.rows;
        lowest = 1;
        sliceRows = rows;
        activations = new FloatMatrix[network.depth() + 1];
        deltas = new FloatMatrix[network.depth() + 1];
        activations[1] = first;
        deltas[1] = firstDeltas;
        allocate(2, true);
        slices = cut(true);
    }

    private void allocate(int from, boolean gradients) {
        int depth = network.depth();
        for (int l = from; l <= depth; l++) {
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
    }

    private Slice[] cut(boolean gradients) {
        Slice[] cut = new Slice[(rows + sliceRows - 1) / sliceRows];
        for (int s = 0; s < cut.length; s++) {
            cut[s] = new Slice(s * sliceRows, Math.min(rows, (s + 1) * sliceRows), gradients);
        }
        return cut;
    }

    /** Makes a last column one of ones. */
    static void fillLastColumn(FloatMatrix matrix) {
        float[] row = new float[matrix.cols];
        row[matrix.cols - 1] = 1f;
        for (int i = 0; i < matrix.rows; i++) {
            matrix.writeRow(i, row, 0, row.length);
        }
    }

    /** The most floats that a row takes in any layer that is computed here. */
    private int widest() {
        int widest = 0;
        for (int l = lowest + 1; l <= network.depth(); l++) {
            widest = Math.max(widest, activations[l].stride);
        }
        return widest;
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
        final Softmax softmax;

        /** One for each thread of a team. */
        static Scratch[] forEach(WorkerTeam team, Batch batch) {
            return Stream.generate(() -> new Scratch(batch))
                    .limit(team.size())
                    .toArray(Scratch[]::new);
        }

        Scratch(Batch batch) {
            this(
                    batch.sliceRows * batch.widest(),
                    new Softmax(batch.sliceRows, batch.network.sizes[batch.network.depth()]));
        }

        /** One for matrices of so many values with their padding. */
        Scratch(int values, Softmax softmax) {
            block = new float[values];
            activationBlock = new float[values];
            gradientBits = new int[values];
            activationBits = new int[values];
            this.softmax = softmax;
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
            for (int l = lowest; l <= depth; l++) {
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

        /** Computes this slice's logits from what is given. */
        void forward(Scratch scratch) {
            int depth = network.depth();
            for (int l = lowest + 1; l <= depth; l++) {
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
            Softmax softmax = scratch.softmax;
            softmax.of(scratch.block, to - from, logits.stride);
            loss = 0.0;
            correct = 0.0;
            dead = 0.0;
            for (int i = from; i < to; i++) {
                int example = order[start + i];
                int label = examples.labels[example];
                float weight = examples.weights[example];
                loss += weight * lossOf.of(softmax, i - from, label);
                if (lossOf.isDead(softmax, i - from, label)) {
                    dead += weight;
                }
                if (softmax.argmax(i - from) == label) {
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
            scratch.softmax.of(scratch.block, to - from, logits.stride);
            loss = 0.0;
            for (int i = from; i < to; i++) {
                int example = order[start + i];
                int label = examples.labels[example];
                float weight = examples.weights[example];
                double scale = weight / totalWeight;
                loss += weight * lossOf.andGradient(scratch.softmax, i - from, label, scale);
            }
            logits.write(scratch.block);
            for (int l = depth - 1; l > 0; l--) {
                network.kernels.multiplyByTransposed(delta[l + 1], weights[l + 1], delta[l]);
                if (l > lowest) {
                    network.activation.gate(delta[l], in[l], scratch);
                }
            }
        }
    }
}
