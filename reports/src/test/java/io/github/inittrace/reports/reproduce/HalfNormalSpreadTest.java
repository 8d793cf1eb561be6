// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.reproduce;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inittrace.study.Statistics;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HalfNormalSpreadTest {
    private static final int PAIRS = 20_000;

    private final Random random = new Random(99);

    private double deviation(int count) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = Math.abs(random.nextGaussian());
        }
        return Statistics.of(values).deviation();
    }

    /** Of equal spreads one in a hundred is doubted at 1 %: 200 of these, give or take 14. */
    @Test
    void level_isKept() {
        HalfNormalSpread spread = new HalfNormalSpread(40, 9);
        int doubted = 0;
        for (int i = 0; i < PAIRS; i++) {
            doubted += spread.p(Math.pow(deviation(40) / deviation(9), 2)) < 0.01 ? 1 : 0;
        }
        assertThat(doubted).isBetween(140, 260);
    }

    @Test
    void ratios_thatAreOutOfReach_haveNoProbability() {
        HalfNormalSpread spread = new HalfNormalSpread(9, 9);

        assertThat(spread.p(1e-9)).isZero();
        assertThat(spread.p(1e9)).isZero();
        assertThat(spread.p(1)).isGreaterThan(0.9);
    }
}
