// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.inittrace.measure.TensorMeasures;
import io.github.inittrace.reports.html.kit.DrawnChart;
import io.github.inittrace.reports.html.kit.ParsedPage;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.study.NamedRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every point of every chart over epochs, read back from the page, against the record. */
class DrawnPointsTest {
    /** Coordinates are rounded to hundredths, and so are those of the ticks. */
    private static final double ROUNDING = 0.03;

    @TempDir Path folder;

    static Stream<ReportInput> runs() {
        return Stream.of(
                FakeRuns.healthy(6, 64, 24, 10),
                FakeRuns.healthy(60, 64, 24, 10),
                FakeRuns.diverged(20, 5, 64, 24, 10));
    }

    @ParameterizedTest
    @MethodSource("runs")
    void chartsOverEpochs_haveTheRecordsPoints(ReportInput run) throws Exception {
        ParsedPage page = ParsedPage.write(run, folder);
        String course = "//svg[starts-with(title,'Loss, and distance')]";
        check(
                page.chart(course + "/g[@transform][1]"),
                run,
                List.of(
                        EpochRecord::epochEndLoss,
                        EpochRecord::runningLoss,
                        e -> e.validation().get(0).loss()));
        List<Function<EpochRecord, @Nullable Double>> relative =
                tensors(0, TensorMeasures::relativeDistance);
        relative.add(e -> e.total().relativeDistance());
        check(page.chart(course + "/g[@transform][2]"), run, relative);

        check(
                named(page, "Error rate"),
                run,
                List.of(
                        e -> wrong(e.epochEndAccuracy()),
                        e -> wrong(e.validation().get(0).accuracy())));
        List<Function<EpochRecord, @Nullable Double>> norms =
                tensors(0, t -> ratio(t.norm(), t.initialNorm()));
        norms.add(e -> ratio(e.total().norm(), e.total().initialNorm()));
        check(named(page, "Norm"), run, norms);
        check(named(page, "Distance of each tensor"), run, tensors(0, TensorMeasures::distance));
        check(
                named(page, "Distance of what starts at zero"),
                run,
                tensors(1, TensorMeasures::distance));
        List<Function<EpochRecord, @Nullable Double>> updates = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            int tensor = i;
            updates.add(e -> e.tensors().get(tensor).updateSize());
        }
        check(named(page, "Update size"), run, updates);
        check(
                named(page, "Time"),
                run,
                List.of(
                        e -> e.index() == 0 ? null : Double.valueOf(e.seconds()),
                        EpochRecord::evaluationSeconds,
                        EpochRecord::measureSeconds));
    }

    @Test
    void baseline_isDrawnBehindTheRun() throws Exception {
        ReportInput run = FakeRuns.healthy(6, 64, 24, 10);
        ReportInput other = FakeRuns.healthy(9, 64, 24, 10);
        NamedRun baseline = new NamedRun("main", other.run(), other.history());
        ParsedPage page = ParsedPage.write(FakeRuns.with(run, baseline), folder);
        String course = "//svg[starts-with(title,'Loss, and distance')]";
        DrawnChart loss = page.chart(course + "/g[@transform][1]");
        DrawnChart distance = page.chart(course + "/g[@transform][2]");
        assertThat(loss.lines()).hasSize(5);
        for (EpochRecord epoch : other.history()) {
            check(loss, loss.lines().get(3), epoch, epoch.epochEndLoss());
            check(loss, loss.lines().get(4), epoch, epoch.validation().get(0).loss());
            check(distance, distance.lines().get(3), epoch, epoch.total().relativeDistance());
        }
        assertThat(page.text("//figure[@class='course']"))
                .contains("training, baseline", "test, baseline", "all parameters, baseline");
    }

    private static void check(
            DrawnChart chart, List<DrawnChart.Point> line, EpochRecord epoch, double value) {
        DrawnChart.Point point = line.get(epoch.index());
        if (epoch.index() == 0 && chart.isBeyond(value)) {
            assertComesIn(chart, point, value, line.get(1));
            return;
        }
        assertThat(point.x()).isCloseTo(chart.xOf(epoch.index()), within(ROUNDING));
        assertThat(point.y()).isCloseTo(chart.yOf(value), within(ROUNDING));
    }

    @Test
    void markers_tellTheirNumbers() throws Exception {
        ReportInput run = FakeRuns.healthy(6, 64, 24, 10);
        EpochRecord third = run.history().epochs().get(3);
        assertThat(ParsedPage.write(run, folder).all("//svg//*/title"))
                .contains("training, end of epoch, epoch 3: " + third.epochEndLoss())
                .contains("hidden1.weight, epoch 3: " + third.tensors().get(0).relativeDistance());
    }

    private static DrawnChart named(ParsedPage page, String title) throws Exception {
        return page.chart("//svg[title='" + title + "']/g[1]");
    }

    private static void check(
            DrawnChart chart,
            ReportInput run,
            List<Function<EpochRecord, @Nullable Double>> expected)
            throws Exception {
        List<List<DrawnChart.Point>> lines = chart.lines();
        assertThat(lines).hasSameSizeAs(expected);
        for (int i = 0; i < lines.size(); i++) {
            int drawn = 0;
            for (EpochRecord epoch : run.history()) {
                Double value = expected.get(i).apply(epoch);
                if (value == null || chart.isLogarithmic() && value <= 0) {
                    continue;
                }
                DrawnChart.Point point = lines.get(i).get(drawn++);
                if (epoch.index() == 0 && chart.isBeyond(value)) {
                    assertComesIn(chart, point, value, lines.get(i).get(1));
                    continue;
                }
                assertThat(point.x()).isCloseTo(chart.xOf(epoch.index()), within(ROUNDING));
                assertThat(point.y()).isCloseTo(chart.yOf(value), within(ROUNDING));
            }
            assertThat(lines.get(i)).hasSize(drawn);
        }
    }

    /** Where the way from a start beyond the axis crosses its edge. */
    private static void assertComesIn(
            DrawnChart chart, DrawnChart.Point point, double start, DrawnChart.Point next) {
        assertThat(chart.isBeyond(start)).isTrue();
        double way = (point.x() - chart.xOf(0)) / (next.x() - chart.xOf(0));
        double height = chart.yOf(start) + way * (next.y() - chart.yOf(start));
        assertThat(way).isBetween(0.0, 1.0);
        assertThat(point.y())
                .isCloseTo(height, within(0.5))
                .isCloseTo(chart.top(), within(ROUNDING));
    }

    /** Of the matrices, which are at even places, or of the biases beside them. */
    private static List<Function<EpochRecord, @Nullable Double>> tensors(
            int first, Function<TensorMeasures, @Nullable Double> measure) {
        List<Function<EpochRecord, @Nullable Double>> all = new ArrayList<>();
        for (int i = first; i < 4; i += 2) {
            int tensor = i;
            all.add(e -> measure.apply(e.tensors().get(tensor)));
        }
        return all;
    }

    private static @Nullable Double wrong(@Nullable Double accuracy) {
        return accuracy == null ? null : 100 * (1 - accuracy);
    }

    private static @Nullable Double ratio(@Nullable Double a, @Nullable Double b) {
        return a == null || b == null ? null : a / b;
    }
}
