// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.onnx;

import io.github.inittrace.files.HalfFloats;
import java.nio.ByteBuffer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the values of an ONNX tensor are, {@code TensorProto.DataType}. Every value becomes a
 * double; only 64-bit integers beyond 2^53 lose digits by that.
 */
public enum ElementType {
    /** IEEE 754 binary32. */
    FLOAT(1, Float.BYTES, Field.FLOAT) {
        @Override
        public void decode(ByteBuffer from, double[] into, int at, int count) {
            for (int i = 0; i < count; i++) {
                into[at + i] = from.getFloat();
            }
        }
    },
    /** Unsigned, 8 bits. */
    UINT8(2, Byte.BYTES, Field.INT32) {
        @Override
        public void decode(ByteBuffer from, double[] into, int at, int count) {
            for (int i = 0; i < count; i++) {
                into[at + i] = from.get() & 0xff;
            }
        }
    },
    /** Signed, 8 bits. */
    INT8(3, Byte.BYTES, Field.INT32) {
        @Override
        public void decode(ByteBuffer from, double[] into, int at, int count) {
            for (int i = 0; i < count; i++) {
                into[at + i] = from.get();
            }
        }
    },
    /** Unsigned, 16 bits. */
    UINT16(4, Short.BYTES, Field.INT32) {
        @Override
        public void decode(ByteBuffer from, double[] into, int at, int count) {
            for (int i = 0; i < count; i++) {
                into[at + i] = from.getShort() & 0xffff;
            }
        }
    },
    /** Signed, 16 bits. */
    INT16(5, Short.BYTES, Field.INT32) {
        @Override
        public void decode(ByteBuffer from, double[] into, int at, int count) {
            for (int i = 0; i < count; i++) {
                into[at + i] = from.getShort();
            }
        }
    },
    /** Signed, 32 bits. */
    INT32(6, Integer.BYTES, Field.INT32) {
        @Override
        public void decode(ByteBuffer from, double[] into, int at, int count) {
            for (int i = 0; i < count; i++) {
                into[at + i] = from.getInt();
            }
        }
    },
    /** Signed, 64 bits. */
    INT64(7, Long.BYTES, Field.INT64) {
        @Override
        public void decode(ByteBuffer from, double[] into, int at, int count) {
            for (int i = 0; i < count; i++) {
                into[at + i] = from.getLong();
            }
        }
    },
    /** 0 or 1, a byte each. */
    BOOL(9, Byte.BYTES, Field.INT32) {
        @Override
        public void decode(ByteBuffer from, double[] into, int at, int count) {
            for (int i = 0; i < count; i++) {
                into[at + i] = from.get() == 0 ? 0 : 1;
            }
        }
    },
    /** IEEE 754 binary16. */
    FLOAT16(10, Short.BYTES, Field.INT32) {
        @Override
        public void decode(ByteBuffer from, double[] into, int at, int count) {
            for (int i = 0; i < count; i++) {
                into[at + i] = HalfFloats.binary16(from.getShort());
            }
        }
    },
    /** IEEE 754 binary64. */
    DOUBLE(11, Double.BYTES, Field.DOUBLE) {
        @Override
        public void decode(ByteBuffer from, double[] into, int at, int count) {
            for (int i = 0; i < count; i++) {
                into[at + i] = from.getDouble();
            }
        }
    },
    /** Unsigned, 32 bits. */
    UINT32(12, Integer.BYTES, Field.UINT64) {
        @Override
        public void decode(ByteBuffer from, double[] into, int at, int count) {
            for (int i = 0; i < count; i++) {
                into[at + i] = Integer.toUnsignedLong(from.getInt());
            }
        }
    },
    /** Unsigned, 64 bits. */
    UINT64(13, Long.BYTES, Field.UINT64) {
        @Override
        public void decode(ByteBuffer from, double[] into, int at, int count) {
            for (int i = 0; i < count; i++) {
                into[at + i] = HalfFloats.unsigned(from.getLong());
            }
        }
    },
    /** The upper half of an IEEE 754 binary32. */
    BFLOAT16(16, Short.BYTES, Field.INT32) {
        @Override
        public void decode(ByteBuffer from, double[] into, int at, int count) {
            for (int i = 0; i < count; i++) {
                into[at + i] = HalfFloats.bfloat16(from.getShort());
            }
        }
    };

    private final int number;
    private final int width;
    private final Field field;

    ElementType(int number, int width, Field field) {
        this.number = number;
        this.width = width;
        this.field = field;
    }

    /** In which field of a tensor values lie that are not in raw_data. */
    enum Field {
        FLOAT,
        INT32,
        INT64,
        DOUBLE,
        UINT64
    }

    /** The number that files have for it. */
    int number() {
        return number;
    }

    /** The bytes a value takes in raw data. */
    public int width() {
        return width;
    }

    /** Whether it is one of the floating-point types. */
    public boolean isFloatingPoint() {
        return switch (this) {
            case FLOAT, FLOAT16, BFLOAT16, DOUBLE -> true;
            default -> false;
        };
    }

    /** Whether a float32 holds every value. */
    public boolean fitsFloat() {
        return this != DOUBLE && (isFloatingPoint() || width < Integer.BYTES);
    }

    Field field() {
        return field;
    }

    /**
     * Decodes values of raw data.
     *
     * @param from the bytes, at the first one, in the order that the buffer says
     * @param into where the values go
     * @param at where in it
     * @param count how many
     */
    public abstract void decode(ByteBuffer from, double[] into, int at, int count);

    /** The type of a number in a file; null if it is none of these. */
    public static @Nullable ElementType of(int number) {
        for (ElementType type : values()) {
            if (type.number == number) {
                return type;
            }
        }
        return null;
    }

    /** As messages and tables call it: {@code float32}, {@code int8}. */
    @Override
    public String toString() {
        return switch (this) {
            case FLOAT -> "float32";
            case DOUBLE -> "float64";
            default -> name().toLowerCase(Locale.ROOT);
        };
    }
}
