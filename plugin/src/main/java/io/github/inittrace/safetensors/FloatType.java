// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.safetensors;

import io.github.inittrace.files.HalfFloats;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** The types of floating-point numbers that are read, by the names that the format has for them. */
enum FloatType {
    F64(Double.BYTES) {
        @Override
        double at(ByteBuffer bytes, int index) {
            return bytes.getDouble(index);
        }
    },
    F32(Float.BYTES) {
        @Override
        double at(ByteBuffer bytes, int index) {
            return bytes.getFloat(index);
        }
    },
    /** IEEE 754 half precision. */
    F16(Short.BYTES) {
        @Override
        double at(ByteBuffer bytes, int index) {
            return HalfFloats.binary16(bytes.getShort(index));
        }
    },
    /** The upper half of a float32. */
    BF16(Short.BYTES) {
        @Override
        double at(ByteBuffer bytes, int index) {
            return HalfFloats.bfloat16(bytes.getShort(index));
        }
    };

    private final int width;

    FloatType(int width) {
        this.width = width;
    }

    /** The type of a name; empty if it is another one. */
    static Optional<FloatType> of(String dtype) {
        return Arrays.stream(values()).filter(type -> type.name().equals(dtype)).findFirst();
    }

    /** Bytes of a value. */
    int width() {
        return width;
    }

    /** The value that begins at a byte of a little-endian buffer. */
    abstract double at(ByteBuffer bytes, int index);
}
