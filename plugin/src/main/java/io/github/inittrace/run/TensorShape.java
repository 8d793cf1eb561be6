// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run;

import io.github.inittrace.lifecycle.Precision;
import java.util.List;

/**
 * A tensor of the architecture.
 *
 * @param name its name, the same as in the ONNX files
 * @param shape its shape, {@code [in, out]} for a weight matrix
 * @param precision how its trainer keeps the values
 */
public record TensorShape(String name, List<Integer> shape, Precision precision) {
    public TensorShape {
        shape = List.copyOf(shape);
        long count = 1;
        for (int length : shape) {
            if (length < 0 || length > 0 && count > Long.MAX_VALUE / length) {
                throw new IllegalArgumentException(
                        "tensor '" + name + "' cannot have the shape " + shape);
            }
            count *= length;
        }
    }

    /** The number of values. */
    public long count() {
        return shape.stream().mapToLong(Integer::longValue).reduce(1L, (a, b) -> a * b);
    }
}
