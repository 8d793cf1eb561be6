// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

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
    final MatrixKernels kernels;

    /** Features, hidden units per layer, outputs. */
    final int[] sizes;

    final boolean biased;

    /** Layer l (from 1) leads from {@code sizes[l - 1]} to {@code sizes[l]}; entry 0 is unused. */
    final FloatMatrix[] layers;

    /** A network of zeros. */
    Network(MatrixKernels kernels, int[] sizes, boolean biased) {
        this.kernels = kernels;
        this.sizes = sizes.clone();
        this.biased = biased;
        layers = new FloatMatrix[sizes.length];
        for (int l = 1; l < sizes.length; l++) {
            layers[l] = kernels.allocate(sizes[l - 1] + (biased ? 1 : 0), sizes[l]);
        }
    }

    /** The index of the output layer. */
    int depth() {
        return sizes.length - 1;
    }

    /** Draws all weights, layer by layer in row-major order. */
    void initialise(Initialiser initialiser, SplittableRandom random) {
        for (int l = 1; l <= depth(); l++) {
            float[] row = new float[sizes[l]];
            for (int i = 0; i < sizes[l - 1]; i++) {
                for (int j = 0; j < row.length; j++) {
                    row[j] = initialiser.draw(random, sizes[l - 1], sizes[l]);
                }
                layers[l].writeRow(i, row, 0, row.length);
            }
        }
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

    /** Copies the weights into heap arrays. */
    List<DenseLayer> toLayers() {
        List<DenseLayer> copies = new ArrayList<>();
        for (int l = 1; l <= depth(); l++) {
            float[][] weights = new float[sizes[l - 1]][sizes[l]];
            for (int i = 0; i < weights.length; i++) {
                layers[l].readRow(i, weights[i], 0, sizes[l]);
            }
            float[] bias = new float[biased ? sizes[l] : 0];
            if (biased) {
                layers[l].readRow(sizes[l - 1], bias, 0, sizes[l]);
            }
            copies.add(new DenseLayer(name(l), weights, bias));
        }
        return copies;
    }

    /** A network with the given weights. */
    static Network of(MatrixKernels kernels, List<DenseLayer> layers) {
        int[] sizes = new int[layers.size() + 1];
        sizes[0] = layers.get(0).inputs();
        for (int l = 1; l < sizes.length; l++) {
            sizes[l] = layers.get(l - 1).outputs();
        }
        Network network = new Network(kernels, sizes, layers.get(0).isBiased());
        for (int l = 1; l < sizes.length; l++) {
            DenseLayer layer = layers.get(l - 1);
            for (int i = 0; i < sizes[l - 1]; i++) {
                network.layers[l].writeRow(i, layer.weights[i], 0, sizes[l]);
            }
            if (layer.isBiased()) {
                network.layers[l].writeRow(sizes[l - 1], layer.bias, 0, sizes[l]);
            }
        }
        return network;
    }

    /** {@code hidden1}, {@code hidden2}, ..., {@code output}. */
    private String name(int layer) {
        return layer == depth() ? "output" : "hidden" + layer;
    }

    /** Views of every weight matrix and bias vector, in the order of the ONNX initialisers. */
    List<TensorView> views() {
        List<TensorView> views = new ArrayList<>();
        for (int l = 1; l <= depth(); l++) {
            views.add(
                    new RowsView(
                            name(l) + ".weight",
                            List.of(sizes[l - 1], sizes[l]),
                            layers[l],
                            0,
                            sizes[l - 1]));
            if (biased) {
                views.add(
                        new RowsView(
                                name(l) + ".bias",
                                List.of(sizes[l]),
                                layers[l],
                                sizes[l - 1],
                                sizes[l - 1] + 1));
            }
        }
        return views;
    }

    /** Some rows of a matrix as a tensor. */
    private record RowsView(
            String name, List<Integer> shape, FloatMatrix matrix, int fromRow, int toRow)
            implements TensorView {
        @Override
        public void copyTo(double[] target) {
            if (target.length != size()) {
                throw new IllegalArgumentException(
                        "tensor '"
                                + name
                                + "' needs an array of length "
                                + size()
                                + ", found "
                                + target.length);
            }
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
