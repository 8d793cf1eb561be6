// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import io.github.inittrace.kernels.Arena;
import io.github.inittrace.kernels.FloatMatrix;
import io.github.inittrace.kernels.MatrixKernels;
import io.github.inittrace.lifecycle.Precision;
import io.github.inittrace.lifecycle.TensorView;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The weights of a perceptron where the kernels compute on them.
 *
 * <p>A layer of shape [in, out] is one matrix of in + 1 rows, the last of which is the bias: the
 * activations that enter it carry a column of ones, so that one product applies the bias and one
 * product updates it. Without biases there is neither the row nor the column.
 */
final class Network {
    final Arena arena;
    final MatrixKernels kernels;

    /** Features, hidden units per layer, outputs. */
    final int[] sizes;

    final boolean biased;

    /** What hidden units apply. */
    final Activation activation;

    /** Layer l (from 1) leads from {@code sizes[l - 1]} to {@code sizes[l]}; entry 0 is unused. */
    final FloatMatrix[] layers;

    /** A network of zeros, for as long as its memory is open. */
    Network(Arena arena, int[] sizes, boolean biased, Activation activation) {
        this.arena = arena;
        kernels = arena.kernels();
        this.sizes = sizes.clone();
        this.biased = biased;
        this.activation = activation;
        requireRoom(sizes);
        layers = new FloatMatrix[sizes.length];
        for (int l = 1; l < sizes.length; l++) {
            layers[l] = arena.allocate(sizes[l - 1] + (biased ? 1 : 0), sizes[l]);
        }
    }

    /** Refuses what no matrix can hold before any memory is taken. */
    private static void requireRoom(int[] sizes) {
        for (int l = 1; l < sizes.length; l++) {
            if (!FloatMatrix.canHold(sizes[l - 1] + 1L, sizes[l])) {
                throw new IllegalArgumentException(
                        "a layer of "
                                + sizes[l]
                                + " units with "
                                + sizes[l - 1]
                                + " inputs each needs more than the 2 GiB a matrix can have; use"
                                + " fewer features or units");
            }
        }
    }

    /** The index of the output layer. */
    int depth() {
        return sizes.length - 1;
    }

    /**
     * Draws all weights, layer by layer in row-major order, then all biases in the same order; so
     * the weights of a seed are the same whatever its biases.
     */
    void initialise(Initialisation weights, Initialisation biases, SplittableRandom random) {
        for (int l = 1; l <= depth(); l++) {
            drawRows(l, 0, sizes[l - 1], weights, random);
        }
        for (int l = 1; biased && l <= depth(); l++) {
            drawRows(l, sizes[l - 1], sizes[l - 1] + 1, biases, random);
        }
    }

    private void drawRows(int layer, int from, int to, Initialisation by, SplittableRandom random) {
        Initialiser initialiser = by.distribution();
        double scale = initialiser.scale(sizes[layer - 1], sizes[layer], by.scale());
        float[] values = new float[sizes[layer]];
        for (int i = from; i < to; i++) {
            initialiser.draw(values, scale, random);
            layers[layer].writeRow(i, values, 0, values.length);
        }
    }

    /** For each layer as many zeros as its matrix has values, without padding; entry 0 is unused. */
    float[][] emptyLayers() {
        float[][] empty = new float[layers.length][0];
        for (int l = 1; l <= depth(); l++) {
            empty[l] = new float[layers[l].rows * layers[l].cols];
        }
        return empty;
    }

    /** Whether every weight and bias is a finite number. */
    boolean isFinite() {
        for (int l = 1; l <= depth(); l++) {
            float[] row = new float[sizes[l]];
            float sum = 0f;
            for (int i = 0; i < layers[l].rows; i++) {
                layers[l].readRow(i, row, 0, row.length);
                for (float value : row) {
                    sum += value * 0f; // 0, but NaN from NaN and from infinity
                }
            }
            if (sum != 0f) {
                return false;
            }
        }
        return true;
    }

    /**
     * Reads weights while nobody can close their memory.
     *
     * @throws IllegalStateException if it is closed
     */
    void whileOpen(Runnable reading) {
        arena.whileOpen(reading);
    }

    /**
     * Copies the weights into heap arrays.
     *
     * @throws IllegalStateException if the memory is closed
     */
    List<DenseLayer> toLayers() {
        List<DenseLayer> copies = new ArrayList<>();
        arena.whileOpen(
                () -> {
                    for (int l = 1; l <= depth(); l++) {
                        copies.add(copy(l));
                    }
                });
        return copies;
    }

    private DenseLayer copy(int l) {
        float[][] weights = new float[sizes[l - 1]][sizes[l]];
        for (int i = 0; i < weights.length; i++) {
            layers[l].readRow(i, weights[i], 0, sizes[l]);
        }
        float[] bias = new float[biased ? sizes[l] : 0];
        if (biased) {
            layers[l].readRow(sizes[l - 1], bias, 0, sizes[l]);
        }
        return new DenseLayer(name(l, depth()), weights, bias);
    }

    /** A network with the given weights. */
    static Network of(Arena arena, List<DenseLayer> layers, Activation activation) {
        int[] sizes = new int[layers.size() + 1];
        sizes[0] = layers.get(0).inputs();
        for (int l = 1; l < sizes.length; l++) {
            sizes[l] = layers.get(l - 1).outputs();
        }
        Network network = new Network(arena, sizes, layers.get(0).isBiased(), activation);
        network.write(layers);
        return network;
    }

    /** Takes over weights of its own shape. */
    void write(List<DenseLayer> from) {
        for (int l = 1; l < sizes.length; l++) {
            DenseLayer layer = from.get(l - 1);
            for (int i = 0; i < sizes[l - 1]; i++) {
                layers[l].writeRow(i, layer.weights[i], 0, sizes[l]);
            }
            if (layer.isBiased()) {
                layers[l].writeRow(sizes[l - 1], layer.bias, 0, sizes[l]);
            }
        }
    }

    /** Takes over the weights of another network of its shape. */
    void copyWeights(Network from) {
        for (int l = 1; l < sizes.length; l++) {
            for (int i = 0; i < layers[l].rows; i++) {
                layers[l].copyRow(i, from.layers[l], i);
            }
        }
    }

    /** {@code hidden1}, {@code hidden2}, ..., {@code output}. */
    static String name(int layer, int depth) {
        return layer == depth ? "output" : "hidden" + layer;
    }

    /** The name of a layer's weight matrix in a network of this depth. */
    static String weightName(int layer, int depth) {
        return name(layer, depth) + ".weight";
    }

    /** The name of a layer's bias vector. */
    static String biasName(int layer, int depth) {
        return name(layer, depth) + ".bias";
    }

    /** The names of all tensors of a network, in the order of the ONNX initialisers. */
    static List<String> tensorNames(int depth, boolean biased) {
        List<String> names = new ArrayList<>();
        for (int l = 1; l <= depth; l++) {
            names.add(weightName(l, depth));
            if (biased) {
                names.add(biasName(l, depth));
            }
        }
        return names;
    }

    /** Views of every weight matrix and bias vector, in the order of the ONNX initialisers. */
    List<TensorView> views() {
        List<TensorView> views = new ArrayList<>();
        for (int l = 1; l <= depth(); l++) {
            views.add(
                    new RowsView(
                            weightName(l, depth()),
                            List.of(sizes[l - 1], sizes[l]),
                            arena,
                            layers[l],
                            0,
                            sizes[l - 1]));
            if (biased) {
                views.add(
                        new RowsView(
                                biasName(l, depth()),
                                List.of(sizes[l]),
                                arena,
                                layers[l],
                                sizes[l - 1],
                                sizes[l - 1] + 1));
            }
        }
        return views;
    }

    /** Some rows of a matrix as a tensor. */
    private record RowsView(
            String name,
            List<Integer> shape,
            Arena arena,
            FloatMatrix matrix,
            int fromRow,
            int toRow)
            implements TensorView {
        @Override
        public Precision precision() {
            return Precision.FLOAT32;
        }

        @Override
        public void copyTo(double[] target) {
            requireRoom(target);
            arena.whileOpen(() -> copyOpen(target));
        }

        private void copyOpen(double[] target) {
            float[] row = new float[matrix.cols];
            int next = 0;
            for (int i = fromRow; i < toRow; i++) {
                matrix.readRow(i, row, 0, row.length);
                for (float value : row) {
                    target[next++] = value;
                }
            }
        }
    }
}
