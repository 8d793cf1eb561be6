// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.files;

/** Numbers in files that Java 17 has no type for. */
public final class HalfFloats {
    private static final int FRACTION_BITS = 10;
    private static final int EXPONENT_MASK = 0x1f;
    private static final int FRACTION_MASK = 0x3ff;

    /** The value of the lowest bit of a subnormal binary16, 2^-24. */
    private static final float SUBNORMAL = 0x1p-24f;

    private HalfFloats() {}

    /** The value of an IEEE 754 binary16. */
    public static float binary16(short bits) {
        int exponent = bits >> FRACTION_BITS & EXPONENT_MASK;
        int fraction = bits & FRACTION_MASK;
        if (exponent == 0) {
            float size = fraction * SUBNORMAL;
            return bits < 0 ? -size : size;
        }
        int wide = exponent == EXPONENT_MASK ? 0xff : exponent - 15 + 127;
        return Float.intBitsToFloat((bits & 0x8000) << 16 | wide << 23 | fraction << 13);
    }

    /** The value of a bfloat16. */
    public static float bfloat16(short bits) {
        return Float.intBitsToFloat(bits << 16);
    }

    /** A long that is meant without sign. */
    public static double unsigned(long bits) {
        double half = (bits >>> 1 | bits & 1) * 2.0; // Rounds as the whole would.
        return bits < 0 ? half : bits;
    }
}
