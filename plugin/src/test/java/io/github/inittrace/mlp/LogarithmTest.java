// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class LogarithmTest {
    @Test
    void of_numbersOfAllSizes_hasTheBitsOfStrictMath() {
        SplittableRandom random = new SplittableRandom(1);
        assertSame(random.doubles(200_000, 0, 3));
        assertSame(random.doubles(200_000, 1, 1000));
        assertSame(random.doubles(200_000, -1074, 1024).map(e -> Math.pow(2, e)));
        assertSame(random.longs(200_000).mapToDouble(Double::longBitsToDouble));
    }

    /** Where fdlibm goes from one case to another: powers of two, and fractions about √2. */
    @Test
    void of_aroundTheBorders_hasTheBitsOfStrictMath() {
        SplittableRandom random = new SplittableRandom(2);
        for (double border : new double[] {0.5, 1, 2, 1024}) {
            for (double fraction : new double[] {1, Math.sqrt(2), 0x1.6147ap0, 0x1.6b851p0}) {
                double near = border * fraction;
                assertSame(random.doubles(20_000, -60, -2).map(e -> near * (1 + Math.pow(2, e))));
                assertSame(random.doubles(20_000, -60, -2).map(e -> near * (1 - Math.pow(2, e))));
            }
        }
    }

    @Test
    void of_noPositiveNumber_hasTheBitsOfStrictMath() {
        assertSame(
                DoubleStream.of(
                        0.0,
                        -0.0,
                        -1.0,
                        Double.NaN,
                        Double.POSITIVE_INFINITY,
                        Double.NEGATIVE_INFINITY,
                        Double.MIN_VALUE,
                        Double.MIN_NORMAL,
                        Math.nextDown(Double.MIN_NORMAL),
                        Double.MAX_VALUE));
    }

    private static void assertSame(DoubleStream values) {
        for (double x : values.toArray()) {
            long expected = Double.doubleToRawLongBits(StrictMath.log(x));
            if (Double.doubleToRawLongBits(Logarithm.of(x)) != expected) {
                assertThat(Logarithm.of(x))
                        .as("ln %s", Double.toHexString(x))
                        .isEqualTo(StrictMath.log(x));
            }
        }
    }
}
