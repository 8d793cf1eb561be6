// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.diff;

import ai.onnx.proto.OnnxMl;
import java.util.Locale;
import java.util.stream.Collectors;

/** Types of ONNX values in words: {@code float32 [?, 4]}. Equal words mean equal types. */
final class ValueTypes {
    private ValueTypes() {}

    /** A dimension without a length is {@code ?}, whatever the file calls it. */
    static String of(OnnxMl.TypeProto type) {
        return switch (type.getValueCase()) {
            case TENSOR_TYPE ->
                    element(type.getTensorType().getElemType())
                            + (type.getTensorType().hasShape()
                                    ? " " + shape(type.getTensorType().getShape())
                                    : " of any shape");
            case SPARSE_TENSOR_TYPE ->
                    "sparse "
                            + element(type.getSparseTensorType().getElemType())
                            + (type.getSparseTensorType().hasShape()
                                    ? " " + shape(type.getSparseTensorType().getShape())
                                    : " of any shape");
            case SEQUENCE_TYPE -> "sequence of " + of(type.getSequenceType().getElemType());
            case OPTIONAL_TYPE -> "optional " + of(type.getOptionalType().getElemType());
            case MAP_TYPE ->
                    "map of "
                            + element(type.getMapType().getKeyType())
                            + " to "
                            + of(type.getMapType().getValueType());
            case OPAQUE_TYPE ->
                    "opaque "
                            + type.getOpaqueType().getDomain()
                            + "."
                            + type.getOpaqueType().getName();
            case VALUE_NOT_SET -> "of no type";
        };
    }

    private static String shape(OnnxMl.TensorShapeProto shape) {
        return shape.getDimList().stream()
                .map(dim -> dim.hasDimValue() ? Long.toString(dim.getDimValue()) : "?")
                .collect(Collectors.joining(", ", "[", "]"));
    }

    /** The name of an element type. */
    static String element(int number) {
        var known = OnnxMl.TensorProto.DataType.forNumber(number);
        if (known == null) {
            return "number " + number;
        }
        return switch (known) {
            case FLOAT -> "float32";
            case DOUBLE -> "float64";
            default -> known.name().toLowerCase(Locale.ROOT);
        };
    }
}
