// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import io.github.inittrace.kernels.FloatMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Some consecutive rows of one layer's weights, the last of which may be its biases: what one task
 * of a step changes. Rows that are frozen are in no block.
 */
final class WeightBlock {
    /** Matrices are cut into blocks of about this many values, whatever the machine. */
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
            int count = rows == 0 ? 0 : 1 + rows * network.layers[l].cols / VALUES;
            for (int b = 0; b < count; b++) {
                int from = first + (int) ((long) rows * b / count);
                int to = first + (int) ((long) rows * (b + 1) / count);
                blocks.add(new WeightBlock(network, l, from, to));
            }
        }
        return blocks;
    }

    /** The factors of this block's gradient in a batch. */
    Gradient gradientIn(Batch batch) {
        return new Gradient(batch.activations[layer - 1].columns(from, to), batch.deltas[layer]);
    }

    /** The gradient of the loss by a block, inputsᵀ · deltas, not yet multiplied out. */
    record Gradient(FloatMatrix inputs, FloatMatrix deltas) {}
}
