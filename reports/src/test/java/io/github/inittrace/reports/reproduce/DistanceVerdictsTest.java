// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.reproduce;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inittrace.study.Statistics;
import org.junit.jupiter.api.Test;

class DistanceVerdictsTest {
    private static Curve distance(double... values) {
        return new Curve(new int[] {0, 100, 200, 300, 400}, values);
    }

    @Test
    void asFar_differsOnlyOnceTheDistanceHasSettled() {
        assertThat(DistanceVerdicts.asFar(distance(0, 5, 8, 9, 10), 9)).isEqualTo(Verdict.AGREES);
        assertThat(DistanceVerdicts.asFar(distance(0, 5, 8, 9, 10), 17))
                .isEqualTo(Verdict.NOT_TESTED);
        assertThat(DistanceVerdicts.asFar(distance(0, 8, 10, 10, 10), 17))
                .isEqualTo(Verdict.DIFFERS);
    }

    /** One network has no standard deviation, and so no tolerance. */
    @Test
    void oneNetwork_testsNoMean() {
        DistanceVerdicts.Repeated published = DistanceVerdicts.REPEATED.get(0);

        assertThat(repeated(published, 16.6)).isEqualTo(Verdict.NOT_TESTED);
        assertThat(repeated(published, 16.3, 16.9)).isEqualTo(Verdict.AGREES);
        assertThat(repeated(published, 11.3, 11.9)).isEqualTo(Verdict.DIFFERS);
    }

    private static Verdict repeated(DistanceVerdicts.Repeated published, double... here) {
        return DistanceVerdicts.repeated(new Comparison(null), published, Statistics.of(here))
                .verdict();
    }

    /**
     * Biases that all move by one number are half-normal: of 40 of them a standard deviation of 1.05 is
     * one in 54 by numpy, which an F test takes for one in 172.
     */
    @Test
    void spreadOfBiases_isHeldAgainstHalfNormalValues() {
        DistanceVerdicts.Repeated biases = DistanceVerdicts.REPEATED.get(1);
        Finding finding = spread(biases, 1.05);

        assertThat(biases.tensor()).isEqualTo("hidden1.bias");
        assertThat(finding.verdict()).isEqualTo(Verdict.AGREES);
        assertThat(finding.tolerance()).contains("simulated half-normal values");
        assertThat(finding.published()).contains("computed from nine printed rows");
        assertThat(spread(biases, 0.3).verdict()).isEqualTo(Verdict.DIFFERS);
        assertThat(spread(DistanceVerdicts.REPEATED.get(0), 0.26).tolerance())
                .contains("which is for normal values");
    }

    /** The spread of 40 networks with such a standard deviation. */
    private static Finding spread(DistanceVerdicts.Repeated published, double deviation) {
        return DistanceVerdicts.spread(
                new Comparison(null), published, new Statistics(40, 2.6, deviation, 1, 5));
    }
}
