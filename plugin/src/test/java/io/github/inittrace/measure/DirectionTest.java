// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DirectionTest {
    @Test
    void best_isTheFirstOfTheBest_amongTheFinite() {
        double[] values = {Double.NaN, 3, 1, 3, 1, Double.NEGATIVE_INFINITY};
        assertThat(Direction.MINIMISE.best(values)).isEqualTo(2);
        assertThat(Direction.MAXIMISE.best(values)).isEqualTo(1);
    }

    @Test
    void best_whereNothingIsFinite_isNone() {
        assertThat(Direction.MINIMISE.best()).isEqualTo(-1);
        assertThat(Direction.MAXIMISE.best(Double.NaN, Double.POSITIVE_INFINITY)).isEqualTo(-1);
    }
}
