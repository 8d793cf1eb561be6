// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import io.github.inittrace.kernels.Arena;
import io.github.inittrace.kernels.FloatMatrix;
import io.github.inittrace.kernels.LaneProduct;
import io.github.inittrace.kernels.Lanes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Some consecutive rows of one layer's weights, the last of which may be its biases: what one task
 * of a step changes. Rows that are frozen are in no block.
 */
final class WeightBlock {
    /** Where there is that much work for each, a matrix is cut for four workers, as a batch is. */
    private static final int WORKERS = 4;

    private static final int FEWEST_VALUES = 1 << 13;

    /** A large one is cut into blocks of about this many values. */
    private static final int VALUES = 1 << 17;

    final int layer;
    final int from;
    final int to;
    final FloatMatrix weights;

    /** Whether the last row is the layer's biases. */
    final boolean endsInBias;

    private WeightBlock(Network network, int layer, int from, int to) {
        this.layer = layer;
        this.from = from;
        this.to = to;
        endsInBias = to > network.sizes[layer - 1];
        weights = network.layers[layer].slice(from, to);
    }

    /**
     * Cuts a network into blocks.
     *
     * @param frozen the names of the tensors that are not to change
     */
    static List<WeightBlock> cut(Network network, Set<String> frozen) {
        List<WeightBlock> blocks = new ArrayList<>();
        int depth = network.depth();
        for (int l = 1; l <= depth; l++) {
            int first = frozen.contains(Network.weightName(l, depth)) ? network.sizes[l - 1] : 0;
            int end =
                    frozen.contains(Network.biasName(l, depth))
                            ? network.sizes[l - 1]
                            : network.layers[l].rows;
            int rows = end - first;
            int count = Math.min(rows, count((long) rows * network.layers[l].cols));
            for (int b = 0; b < count; b++) {
                int from = first + (int) ((long) rows * b / count);
                int to = first + (int) ((long) rows * (b + 1) / count);
                blocks.add(new WeightBlock(network, l, from, to));
            }
        }
        return blocks;
    }

    /** Into how many blocks so many values are cut, whatever the machine. */
    private static int count(long values) {
        return (int) Math.max(1 + values / VALUES, Math.min(WORKERS, 1 + values / FEWEST_VALUES));
    }

    /** The factors of this block's gradient in a batch. */
    Gradient gradientIn(Batch batch) {
        return layer == 1 && batch.columns != null
                ? new SparseProduct(batch.columns, from)
                : new Product(batch.activations[layer - 1].columns(from, to), batch.deltas[layer]);
    }

    /** The gradient of the loss by a block, inputsᵀ · deltas, not yet multiplied out. */
    sealed interface Gradient {}

    /** That of matrices. */
    record Product(FloatMatrix inputs, FloatMatrix deltas) implements Gradient {}

    /** That of every network of a stack, side by side. */
    static final class LaneProducts implements Gradient {
        private final Lanes inputs;
        private final Lanes deltas;
        private @Nullable LaneProduct planned;

        LaneProducts(Lanes inputs, Lanes deltas) {
            this.inputs = inputs;
            this.deltas = deltas;
        }

        /**
         * Multiplies it out.
         *
         * @param target always the same, with its lanes as those of the deltas
         */
        void into(FloatMatrix target, Arena arena) {
            if (planned == null) {
                Lanes lanes =
                        new Lanes(
                                target,
                                deltas.from(),
                                deltas.cols(),
                                deltas.step(),
                                deltas.count());
                planned = arena.product(LaneProduct.Form.FIRST_TRANSPOSED, inputs, deltas, lanes);
            }
            planned.run();
        }
    }

    /**
     * That of sparse inputs, of which it is the rows {@code firstRow} and on: all but those of
     * features that the batch has are zero.
     */
    record SparseProduct(BatchColumns columns, int firstRow) implements Gradient {
        /** weights += alpha · gradient, for a whole block. */
        void addTo(float alpha, FloatMatrix weights) {
            float[] sum = new float[weights.cols];
            float[] row = new float[weights.cols];
            for (int i = 0; i < weights.rows; i++) {
                if (columns.occurs(firstRow + i)) {
                    columns.gradient(firstRow + i, sum);
                    weights.readRow(i, row, 0, row.length);
                    SparseRows.addScaled(alpha, sum, row);
                    weights.writeRow(i, row, 0, row.length);
                }
            }
        }

        /**
         * Multiplies out some rows.
         *
         * @param from the first of them, counted in the block
         * @param like a matrix of so many rows, as which they are laid out in {@code target}
         */
        void read(int from, FloatMatrix like, float[] target) {
            Arrays.fill(target, 0, like.length(), 0f);
            float[] sum = new float[like.cols];
            for (int i = 0; i < like.rows; i++) {
                if (columns.occurs(firstRow + from + i)) {
                    columns.gradient(firstRow + from + i, sum);
                    System.arraycopy(sum, 0, target, i * like.stride, sum.length);
                }
            }
        }
    }
}
