// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class HeatMapTest {
    private static HeatMap map(double[][] values) {
        double[] x = {0, 1, 2};
        double[] y = {-1, 0, 1};
        return HeatMap.of("map", "Map", x, y, values, Scale.linear(0, 1, 5), "share, %");
    }

    @Test
    void cells_lieBetweenTheirEdges_asDarkAsTheyAre() {
        String svg = map(new double[][] {{Double.NaN, 1}, {0.5, Double.NaN}}).drawing().render();
        assertThat(svg)
                .contains("<path d=\"M66 132H206V38H66Z\" fill-opacity=\"0.85\">")
                .contains("<path d=\"M206 226H346V132H206Z\" fill-opacity=\"0.42\">");
        assertThat(svg.split("<path[^>]*fill-opacity", -1)).hasSize(3);
    }

    @Test
    void neighboursOfOneShade_areOnePath() {
        assertThat(map(new double[][] {{0.49, 0.5}, {0.001, Double.NaN}}).drawing().render())
                .contains("d=\"M66 226H206V38H66Z\"")
                .contains("d=\"M206 226H346V132H206Z\" fill-opacity=\"0.07\"");
    }

    @Test
    void bar_saysWhatTheShadesMean() {
        String svg = map(new double[2][2]).drawing().render();
        assertThat(svg.split("<rect", -1)).hasSize(13);
        assertThat(svg).contains(">share, %</text>", ">0</text>", ">0.4</text>", ">1.0</text>");
    }

    @Test
    void logarithmicShades_haveTheSameFactor() {
        double[] edges = {0, 1};
        HeatMap map =
                HeatMap.of(
                        "map",
                        "Map",
                        new double[] {0, 1, 2, 3},
                        edges,
                        new double[][] {{1}, {1000}, {0}},
                        Scale.log(1, 1000, 4),
                        "weights");
        assertThat(map.drawing().render())
                .contains(">weights, log scale</text>", ">1</text>", ">1000</text>")
                .contains("V38H66Z\" fill-opacity=\"0.07\"", "fill-opacity=\"0.85\"");
    }

    @Test
    void points_beyondTheMap_areNotDrawn() {
        Series line =
                new Series(
                        "line",
                        LineStyle.of(0),
                        new double[] {0, 1, 1.5, 2},
                        new double[] {-1, 0, 7, 1});
        HeatMap map = map(new double[2][2]).line(line);
        assertThat(map.drawing().render()).contains("d=\"M66 226L206 132L346 38\"");
        assertThat(map.legend()).extracting(LineChart.LegendEntry::name).containsExactly("line");
    }

    @Test
    void tips_areThoseOfTheColumns() {
        assertThat(map(new double[2][2]).tips(List.of("one", "<two>")).drawing().render())
                .contains("<title>one</title>", "<title>&lt;two&gt;</title>");
    }

    @Test
    void cells_mustFitTheEdges() {
        assertThatThrownBy(() -> map(new double[2][3]))
                .hasMessage("a map with 3 and 3 edges needs 2 columns of 2 cells, found others");
    }
}
