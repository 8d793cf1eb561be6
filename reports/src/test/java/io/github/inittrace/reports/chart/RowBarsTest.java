// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RowBarsTest {
    private static RowBars chart(double bar, double mark) {
        return RowBars.of("r", "Rows")
                .axis("length (m)", "now")
                .marks("before")
                .group(
                        new RowBars.Group(
                                "some",
                                List.of(
                                        new RowBars.Row("one", bar, new double[] {mark}),
                                        new RowBars.Row("two", 1, new double[] {0.5}))));
    }

    @Test
    void drawing_ofRows_hasBarsInProportionAndMarks() {
        String svg = chart(2, 1).drawing().render();
        // From 50 to 516 for 2, and half as far for 1.
        assertThat(svg).contains("width=\"466\"", "width=\"233\"", ">length (m)</text>", ">some<");
        assertThat(svg).contains("<title>one: now 2, before 1</title>");
        assertThat(chart(2, 1).legend())
                .extracting(LineChart.LegendEntry::name)
                .containsExactly("now", "before");
    }

    @Test
    void drawing_ofADistantMark_saysWhereItIs() {
        String svg =
                RowBars.of("r", "Rows")
                        .distantMarks("before")
                        .group(
                                new RowBars.Group(
                                        "", List.of(new RowBars.Row("x", 2, new double[] {48.3}))))
                        .drawing()
                        .render();
        assertThat(svg).contains(">48 →</text>", "width=\"466\"");
    }

    @Test
    void drawing_whereThereIsNoNumber_leavesItOut() {
        String svg = chart(Double.NaN, Double.POSITIVE_INFINITY).drawing().render();
        assertThat(svg)
                .contains("one: now undefined, before undefined")
                .doesNotContain("NaN", "Infinity");
        assertThat(svg.split("<rect")).hasSize(2);
        String zeros =
                RowBars.of("r", "Rows")
                        .group(
                                new RowBars.Group(
                                        "", List.of(new RowBars.Row("x", 0, new double[0]))))
                        .drawing()
                        .render();
        assertThat(zeros).doesNotContain("NaN");
    }
}
