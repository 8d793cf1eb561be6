// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.reproduce;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Rate 5 is judged beside rate 4 and the usual rate, as the slides do. */
class RateVerdictsTest {
    private final Comparison comparison = new Comparison(null);

    /** Grows until an iteration, then stays. */
    private static Curve until(int settled) {
        int[] steps = new int[101];
        Arrays.setAll(steps, i -> 10 * i);
        return new Curve(
                steps, Arrays.stream(steps).mapToDouble(s -> 1 + Math.min(s, settled)).toArray());
    }

    private Verdict plateau(int five, int four) {
        return RateVerdicts.earlier(comparison, "rate=5", until(five), until(four)).verdict();
    }

    @Test
    void plateauOfRateFive_mustComeBeforeThatOfRateFour() {
        assertThat(plateau(40, 160)).isEqualTo(Verdict.AGREES);
        assertThat(plateau(160, 160)).isEqualTo(Verdict.DIFFERS);
        assertThat(plateau(180, 160)).isEqualTo(Verdict.DIFFERS);
        // Earlier than what never settles, but late: no early plateau.
        assertThat(plateau(600, 2000)).isEqualTo(Verdict.DIFFERS);
        assertThat(RateVerdicts.earlier(comparison, "rate=5", until(40), null).verdict())
                .isEqualTo(Verdict.NOT_TESTED);
    }

    @Test
    void plateauOfRateFour_mustComeInTime() {
        assertThat(RateVerdicts.early(comparison, "rate=4", "early", until(160), 200).verdict())
                .isEqualTo(Verdict.AGREES);
        assertThat(RateVerdicts.early(comparison, "rate=4", "early", until(210), 200).verdict())
                .isEqualTo(Verdict.DIFFERS);
    }

    private Finding accuracy(double five, double four, double usual) {
        return RateVerdicts.accuracy(comparison, "rate=5", end(five), end(four), end(usual));
    }

    private static Curve end(double accuracy) {
        return new Curve(new int[] {0, 1000}, new double[] {0.1, accuracy});
    }

    @Test
    void accuracy_isLost_whereTheUsualRateHasMore() {
        assertThat(accuracy(0.11, 0.8, 0.92).verdict()).isEqualTo(Verdict.AGREES);
        assertThat(accuracy(0.11, 0.8, 0.92).reason()).isEmpty();
        assertThat(accuracy(0.85, 0.9, 0.92).verdict()).isEqualTo(Verdict.DIFFERS);
        // What the usual rate has not learned either did not fall.
        assertThat(accuracy(0.11, 0.1, 0.12).verdict()).isEqualTo(Verdict.DIFFERS);
        assertThat(accuracy(0.11, 0.11, 0.92).reason()).contains("lost at rate 4 as well");
    }

    /** A distance that ends without a number is no plateau, and an accuracy without one not lost. */
    @Test
    void endsWithoutANumber_testNothing() {
        Curve broken = end(Double.NaN);

        assertThat(RateVerdicts.early(comparison, "rate=4", "early", broken, 2000).verdict())
                .isEqualTo(Verdict.NOT_TESTED);
        assertThat(RateVerdicts.earlier(comparison, "rate=5", broken, until(160)).verdict())
                .isEqualTo(Verdict.NOT_TESTED);
        assertThat(RateVerdicts.earlier(comparison, "rate=5", until(40), broken).verdict())
                .isEqualTo(Verdict.NOT_TESTED);
        assertThat(accuracy(Double.NaN, 0.1, 0.92).verdict()).isEqualTo(Verdict.NOT_TESTED);
    }
}
