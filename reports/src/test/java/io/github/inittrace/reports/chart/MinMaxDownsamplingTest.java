// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MinMaxDownsamplingTest {
    private static final Pattern POINT = Pattern.compile("[ML](-?[\\d.]+) (-?[\\d.]+)");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void ofAnyLine_keepsFirstLastAndExtremesOfEveryColumn(long seed) {
        Random random = new Random(seed);
        int n = 20_000;
        double[] at = new double[n];
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            at[i] = 500.0 * i / n;
            y[i] = i == 0 ? 0 : y[i - 1] + random.nextGaussian() * (i % 977 == 0 ? 90 : 1);
        }

        int[] kept = MinMaxDownsampling.of(at, y, 0, n, 1, i -> i == 12_345);

        assertThat(kept).isSorted().doesNotHaveDuplicates().contains(12_345);
        assertThat(kept.length).isLessThanOrEqualTo(4 * 500 + 1);
        for (int column = 0; column < 500; column++) {
            int c = column;
            int[] all = IntStream.range(0, n).filter(i -> (int) at[i] == c).toArray();
            int[] drawn = Arrays.stream(kept).filter(i -> (int) at[i] == c).toArray();
            assertThat(max(y, drawn)).isEqualTo(max(y, all));
            assertThat(-max(negated(y), drawn)).isEqualTo(-max(negated(y), all));
            assertThat(drawn[0]).isEqualTo(all[0]);
            assertThat(drawn[drawn.length - 1]).isEqualTo(all[all.length - 1]);
        }
    }

    @Test
    void ofFewPoints_keepsAll() {
        double[] y = {3, 1, 2, 5};
        assertThat(MinMaxDownsampling.of(new double[] {0, 1, 2, 3}, y, 1, 4, 1, i -> false))
                .containsExactly(1, 2, 3);
    }

    @Test
    void markedEpoch_isDrawnInAnyCase() {
        int n = 50_001;
        double[] x = IntStream.range(0, n).asDoubleStream().toArray();
        double[] y = IntStream.range(0, n).mapToDouble(i -> 1 + i % 2 * 1e-3).toArray();
        Series line = new Series("a", LineStyle.of(0), x, y);
        LineChart chart = LineChart.of("t", "T").line(line);
        int without = points(chart.drawing().render()).size();
        int with = points(chart.mark(25_026, "alarm").drawing().render()).size();
        assertThat(with).isEqualTo(without + 1);
    }

    @Test
    void everyDrawnPoint_isAPointOfTheRecord() {
        int n = 8_000;
        Random random = new Random(9);
        double[] x = IntStream.range(0, n).asDoubleStream().toArray();
        double[] y = random.doubles(n, 0, 100).toArray();
        Series line = new Series("a", LineStyle.of(0), x, y);
        LineChart chart = LineChart.of("t", "T").line(line).fromZero();
        // The same frame as the chart's: 0 to 8000 by 0 to 100 on 452 by 218 units.
        Set<List<String>> real = new HashSet<>();
        for (int i = 0; i < n; i++) {
            real.add(
                    List.of(
                            Svg.number(72 + x[i] / (n - 1) * 452),
                            Svg.number(256 - y[i] / 100 * 218)));
        }
        List<List<String>> drawn = points(chart.drawing().render());
        assertThat(drawn).hasSizeGreaterThan(900).hasSizeLessThan(n / 2);
        assertThat(real).containsAll(drawn);
    }

    private static List<List<String>> points(String svg) {
        Matcher path = Pattern.compile("d=\"([^\"]*)\" fill=\"none\"").matcher(svg);
        assertThat(path.find()).isTrue();
        List<List<String>> points = new ArrayList<>();
        Matcher point = POINT.matcher(path.group(1));
        while (point.find()) {
            points.add(List.of(point.group(1), point.group(2)));
        }
        return points;
    }

    private static double max(double[] y, int[] indices) {
        return Arrays.stream(indices).mapToDouble(i -> y[i]).max().orElseThrow();
    }

    private static double[] negated(double[] y) {
        return Arrays.stream(y).map(v -> -v).toArray();
    }
}
