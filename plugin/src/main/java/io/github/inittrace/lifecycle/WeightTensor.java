// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.lifecycle;

import java.util.List;

/**
 * One weight matrix or bias vector of a model, by name.
 *
 * @param name the name it also has in the ONNX file: {@code hidden1.weight}, {@code output.bias}
 * @param shape {@code [in, out]} for a weight matrix, {@code [out]} for a bias vector
 * @param values the values in row-major order; a copy that belongs to the caller
 */
public record WeightTensor(String name, List<Integer> shape, float[] values) implements TensorView {
    /** Copies the shape. */
    public WeightTensor {
        shape = List.copyOf(shape);
    }

    @Override
    public Precision precision() {
        return Precision.FLOAT32;
    }

    @Override
    public void copyTo(double[] target) {
        requireRoom(target);
        for (int i = 0; i < values.length; i++) {
            target[i] = values[i];
        }
    }
}
