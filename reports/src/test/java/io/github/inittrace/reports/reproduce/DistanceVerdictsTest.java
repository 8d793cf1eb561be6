// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.reproduce;

import static org.assertj.core.api.Assertions.assertThat;

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
}
