// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Against lines known by hand, and numbers of scipy.stats.linregress and scipy.stats.t. */
class PowerLawTest {

    @Test
    void pointsOnALine_haveItsExponentWithoutDoubt() {
        PowerLaw law =
                PowerLaw.of(new double[] {1, 2, 4, 8}, new double[] {3, 1.5, 0.75, 0.375})
                        .orElseThrow();
        assertThat(law.points()).isEqualTo(4);
        assertThat(law.exponent()).isCloseTo(-1, within(1e-12));
        assertThat(law.factor()).isCloseTo(3, within(1e-12));
        assertThat(law.high() - law.low()).isCloseTo(0, within(1e-6));
        assertThat(law.at(16)).isCloseTo(0.1875, within(1e-12));
    }

    @Test
    void scatteredPoints_haveTheNumbersOfScipy() {
        PowerLaw law =
                PowerLaw.of(
                                new double[] {32, 64, 128, 256, 512, 32, 64, 128},
                                new double[] {.31, .21, .15, .1, .073, .33, .2, .142})
                        .orElseThrow();
        assertThat(law.exponent()).isCloseTo(-0.5343921842767652, within(1e-12));
        assertThat(law.factor()).isCloseTo(1.9672268034284215, within(1e-12));
        assertThat(law.low()).isCloseTo(-0.5771520409154361, within(1e-9));
        assertThat(law.high()).isCloseTo(-0.49163232763809417, within(1e-9));
    }

    @Test
    void threePoints_haveAWideInterval() {
        PowerLaw law = PowerLaw.of(new double[] {1, 2, 4}, new double[] {1, 2, 3}).orElseThrow();
        assertThat(law.exponent()).isCloseTo(0.792481250360578, within(1e-12));
        assertThat(law.low()).isCloseTo(-0.7298619210932087, within(1e-9));
        assertThat(law.high()).isCloseTo(2.3148244218143645, within(1e-9));
    }

    @Test
    void pointsWithoutALogarithm_doNotCount() {
        double nan = Double.NaN;
        PowerLaw law =
                PowerLaw.of(
                                new double[] {1, 2, 4, 3, 5, -1, 0},
                                new double[] {1, 2, 4, nan, 0, 1, 1})
                        .orElseThrow();
        assertThat(law.points()).isEqualTo(3);
        assertThat(law.exponent()).isCloseTo(1, within(1e-12));
    }

    @Test
    void tooFewPointsOrOneX_haveNoLine() {
        assertThat(PowerLaw.of(new double[] {1, 2}, new double[] {1, 2})).isEmpty();
        assertThat(PowerLaw.of(new double[] {7, 7, 7}, new double[] {1, 2, 3})).isEmpty();
        assertThatThrownBy(() -> PowerLaw.of(new double[1], new double[2]))
                .hasMessage("a line needs as many x as y, found 1 and 2");
    }
}
