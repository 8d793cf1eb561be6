// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Collections;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineChartTest {
    private static final LineStyle STYLE = LineStyle.of(0);

    @Test
    void missingValue_leavesGap() {
        Series line = Series.of("a", STYLE, Arrays.asList(1.0, 2.0, null, 4.0, 5.0));
        String svg = chart(line).drawing().render();
        assertThat(count("d=\"M[^M\"]*M[^M\"]*\" fill=\"none\"", svg)).isEqualTo(1);
        assertThat(count("<circle", svg)).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "-1e308, 1e308"})
    void anyNumbers_overNoRangeOrTooLargeAOne_areDrawn(double one, double other) {
        Series line = new Series("a", STYLE, new double[] {one, other}, new double[] {1, 2});
        assertThat(chart(line).anyNumbers().drawing().render())
                .contains("<circle")
                .doesNotContain("NaN", "Infinity");
        Series none = new Series("a", STYLE, new double[] {}, new double[] {});
        assertThat(chart(none).anyNumbers().drawing().render()).doesNotContain("NaN");
    }

    @Test
    void zeroOnLogAxis_liesOnItsLowerEdge() {
        LineChart chart = chart(Series.of("a", STYLE, Arrays.asList(0.0, 0.001, 1.0)));
        assertThat(chart.remark()).isEmpty();
        chart.logWhenOver(30);
        assertThat(chart.isLogarithmic()).isTrue();
        assertThat(chart.remark())
                .isEqualTo(
                        "Zeros have no place on a logarithmic axis: their markers lie on its lower"
                                + " edge.");
        assertThat(chart.axes("epoch", "loss").drawing().render()).contains("loss, log axis");
        String drawn = chart.drawing().render();
        assertThat(count("<circle", drawn)).isEqualTo(3);
        assertThat(drawn).contains("<circle cx=\"72\" cy=\"256\"").contains("a, epoch 0: 0.0");
    }

    @Test
    void start_thatWouldTakeMostOfTheAxis_isCutWithItsValue() {
        LineChart chart = chart(Series.of("a", STYLE, Arrays.asList(2.0, 0.4, 0.3, 0.2)));
        assertThat(chart.remark()).isEmpty();
        chart.axes("epoch (0 = untrained)", "loss").logWhenOver(LineChart.DECADE).cutStart();
        assertThat(chart.isLogarithmic()).isFalse();
        assertThat(chart.remark()).isEqualTo("The start lies beyond the axis, which says where.");
        String drawn = chart.drawing().render();
        assertThat(drawn).contains(">↑ 2 at epoch 0</text>", "d=\"M217.96 38L");
        assertThat(count("<circle", drawn)).isEqualTo(3);
    }

    @Test
    void start_thatLeavesRoom_isNotCut() {
        LineChart chart = chart(Series.of("a", STYLE, Arrays.asList(0.5, 0.4, 0.3, 0.2)));
        assertThat(chart.cutStart().remark()).isEmpty();
        assertThat(count("<circle", chart.drawing().render())).isEqualTo(4);
    }

    @Test
    void laterValues_overMoreThanADecade_haveALogAxisWithTheStart() {
        LineChart chart = chart(Series.of("a", STYLE, Arrays.asList(2.0, 0.4, 0.02)));
        chart.logWhenOver(LineChart.DECADE).cutStart();
        assertThat(chart.isLogarithmic()).isTrue();
        assertThat(chart.remark()).isEmpty();
        assertThat(count("<circle", chart.drawing().render())).isEqualTo(3);
    }

    @Test
    void longSeries_keepsSpikeInFewPoints() {
        double[] y = new double[5001];
        Arrays.fill(y, 1);
        y[3333] = 100;
        double[] x = IntStream.range(0, y.length).asDoubleStream().toArray();
        Series line = new Series("a", STYLE, x, y);
        String top = Svg.number(72 + 3333 / 5000.0 * 452) + " 38";
        assertThat(chart(line).drawing().render()).contains("L" + top);
        assertThat(count("<circle", chart(line).drawing().render())).isLessThanOrEqualTo(10);
        assertThat(chart(line).drawing().render()).hasSizeLessThan(25_000);
    }

    @Test
    void extremeNumbers_doNotBreakTheAxis() {
        Series line =
                Series.of(
                        "a",
                        STYLE,
                        Arrays.asList(
                                Double.MIN_VALUE, 1e-299, 1.0, 1e299, Double.MAX_VALUE, -1e300));
        assertThat(chart(line).drawing().render()).doesNotContain("NaN");
        assertThat(chart(line).logWhenOver(30).drawing().render())
                .doesNotContain("NaN")
                .doesNotContain("Infinity");
    }

    @Test
    void singlePoint_isDrawn() {
        String svg = chart(Series.of("a", STYLE, Arrays.asList(2.3))).drawing().render();
        assertThat(count("<circle", svg)).isEqualTo(1);
        assertThat(svg).doesNotContain("NaN");
    }

    @Test
    void nothingFinite_isEmptyButDraws() {
        LineChart chart = chart(Series.of("a", STYLE, Collections.nCopies(3, (Double) null)));
        assertThat(chart.isEmpty()).isTrue();
        assertThat(chart.drawing().render()).doesNotContain("NaN").doesNotContain("Infinity");
    }

    @Test
    void everySvg_hasNameAndDescriptionAndNoStyle() {
        String svg =
                chart(Series.of("a", STYLE, Arrays.asList(1.0, 2.0)))
                        .describedAs("goes <up>")
                        .mark(1, "here")
                        .drawing()
                        .render();
        assertThat(svg)
                .contains("role=\"img\"")
                .contains("<title id=\"t-title\">Title</title>")
                .contains("<desc id=\"t-desc\">goes &lt;up&gt;</desc>")
                .contains(">here</text>")
                .doesNotContain("style=");
    }

    @Test
    void styles_ofSixSeries_differInColourDashAndMarker() {
        assertThat(IntStream.range(0, 6).mapToObj(i -> LineStyle.of(i).colour()).distinct())
                .hasSize(6);
        assertThat(IntStream.range(0, 6).mapToObj(i -> LineStyle.of(i).dash()).distinct())
                .hasSize(6);
        assertThat(IntStream.range(0, 6).mapToObj(i -> LineStyle.of(i).marker()).distinct())
                .hasSize(6);
        assertThat(IntStream.range(0, 24).mapToObj(LineStyle::of).distinct()).hasSize(24);
    }

    @Test
    void series_unequalLengths_isRefused() {
        assertThatThrownBy(() -> new Series("a", STYLE, new double[2], new double[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("series 'a' needs as many x as y, found 2 and 3");
    }

    private static LineChart chart(Series line) {
        return LineChart.of("t", "Title").line(line);
    }

    private static long count(String pattern, String text) {
        return Pattern.compile(pattern).matcher(text).results().count();
    }
}
