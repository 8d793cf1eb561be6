// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class ExponentialsTest {
    private static final double LN2 = Math.log(2);

    @Test
    void replace_numbersOfAllSizes_hasTheBitsOfStrictMath() {
        SplittableRandom random = new SplittableRandom(1);
        assertSame(random.doubles(200_000, -2, 0).toArray());
        assertSame(random.doubles(200_000, -40, 0).toArray());
        assertSame(random.doubles(100_000, -800, 0).toArray());
        // Every exponent down to the smallest numbers.
        assertSame(random.doubles(100_000, -1100, 3).map(e -> -Math.pow(2, e)).toArray());
    }

    /** Where fdlibm goes from one case to another, each number and its neighbours. */
    @Test
    void replace_aroundTheBorders_hasTheBitsOfStrictMath() {
        DoubleStream.Builder around = DoubleStream.builder();
        for (double border :
                new double[] {
                    -LN2 / 2,
                    -0x1.62e42p-2,
                    -0x1.62e43p-2,
                    -1.5 * LN2,
                    -LN2,
                    -2.5 * LN2,
                    -0x1.0a2b2p0,
                    -0x1.0a2b3p0,
                    -0x1p-28,
                    -700,
                    -708.4,
                    -745.13,
                    -746,
                    -0x1p-54,
                    -1,
                    -0.0
                }) {
            double up = border;
            double down = border;
            for (int i = 0; i < 1000; i++) {
                around.add(up).add(down);
                up = Math.min(0, Math.nextUp(up));
                down = Math.nextDown(down);
            }
        }
        assertSame(around.build().toArray());
        SplittableRandom random = new SplittableRandom(2);
        assertSame(random.doubles(100_000, -0x1.62e44p-2, -0x1.62e41p-2).toArray());
        assertSame(random.doubles(100_000, -0x1p-27, 0).toArray());
    }

    @Test
    void replace_noNumbers_hasTheBitsOfStrictMath() {
        assertSame(
                0.0,
                -0.0,
                Double.NaN,
                Double.NEGATIVE_INFINITY,
                -Double.MAX_VALUE,
                -Double.MIN_VALUE);
        assertSame(Double.POSITIVE_INFINITY, 1.0, 800.0);
    }

    private static void assertSame(double... values) {
        double[] found = values.clone();
        new Exponentials(values.length).replace(found, values.length);
        for (int i = 0; i < values.length; i++) {
            double expected = StrictMath.exp(values[i]);
            if (Double.doubleToRawLongBits(found[i]) != Double.doubleToRawLongBits(expected)) {
                assertThat(Double.toHexString(found[i]))
                        .as("exp(%s)", Double.toHexString(values[i]))
                        .isEqualTo(Double.toHexString(expected));
            }
        }
        assertThat(Arrays.stream(found).toArray()).hasSameSizeAs(values);
    }
}
