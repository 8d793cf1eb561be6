// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

/**
 * exp of many numbers that are 0 or less, with the bits of {@link StrictMath#exp}, which takes one
 * at a time and four times as long.
 *
 * <p>It is the algorithm that {@code StrictMath} is specified to be, fdlibm's {@code e_exp.c}: x = k
 * ln 2 + r, exp(r) by a rational function, then k is added to the exponent. Without branches the
 * first part is a loop that the compiler makes vector instructions of. Where fdlibm has a case of
 * its own, {@code StrictMath} is asked: for the tiny, for what is near -ln 2 / 2 and for what ends
 * in denormal numbers.
 */
final class Exponentials {
    private static final double INVERSE_LN2 = 0x1.71547652b82fep0;

    /** ln 2, in a part with many zeros at its end and the rest. */
    private static final double LN2_HIGH = 0x1.62e42feep-1;

    private static final double LN2_LOW = 0x1.a39ef35793c76p-33;

    private static final double P1 = 0x1.555555555553ep-3;
    private static final double P2 = -0x1.6c16c16bebd93p-9;
    private static final double P3 = 0x1.1566aaf25de2cp-14;
    private static final double P4 = -0x1.bbd41c5d26bf1p-20;
    private static final double P5 = 0x1.6376972bea4d0p-25;

    private final double[] ofRests;
    private final double[] powers;

    /** For at most so many numbers. */
    Exponentials(int most) {
        ofRests = new double[most];
        powers = new double[most];
    }

    /** Replaces the first {@code length} numbers by their exponentials. */
    void replace(double[] values, int length) {
        for (int i = 0; i < length; i++) {
            double x = values[i];
            double k = Math.ceil(INVERSE_LN2 * x - 0.5);
            double high = x - k * LN2_HIGH;
            double low = k * LN2_LOW;
            double r = high - low;
            double s = r * r;
            double c = r - s * (P1 + s * (P2 + s * (P3 + s * (P4 + s * P5))));
            ofRests[i] = 1.0 - ((low - (r * c) / (2.0 - c)) - high);
            powers[i] = k;
        }
        for (int i = 0; i < length; i++) {
            double x = values[i];
            if (isUsual(x)) {
                long bits = Double.doubleToRawLongBits(ofRests[i]) + ((long) powers[i] << 52);
                values[i] = Double.longBitsToDouble(bits);
            } else {
                values[i] = StrictMath.exp(x);
            }
        }
    }

    private static boolean isUsual(double x) {
        return (x >= -700.0 && x <= -0x1.62e43p-2)
                || (x > -0x1.62e42p-2 && x < -0x1p-28)
                || x == 0.0;
    }
}
