// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.diff;

import io.github.inittrace.onnx.ElementType;
import io.github.inittrace.onnx.StoredTensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tensor of a model, as it is paired.
 *
 * @param tensor the tensor; of a quantised one, the numbers that its integers stand for
 * @param use what the graph does with it
 * @param quantised whether its integers stand for numbers, known or not
 */
record Weight(StoredTensor tensor, TensorUse use, boolean quantised) {

    /** What kind of values can be subtracted from each other. */
    enum Kind {
        NUMBERS,
        INTEGERS,
        TRUTHS
    }

    /** What the values of a type are; null if they are not read. */
    static @Nullable Kind kind(StoredTensor tensor) {
        @Nullable ElementType type = tensor.type();
        if (type == null) {
            return null;
        }
        if (type == ElementType.BOOL) {
            return Kind.TRUTHS;
        }
        return type.isFloatingPoint() ? Kind.NUMBERS : Kind.INTEGERS;
    }

    /** What its values are once they are dequantised; null if they are not read. */
    @Nullable Kind kind() {
        return quantised ? Kind.NUMBERS : kind(tensor);
    }

    /** Whether its integers stand for numbers, and it is not known for which. */
    boolean isUnscaled() {
        return quantised && kind(tensor) == Kind.INTEGERS;
    }

    /** Whether it is a setting of an operator rather than something learnt. */
    boolean isSetting() {
        return tensor.count() <= 1 || kind() != Kind.NUMBERS;
    }

    /** Its shape without dimensions of length 1, of a matrix the same as of its transpose. */
    List<Integer> shape() {
        List<Integer> shape = new ArrayList<>(TensorPair.squeezed(tensor));
        if (tensor.shape().size() == 2) {
            shape.sort(null);
        }
        return shape;
    }
}
