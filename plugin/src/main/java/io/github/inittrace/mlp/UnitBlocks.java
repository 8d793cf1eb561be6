// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import io.github.inittrace.kernels.FloatMatrix;
import java.util.ArrayList;
import java.util.List;

/**
 * The products of a wide layer, each for some of its units and all rows of a batch. In place of rows
 * workers share units, so that no weight is read by two of them, and products have all the rows that
 * there are. The blocks depend on the layer alone, and so do the results.
 */
final class UnitBlocks {
    /** Blocks have about so many units. */
    private static final int UNITS = 128;

    /** Blocks begin at cache lines of 16 floats. */
    private static final int LINE = 16;

    /** What one block has to do. */
    interface Work {
        void run(Batch.Scratch scratch);
    }

    private UnitBlocks() {}

    /** From the activations below to those of a layer, or to the logits. */
    static List<Work> forward(Network network, Batch batch, int layer) {
        List<Work> blocks = new ArrayList<>();
        FloatMatrix inputs = batch.activations[layer - 1];
        for (int[] units : cut(network.sizes[layer])) {
            FloatMatrix weights = network.layers[layer].columns(units[0], units[1]);
            FloatMatrix outputs = batch.activations[layer].columns(units[0], units[1]);
            blocks.add(
                    scratch -> {
                        network.kernels.multiply(inputs, weights, outputs);
                        if (layer < network.depth()) {
                            network.activation.applyByRow(outputs, scratch);
                        }
                    });
        }
        return blocks;
    }

    /** From the gradient by what enters the layer above to that by what enters a hidden layer. */
    static List<Work> backward(Network network, Batch batch, int layer) {
        List<Work> blocks = new ArrayList<>();
        FloatMatrix above = batch.deltas[layer + 1];
        for (int[] units : cut(network.sizes[layer])) {
            FloatMatrix weights = network.layers[layer + 1].slice(units[0], units[1]);
            FloatMatrix activations = batch.activations[layer].columns(units[0], units[1]);
            FloatMatrix deltas = batch.deltas[layer].columns(units[0], units[1]);
            BatchColumns columns = layer == 1 ? batch.columns : null;
            blocks.add(
                    scratch -> {
                        network.kernels.multiplyByTransposed(above, weights, deltas);
                        network.activation.gateByRow(deltas, activations, scratch);
                        for (int i = 0; columns != null && i < deltas.rows; i++) {
                            deltas.readRow(i, columns.deltas[i], units[0], deltas.cols);
                        }
                    });
        }
        return blocks;
    }

    /** The first unit of each block, and the one behind its last. */
    private static List<int[]> cut(int units) {
        int count = Math.max(1, Math.round((float) units / UNITS));
        int lines = (units + LINE - 1) / LINE;
        List<int[]> blocks = new ArrayList<>();
        for (int b = 0; b < count; b++) {
            int from = LINE * (int) ((long) lines * b / count);
            int to = LINE * (int) ((long) lines * (b + 1) / count);
            blocks.add(new int[] {from, Math.min(units, to)});
        }
        return blocks;
    }
}
