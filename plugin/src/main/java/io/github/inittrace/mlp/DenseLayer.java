// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import io.github.inittrace.lifecycle.TensorView;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;

/**
 * The weights of one layer in heap arrays, owned by one model and never changed.
 */
final class DenseLayer implements Serializable {
    private static final long serialVersionUID = 1L;

    /** {@code hidden1}, {@code hidden2}, ..., {@code output}. */
    final String name;

    /** One row per input, one column per output. */
    final float[][] weights;

    /** One value per output; empty if the network has no biases. */
    final float[] bias;

    DenseLayer(String name, float[][] weights, float[] bias) {
        this.name = name;
        this.weights = weights;
        this.bias = bias;
    }

    int inputs() {
        return weights.length;
    }

    int outputs() {
        return weights[0].length;
    }

    boolean isBiased() {
        return bias.length > 0;
    }

    /** The weights in row-major order, a new array. */
    float[] flatWeights() {
        float[] flat = new float[inputs() * outputs()];
        for (int i = 0; i < inputs(); i++) {
            System.arraycopy(weights[i], 0, flat, i * outputs(), outputs());
        }
        return flat;
    }

    /** A layer like this one with its weights, and its biases if it has any, taken from tensors. */
    DenseLayer withWeights(Iterator<? extends TensorView> next) {
        float[] flat = floats(next.next());
        float[][] rows = new float[inputs()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Arrays.copyOfRange(flat, i * outputs(), (i + 1) * outputs());
        }
        return new DenseLayer(name, rows, isBiased() ? floats(next.next()) : bias.clone());
    }

    private static float[] floats(TensorView tensor) {
        double[] values = tensor.copy();
        float[] rounded = new float[values.length];
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = (float) values[i];
        }
        return rounded;
    }

    /** A layer that shares no array with this one. */
    DenseLayer copy() {
        float[][] rows = new float[inputs()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = weights[i].clone();
        }
        return new DenseLayer(name, rows, bias.clone());
    }
}
