// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.reproduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.inittrace.reports.chart.Series;
import io.github.inittrace.reports.reproduce.Curve;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CurvesTest {
    /** A training that broke off has fewer records, and none at the end. */
    @Test
    void overSeeds_looksUpByEpoch_whatARunHasThere() {
        List<Curve> curves = new ArrayList<>();
        curves.add(new Curve(new int[] {0, 20}, new double[] {0, 56}));
        for (int seed = 1; seed <= 5; seed++) {
            curves.add(new Curve(new int[] {0, 10, 20, 30}, new double[] {0, seed, 8, 9}));
        }

        List<Series> lines = Curves.overSeeds(List.of("1", "2", "3", "4", "5", "6"), curves);

        assertThat(lines.get(0).name()).isEqualTo("highest of 6 seeds");
        assertThat(lines.get(0).x()).containsExactly(0, 10, 20, 30);
        assertThat(lines.get(0).y()).containsExactly(0, 5, 56, 9);
        assertThat(lines.get(1).y()).containsExactly(new double[] {0, 3, 16, 9}, within(1e-12));
        assertThat(lines.get(2).y()).containsExactly(0, 1, 8, 9);
    }
}
