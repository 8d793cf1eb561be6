// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LossGapTest {
    /** The mean lowest training losses of Jesus et al. (2021), Figure 2d, by width. */
    private static final double[] PAPER = {
        2.22, 0.69, 0.41, 0.29, 0.186, 0.155, 0.117, 0.02, 0.02, 0.016, 0.016, 0.016, 0.016
    };

    @Test
    void thePapersLosses_haveTheirGapBetweenWidths250And275() {
        LossGap gap = LossGap.of(PAPER).orElseThrow();
        assertThat(gap).isEqualTo(new LossGap(0.02, 0.117));
        assertThat(gap.factor()).isCloseTo(5.85, within(1e-12));
        assertThat(gap.middle()).isCloseTo(Math.sqrt(0.02 * 0.117), within(1e-15));
    }

    @Test
    void lossesNearEachOther_haveNone() {
        assertThat(LossGap.of(new double[] {0.46, 0.35, 0.33})).isEmpty();
        assertThat(LossGap.of(new double[] {0.5})).isEmpty();
        assertThat(LossGap.of(new double[0])).isEmpty();
        assertThat(LossGap.of(new double[] {0.5, 1})).contains(new LossGap(0.5, 1));
    }

    @Test
    void whatHasNoLogarithm_doesNotCount() {
        double[] losses = {Double.NaN, 0, 4, Double.POSITIVE_INFINITY, 1};
        assertThat(LossGap.of(losses)).contains(new LossGap(1, 4));
    }
}
