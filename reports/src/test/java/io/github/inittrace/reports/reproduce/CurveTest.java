// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.reproduce;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CurveTest {
    private final Curve curve =
            new Curve(new int[] {0, 10, 20, 30, 40}, new double[] {0, 5, 9.99, 10.01, 10});

    @Test
    void settles_whereItStaysNearItsEnd() {
        assertThat(curve.settles(0.01)).isEqualTo(20);
        assertThat(curve.settles(0.0001)).isEqualTo(40);
        assertThat(curve.settles(2)).isZero();
    }

    @Test
    void reaches_theFirstAsHigh_orNever() {
        assertThat(curve.reaches(6)).isEqualTo(20);
        assertThat(curve.reaches(11)).isEqualTo(-1);
    }

    @Test
    void values_areThoseOfRecordedEpochs() {
        assertThat(curve.at(20)).isEqualTo(9.99);
        assertThat(curve.at(25)).isNaN();
        assertThat(curve.last()).isEqualTo(10);
        assertThat(curve.lowest()).isZero();
    }
}
