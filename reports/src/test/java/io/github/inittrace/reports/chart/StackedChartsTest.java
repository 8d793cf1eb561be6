// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StackedChartsTest {
    private static StackedCharts stack() {
        StackedCharts stack = StackedCharts.of("stack", "Stack");
        for (String id : List.of("a", "b")) {
            Series line = Series.of("line", LineStyle.of(0), List.of(1.0, 2.0, 3.0, 4.0, 5.0));
            stack.add(LineChart.of(id, id).line(line).xTo(100));
        }
        return stack;
    }

    @Test
    void charts_lieOneAboveTheOther() {
        assertThat(stack().drawing().render())
                .contains("viewBox=\"0 0 760 568\"")
                .contains("transform=\"translate(0 0)\"", "transform=\"translate(0 284)\"");
    }

    @Test
    void lines_runThroughThePlotsOfAllCharts() {
        String svg = stack().line(50, 1, true, "<it>").drawing().render();
        assertThat(svg)
                .contains("viewBox=\"0 0 760 590\"")
                .contains("<title>&lt;it&gt;</title>")
                .contains("<line x1=\"408\" y1=\"21\" x2=\"408\" y2=\"262\" stroke=\"#b3400a\"")
                .contains("<line x1=\"408\" y1=\"344\" x2=\"408\" y2=\"546\" stroke=\"#b3400a\"")
                .contains("<circle cx=\"408\" cy=\"11\"");
    }

    @Test
    void numbersThatWouldTouch_lieInRows() {
        String svg =
                stack().line(50, 1, false, "a")
                        .line(51, 2, false, "b")
                        .line(60, 3, false, "c")
                        .drawing()
                        .render();
        assertThat(svg)
                .contains("<circle cx=\"408\" cy=\"11\"")
                .contains("<circle cx=\"414.72\" cy=\"33\"")
                .contains("<circle cx=\"475.2\" cy=\"11\"");
    }

    @Test
    void map_liesBelowOnTheAxisOfTheCharts() {
        HeatMap map =
                HeatMap.of(
                        "map",
                        "Map",
                        new double[] {-10, 50, 110},
                        new double[] {0, 1},
                        new double[][] {{1}, {2}},
                        Scale.log(1, 2, 2),
                        "cells");
        String svg = stack().over(map).drawing().render();
        assertThat(svg)
                .contains("viewBox=\"0 0 760 904\"", "transform=\"translate(0 568)\"")
                // 0 lies at 72 and 100 at 744, where columns beyond are cut.
                .contains("M72 240H408V38H72Z", "M408 240H744V38H408Z");
    }
}
