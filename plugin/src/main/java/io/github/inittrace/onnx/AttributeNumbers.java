// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.onnx;

import ai.onnx.proto.OnnxMl;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The numbers that a Constant node has as an attribute and not as a tensor: {@code value_float},
 * {@code value_floats}, {@code value_int} or {@code value_ints}. They are part of the structure,
 * and so in memory.
 */
record AttributeNumbers(Kind kind, OnnxMl.AttributeProto attribute) implements TensorReader {
    /** What a Constant node may hold that is no tensor. */
    enum Kind {
        FLOAT,
        FLOATS,
        INT,
        INTS,
        STRING,
        STRINGS;

        /** Of an attribute of a Constant node; null if it is none of these. */
        static @Nullable Kind of(OnnxMl.AttributeProto attribute) {
            return switch (attribute.getName()) {
                case "value_float" -> FLOAT;
                case "value_floats" -> FLOATS;
                case "value_int" -> INT;
                case "value_ints" -> INTS;
                case "value_string" -> STRING;
                case "value_strings" -> STRINGS;
                default -> null;
            };
        }

        /** The element type of the tensor that it stands for, as ONNX numbers it. */
        int dataType() {
            return switch (this) {
                case FLOAT, FLOATS -> OnnxMl.TensorProto.DataType.FLOAT_VALUE;
                case INT, INTS -> OnnxMl.TensorProto.DataType.INT64_VALUE;
                case STRING, STRINGS -> OnnxMl.TensorProto.DataType.STRING_VALUE;
            };
        }

        /** The shape of the tensor that it stands for. */
        List<Integer> shape(OnnxMl.AttributeProto attribute) {
            return switch (this) {
                case FLOAT, INT, STRING -> List.of();
                case FLOATS -> List.of(attribute.getFloatsCount());
                case INTS -> List.of(attribute.getIntsCount());
                case STRINGS -> List.of(attribute.getStringsCount());
            };
        }
    }

    /** Opens an attribute; strings are not read. */
    static AttributeNumbers open(Kind kind, OnnxMl.AttributeProto attribute)
            throws MalformedTensorException {
        if (kind == Kind.STRING || kind == Kind.STRINGS) {
            throw new MalformedTensorException("has element type STRING, which is not read");
        }
        return new AttributeNumbers(kind, attribute);
    }

    @Override
    public void read(long from, double[] into, int length) {
        for (int i = 0; i < length; i++) {
            into[i] = number((int) from + i);
        }
    }

    private double number(int at) {
        return switch (kind) {
            case FLOAT -> attribute.getF();
            case FLOATS -> attribute.getFloats(at);
            case INT -> attribute.getI();
            case INTS -> attribute.getInts(at);
            case STRING, STRINGS -> throw new IllegalStateException("strings are not opened");
        };
    }

    @Override
    public boolean isRandomAccess() {
        return true;
    }

    @Override
    public void close() {}
}
