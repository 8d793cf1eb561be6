// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.diff;

import io.github.inittrace.measure.ValueSource;
import io.github.inittrace.onnx.ElementType;
import io.github.inittrace.onnx.StoredTensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tensor of one model and the one that belongs to it in another.
 *
 * @param a the tensor of the first model
 * @param b the tensor of the second model
 * @param byName whether they were paired by name, else by their place in the graph
 * @param transposed whether b is a matrix that lies the other way round, and is compared so
 */
public record TensorPair(StoredTensor a, StoredTensor b, boolean byName, boolean transposed) {

    /** Whether they can be compared place by place; dimensions of length 1 make no difference. */
    public boolean isOfOneShape() {
        return transposed || squeezed(a).equals(squeezed(b));
    }

    private static List<Integer> squeezed(StoredTensor tensor) {
        return tensor.shape().stream().filter(length -> length != 1).toList();
    }

    /** Whether they count for the total: both are floating-point numbers, and of one shape. */
    public boolean countsForTotal() {
        return isFloatingPoint(a) && isFloatingPoint(b) && isOfOneShape();
    }

    /** Whether a float32 holds every value of both. */
    boolean fitsFloat() {
        return a.type() != null && b.type() != null && a.type().fitsFloat() && b.type().fitsFloat();
    }

    /** The values of b in the order of those of a. */
    ValueSource ordered(ValueSource valuesOfB) {
        return transposed
                ? new TransposedValues(valuesOfB, b.shape().get(0), b.shape().get(1))
                : valuesOfB;
    }

    private static boolean isFloatingPoint(StoredTensor tensor) {
        @Nullable ElementType type = tensor.type();
        return type != null && type.isFloatingPoint();
    }
}
