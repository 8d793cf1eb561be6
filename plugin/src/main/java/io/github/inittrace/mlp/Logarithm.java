// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

/**
 * The natural logarithm with the bits of {@link StrictMath#log}, which is a call into C up to JDK
 * 20.
 *
 * <p>It is the algorithm that {@code StrictMath} is specified to be, fdlibm's {@code e_log.c}: x =
 * 2^k (1 + f) with 1 + f between √2 / 2 and √2, and ln(1 + f) by a polynomial in s = f / (2 + f).
 */
final class Logarithm {
    /** ln 2, in a part with many zeros at its end and the rest. */
    private static final double LN2_HIGH = 0x1.62e42feep-1;

    private static final double LN2_LOW = 0x1.a39ef35793c76p-33;

    private static final double L1 = 0x1.5555555555593p-1;
    private static final double L2 = 0x1.999999997fa04p-2;
    private static final double L3 = 0x1.2492494229359p-2;
    private static final double L4 = 0x1.c71c51d8e78afp-3;
    private static final double L5 = 0x1.7466496cb03dep-3;
    private static final double L6 = 0x1.39a09d078c69fp-3;
    private static final double L7 = 0x1.2f112df3e5244p-3;

    /** The leading 20 bits of a fraction. */
    private static final int LEADING = 0xfffff;

    private Logarithm() {}

    /** ln x; NaN if x is negative or NaN. */
    static double of(double x) {
        if (!(x >= Double.MIN_NORMAL && x <= Double.MAX_VALUE)) {
            return StrictMath.log(x);
        }
        long bits = Double.doubleToRawLongBits(x);
        int high = (int) (bits >> 32);
        int fraction = high & LEADING;
        int above = (fraction + 0x95f64) & 0x100000; // set if the fraction is above √2
        int k = (high >> 20) - 1023 + (above >> 20);
        long head = fraction | (above ^ 0x3ff00000);
        double f = Double.longBitsToDouble((head << 32) | (bits & 0xffffffffL)) - 1.0;
        if ((LEADING & (2 + fraction)) < 3) {
            return nearPowerOfTwo(f, k);
        }
        double s = f / (2.0 + f);
        double z = s * s;
        double w = z * z;
        double even = w * (L2 + w * (L4 + w * L6));
        double odd = z * (L1 + w * (L3 + w * (L5 + w * L7)));
        double r = odd + even;
        if (((fraction - 0x6147a) | (0x6b851 - fraction)) > 0) {
            double half = 0.5 * f * f;
            return k == 0
                    ? f - (half - s * (half + r))
                    : k * LN2_HIGH - ((half - (s * (half + r) + k * LN2_LOW)) - f);
        }
        return k == 0 ? f - s * (f - r) : k * LN2_HIGH - ((s * (f - r) - k * LN2_LOW) - f);
    }

    /** ln(2^k (1 + f)) for an f below 2^-20. */
    private static double nearPowerOfTwo(double f, int k) {
        if (f == 0.0) {
            return k == 0 ? 0.0 : k * LN2_HIGH + k * LN2_LOW;
        }
        double r = f * f * (0.5 - 0.33333333333333333 * f);
        return k == 0 ? f - r : k * LN2_HIGH - ((r - k * LN2_LOW) - f);
    }
}
