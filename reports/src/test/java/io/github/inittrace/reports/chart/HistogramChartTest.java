// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class HistogramChartTest {
    @Test
    void bellShape_hasLinearCounts() {
        List<Long> counts =
                LongStream.range(0, 101)
                        .mapToObj(i -> Math.round(1000 * Math.exp(-(i - 50) * (i - 50) / 200.0)))
                        .toList();
        HistogramChart chart = HistogramChart.of("h", "Bell", -1, 1, counts);
        assertThat(chart.isLogarithmic()).isFalse();
        assertThat(chart.mark(-0.2).mark(0.2).mark(7).drawing().render())
                .contains(">count per bin</text>")
                .contains(">1000</text>")
                .matches(svg -> svg.split("stroke-dasharray").length == 3);
    }

    @Test
    void towerOfZeros_hasLogarithmicCounts() {
        List<Long> counts = new ArrayList<>(LongStream.range(0, 101).mapToObj(i -> 10L).toList());
        counts.set(50, 50_000L);
        HistogramChart chart = HistogramChart.of("h", "Tower", -1, 1, counts);
        assertThat(chart.isLogarithmic()).isTrue();
        assertThat(chart.drawing().render()).contains(">count per bin, log axis</text>");
    }

    @Test
    void allEmpty_draws() {
        String svg = HistogramChart.of("h", "Empty", 0, 1, List.of(0L, 0L)).drawing().render();
        assertThat(svg).doesNotContain("NaN").contains("role=\"img\"");
    }

    @Test
    void noBins_isRefused() {
        assertThatThrownBy(() -> HistogramChart.of("h", "None", 0, 1, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a histogram needs at least one bin, found none");
    }

    @Test
    void law_isAnOutlineOfItsCounts() {
        HistogramChart chart =
                HistogramChart.of("h", "H", 0, 2, List.of(1L, 2L)).expecting(List.of(2.0, 4.0));
        assertThat(chart.drawing().render())
                .contains("d=\"M62 186L62 112L204 112L204 38L346 38L346 186\"");
        assertThatThrownBy(() -> chart.expecting(List.of(1.0)))
                .hasMessage("a law needs 2 expected counts as there are bars, found 1");
    }
}
