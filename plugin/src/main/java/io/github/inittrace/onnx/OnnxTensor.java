// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.onnx;

import java.util.List;

/**
 * A named constant of an ONNX graph.
 *
 * @param name its name, unique in its file
 * @param shape its shape; empty for a single number
 * @param values its values in row-major order; not copied
 */
public record OnnxTensor(String name, List<Integer> shape, float[] values) {
    public OnnxTensor {
        shape = List.copyOf(shape);
    }
}
