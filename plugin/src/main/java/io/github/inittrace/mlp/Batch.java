// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import io.github.inittrace.kernels.FloatMatrix;
import io.github.inittrace.kernels.WorkerTeam;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
 * output layer's takes the logits' place. Where inputs are sparse rows there is no {@code
 * activations[0]}: the first layer's products are taken from the rows themselves.
 */
final class Batch {
    /** Large enough for products to run at full speed, small enough for four workers at 128. */
    static final int SLICE = 32;

    /**
     * For evaluations of wide layers, whose products are faster in more rows, with enough rows for all
     * workers; and for {@linkplain #NARROW narrow} networks.
     */
    private static final int LARGE_SLICE = 128;

    /**
     * A layer is wide that has so many weights: a near cache does not hold them, so that each is
     * read once for the whole batch, and workers share its units in place of the rows.
     */
    private static final int WIDE = 1 << 17;

    /**
     * A network is narrow that has fewer weights in all: to hand out a slice of 32 rows takes about as
     * long as its products, so that one thread is quickest with all rows at once.
     */
    private static final int NARROW = 1 << 14;

    final int rows;

    /** The first layer whose inputs are a matrix. */
    final int first;

    /** The last layer, from {@link #first} on, that is computed by blocks of units; 0 if none is. */
    final int wide;

    private final int sliceRows;
    final FloatMatrix[] activations;
    final FloatMatrix[] deltas;

    /** Sparse inputs by column, for the first layer's gradient; null if there is none to take. */
    final @Nullable BatchColumns columns;

    private final Network network;

    private final Slice[] slices;

    /**
     * A workspace for a network.
     *
     * @param gradients whether it goes backward too
     * @param sparse whether its inputs are sparse rows
     */
    Batch(Network network, int rows, boolean gradients, boolean sparse) {
        this.network = network;
        this.rows = rows;
        activations = new FloatMatrix[network.depth() + 1];
        deltas = new FloatMatrix[network.depth() + 1];
        columns =
                sparse && gradients
                        ? new BatchColumns(rows, network.sizes[0], network.sizes[1])
                        : null;
        first = sparse ? 2 : 1;
        int lastWide = lastWide();
        wide = gradients ? lastWide : 0;
        boolean large = isNarrow() || (lastWide > 0 && !gradients);
        sliceRows = large ? LARGE_SLICE : SLICE;
        allocate(first - 1, gradients);
        slices = cut(first - 1, gradients);
    }

    private boolean isNarrow() {
        long weights = 0;
        for (int l = 1; l <= network.depth(); l++) {
            weights += (long) network.sizes[l - 1] * network.sizes[l];
        }
        return weights < NARROW;
    }

    private int lastWide() {
        for (int l = network.depth(); l >= first; l--) {
            if ((long) network.sizes[l - 1] * network.sizes[l] >= WIDE) {
                return l;
            }
        }
        return 0;
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

    private Slice[] cut(int from, boolean gradients) {
        Slice[] cut = new Slice[(rows + sliceRows - 1) / sliceRows];
        for (int s = 0; s < cut.length; s++) {
            int end = Math.min(rows, (s + 1) * sliceRows);
            cut[s] = new Slice(s * sliceRows, end, from, gradients);
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

    /** The most floats that a row takes in any layer but the inputs. */
    private int widest() {
        int widest = 0;
        for (int l = 1; l <= network.depth(); l++) {
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

        /** A first layer's sums over a sparse row, and a row of its weights; made when needed. */
        private float[] sums = {};

        private float[] weights = {};

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

        private Slice(int from, int to, int first, boolean gradients) {
            this.from = from;
            this.to = to;
            int depth = network.depth();
            in = new FloatMatrix[depth + 1];
            out = new FloatMatrix[depth + 1];
            delta = new FloatMatrix[depth + 1];
            weights = new FloatMatrix[depth + 1];
            for (int l = first; l <= depth; l++) {
                in[l] = activations[l].slice(from, to);
                out[l] = in[l].columns(0, network.sizes[l]);
                if (gradients && l > 0) {
                    delta[l] = deltas[l].slice(from, to);
                    weights[l] = network.layers[l].slice(0, network.sizes[l - 1]);
                }
            }
        }

        /** Takes the inputs of examples {@code order[start + from]} and on. */
        void begin(InputRows inputs, int[] order, int start, Scratch scratch) {
            if (inputs instanceof SparseRows sparse) {
                multiply(sparse, order, start, scratch);
                activate(1, scratch);
            } else {
                ((DenseRows) inputs).copyTo(order, start + from, in[0]);
            }
        }

        /** Computes the logits, from the last layer on that was computed by blocks of units. */
        void forward(Scratch scratch) {
            for (int l = Math.max(first, wide + 1); l <= network.depth(); l++) {
                network.kernels.multiply(in[l - 1], network.layers[l], out[l]);
                activate(l, scratch);
            }
        }

        /** The first layer's products with sparse inputs, each example's by itself. */
        private void multiply(SparseRows inputs, int[] order, int start, Scratch scratch) {
            FloatMatrix layer = network.layers[1];
            if (scratch.sums.length != layer.cols) {
                scratch.sums = new float[layer.cols];
                scratch.weights = new float[layer.cols];
            }
            for (int i = from; i < to; i++) {
                if (network.biased) {
                    layer.readRow(network.sizes[0], scratch.sums, 0, layer.cols);
                } else {
                    Arrays.fill(scratch.sums, 0f);
                }
                inputs.addProduct(order[start + i], layer, scratch.sums, scratch.weights);
                activations[1].writeRow(i, scratch.sums, 0, layer.cols);
            }
        }

        /** Applies what hidden units do to their input; outputs do nothing. */
        private void activate(int layer, Scratch scratch) {
            if (layer < network.depth()) {
                FloatMatrix matrix = in[layer];
                matrix.read(scratch.block);
                network.activation.apply(
                        scratch.block, matrix.rows, matrix.stride, network.sizes[layer]);
                matrix.write(scratch.block);
            }
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
        void score(LaidOutExamples examples, int[] order, int start, Loss lossOf, Scratch scratch) {
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
                if (softmax.isRight(i - from, label)) {
                    correct += weight;
                }
            }
        }

        /**
         * Turns the logits into the gradient of the batch's mean loss, and carries it down to the last
         * layer that is computed by blocks of units.
         *
         * @param totalWeight the sum of the weights of the whole batch, which the mean divides by
         */
        void backward(
                LaidOutExamples examples,
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
            for (int l = depth - 1; l >= Math.max(1, wide); l--) {
                network.kernels.multiplyByTransposed(delta[l + 1], weights[l + 1], delta[l]);
                network.activation.gate(delta[l], in[l], scratch);
            }
            if (columns != null && wide == 0) {
                for (int i = from; i < to; i++) {
                    deltas[1].readRow(i, columns.deltas[i], 0, network.sizes[1]);
                }
            }
        }
    }
}
