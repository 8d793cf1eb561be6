// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.diff;

import io.github.inittrace.onnx.ElementType;
import io.github.inittrace.onnx.StoredTensor;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How the integers of a tensor become numbers, (q - zero) · scale, as ONNX' DequantizeLinear has
 * it.
 *
 * @param scales the scale, or two whose product it is; each a single number, one for each index
 *     along the axis, or one for each block of indices
 * @param zero the zero point, as many; null for 0
 * @param axis the axis of the tensor
 * @param block how many indices along it share a scale; 0 if it is not cut into blocks
 * @param problem why that is not known; null if the graph says it
 */
record Quantisation(
        List<StoredTensor> scales,
        @Nullable StoredTensor zero,
        int axis,
        int block,
        @Nullable String problem) {
    /** Scales and zero points are in memory while a tensor is read. */
    private static final int MOST_SCALES = 1 << 22;

    static Quantisation unknown(String problem) {
        return new Quantisation(List.of(), null, 0, 0, problem);
    }

    /** Whether a tensor has integers that may be quantised numbers. */
    static boolean fits(StoredTensor tensor) {
        @Nullable ElementType type = tensor.type();
        return type != null
                && switch (type) {
                    case INT8, UINT8, INT16, UINT16, INT32 -> true;
                    default -> false;
                };
    }

    /** The scales and zero points. */
    Stream<StoredTensor> parameters() {
        return Stream.concat(scales.stream(), Stream.ofNullable(zero));
    }

    /** The tensor with the numbers that its integers stand for, or with a type that says why not. */
    StoredTensor of(StoredTensor integers) {
        ElementType type = integers.type();
        if (type == null) {
            throw new IllegalArgumentException("integers that are not read cannot be quantised");
        }
        String reason = problem(integers);
        return reason == null
                ? integers.computed(
                        ElementType.FLOAT,
                        "dequantised " + type,
                        () -> DequantisedReader.open(integers, this))
                : integers.computed(type, type + " " + reason, integers::open);
    }

    /** Why a tensor's numbers are not known; null if they are. */
    @Nullable String problem(StoredTensor integers) {
        if (problem != null) {
            return problem;
        }
        for (StoredTensor scale : scales) {
            if (scale.type() == null || !scale.type().isFloatingPoint()) {
                return "whose scale is " + scale.typeName();
            }
        }
        if (zero != null && !fits(zero)) {
            return "whose zero point is " + zero.typeName();
        }
        long expected = new ScalePlaces(integers.shape(), axis, block).count();
        for (StoredTensor parameter : parameters().toList()) {
            if (parameter.count() != 1 && parameter.count() != expected) {
                return "whose scale has shape " + parameter.shape();
            }
            if (parameter.count() > MOST_SCALES) {
                return "with more than " + MOST_SCALES + " scales";
            }
        }
        return null;
    }
}
