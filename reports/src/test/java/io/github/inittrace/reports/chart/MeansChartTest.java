// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MeansChartTest {
    private static final Places TWO = Places.words(List.of("a", "b"));
    private static final double NONE = Double.NaN;

    private static MeansChart chart(double[] mean, double[] deviation, double... values) {
        int[] at = new int[values.length];
        for (int i = 0; i < at.length; i++) {
            at[i] = i % 2;
        }
        return MeansChart.of("id", "Title", TWO)
                .axes("x", "y")
                .logWhenOver(10)
                .line(new Means("line", LineStyle.of(0), mean, deviation))
                .dots(at, values);
    }

    @Test
    void chart_ofMeansOfSeveral_hasDotsAndBars() {
        MeansChart chart = chart(new double[] {2, 3}, new double[] {1, 0.5}, 1, 2.5, 3, 3.5);
        String svg = chart.drawing().render();
        assertThat(svg).contains("class=\"dots\"", "line, a: 2 ± 1", "line, b: 3 ± 0.5");
        assertThat(svg).doesNotContain("log axis");
        assertThat(chart.remark()).isEmpty();
        assertThat(chart.legend()).hasSize(1);
    }

    @Test
    void chart_ofSingleValues_hasNoDotsBesideThem() {
        String svg =
                chart(new double[] {1, 200}, new double[] {NONE, NONE}, 1, 200).drawing().render();
        assertThat(svg).doesNotContain("class=\"dots\"").contains("y, log axis");
    }

    @Test
    void valueFarFromAllOthers_liesBeyondTheAxis() {
        MeansChart chart =
                chart(new double[] {1, 1e29}, new double[] {0, 1e29}, 1, 1.5, 1, 1e30, 1, 1.2);
        String svg = chart.drawing().render();
        assertThat(svg).contains("b: 1 run beyond the axis, up to 1.000e+30").doesNotContain("e29");
        assertThat(chart.remark()).contains("10,000 times the median");
    }

    @Test
    void mark_isALineThroughItsPlace() {
        String svg =
                chart(new double[] {2, 3}, new double[] {1, 0.5})
                        .mark(1, "here")
                        .drawing()
                        .render();
        // Two places on an axis from 72 to 524: the second lies at three quarters of it.
        assertThat(svg).contains("<line x1=\"411\" y1=\"38\" x2=\"411\"", ">here</text>");
    }

    @Test
    void linesWithoutAStyle_areOnTheAxis() {
        double[] none = {NONE, NONE};
        MeansChart chart = chart(new double[] {0.1, 0.3}, none, 0.1, 0.3);
        int before = chart.drawing().render().split("<path").length;
        chart.line(new Means("grey", null, new double[] {1, 2}, none));
        assertThat(chart.drawing().render().split("<path")).hasSize(before + 1);
    }

    @Test
    void meansWithoutDots_liesBeyondTheAxis_too() {
        MeansChart chart =
                MeansChart.of("id", "Title", Places.words(List.of("a", "b", "c")))
                        .axes("x", "y")
                        .line(
                                new Means(
                                        "line",
                                        LineStyle.of(0),
                                        new double[] {0.1, 0.1, 5000},
                                        new double[] {NONE, NONE, NONE}));
        assertThat(chart.remark()).contains("10,000 times the median");
        assertThat(chart.drawing().render()).contains("c: 1 run beyond the axis, up to 5000");
    }

    @Test
    void epochBelowTheAxisOfAPhaseDiagram_isDrawnWhereThatBegins_andSaysWhatItIs() {
        Means minima =
                new Means(
                        "t_min", LineStyle.of(0), new double[] {0, 50}, new double[] {NONE, NONE});
        String svg = PhaseChart.of("id", "Title", TWO, 100).line(minima).drawing().render();
        assertThat(svg).contains("t_min, a: 0", "t_min, b: 50");
    }

    @Test
    void chart_withoutAFiniteValue_isDrawnEmpty() {
        MeansChart chart = chart(new double[] {NONE, NONE}, new double[] {NONE, NONE}, NONE);
        assertThat(chart.drawing().render()).doesNotContain("NaN");
    }

    @Test
    void spread_belowZero_isShownWhereValuesMayBeNegative() {
        double[] mean = {1, 2};
        double[] deviation = {1.5, 0.5};
        assertThat(chart(mean, deviation, 1, 2).drawing().render()).doesNotContain(">-1</text>");
        assertThat(chart(mean, deviation, 1, 2).signed().drawing().render()).contains(">-1</text>");
        double[] negative = {-1, 2};
        assertThat(chart(negative, deviation, -1, 2).drawing().render()).contains(">-3</text>");
    }

    @Test
    void fit_takesThePlaceOfTheLine() {
        MeansChart chart = chart(new double[] {4, 2}, new double[] {NONE, NONE}, 4, 2);
        int lines = chart.drawing().render().split("stroke-linejoin").length;
        assertThat(chart.curve(new double[] {4, 2}).drawing().render().split("stroke-linejoin"))
                .hasSize(lines);
    }
}
