// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.measure;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values of one tensor at three points of training, in row-major order. The arrays are read
 * during the call this is passed to, never changed and never kept.
 *
 * @param name the tensor's name
 * @param shape its shape
 * @param initial its values before training
 * @param previous its values one record before; null in the first record
 * @param current its values now
 */
public record TensorValues(
        String name,
        List<Integer> shape,
        double[] initial,
        double @Nullable [] previous,
        double[] current) {

    /**
     * Checks that everything has one size.
     *
     * @throws IllegalArgumentException if a length is not the product of the shape
     */
    public TensorValues {
        shape = List.copyOf(shape);
        long count = shape.stream().mapToLong(Integer::longValue).reduce(1L, Math::multiplyExact);
        if (initial.length != count
                || current.length != count
                || (previous != null && previous.length != count)) {
            throw new IllegalArgumentException(
                    "tensor '"
                            + name
                            + "' of shape "
                            + shape
                            + " has "
                            + count
                            + " values, found "
                            + initial.length
                            + " initial"
                            + (previous == null ? "" : ", " + previous.length + " previous")
                            + " and "
                            + current.length
                            + " current ones");
        }
    }
}
