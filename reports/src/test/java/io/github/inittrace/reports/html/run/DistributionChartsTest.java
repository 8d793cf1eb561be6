// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.inittrace.measure.ConditionalBin;
import io.github.inittrace.measure.ConditionalDistribution;
import io.github.inittrace.measure.Histogram;
import io.github.inittrace.measure.InitialMagnitudeBin;
import io.github.inittrace.measure.JointHistogram;
import io.github.inittrace.reports.chart.Scale;
import io.github.inittrace.reports.html.kit.DrawnChart;
import io.github.inittrace.reports.html.kit.ParsedPage;
import io.github.inittrace.reports.image.WeightMatrix;
import io.github.inittrace.run.ConditionalRecord;
import io.github.inittrace.text.Numbers;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The maps and histograms of weights, against what they were made of. */
class DistributionChartsTest {
    @TempDir Path folder;

    @Test
    void spreading_hasTheRecordsCounts() throws Exception {
        ReportInput run = FakeRuns.healthy(6, 64, 24, 10);
        ParsedPage page = ParsedPage.write(run, folder);
        List<List<String>> rows = page.table("w − w₀ of hidden1.weight by epoch");
        Histogram last = run.history().last().tensors().get(0).histogram();
        assertThat(rows).hasSize(103);
        assertThat(rows.get(0).get(7)).isEqualTo(Numbers.count(last.below()));
        assertThat(rows.subList(1, 102).stream().map(row -> row.get(7)))
                .containsExactlyElementsOf(last.counts().stream().map(Numbers::count).toList());
        for (int epoch = 0; epoch <= 6; epoch++) {
            int column = epoch + 1;
            assertThat(rows.stream().mapToLong(row -> whole(row.get(column))).sum())
                    .isEqualTo(64 * 24);
        }
        DrawnChart map = page.chart("//svg[title='hidden1.weight, w − w₀ by epoch']");
        double width = (last.high() - last.low()) / 101;
        double most =
                rows.subList(1, 102).stream()
                        .flatMap(row -> row.subList(1, row.size()).stream())
                        .mapToDouble(DistributionChartsTest::whole)
                        .max()
                        .orElseThrow();
        double darkest = Scale.log(1, most, 4).high();
        for (int epoch = 0; epoch <= 6; epoch++) {
            for (int bin = 0; bin < 101; bin++) {
                double count = whole(rows.get(1 + bin).get(epoch + 1));
                assertThat(map.opacity(epoch, last.low() + (bin + 0.5) * width))
                        .isCloseTo(
                                count == 0 ? 0 : shade(Math.log(count) / Math.log(darkest)),
                                within(0.006));
            }
        }
    }

    @Test
    void startAndEnd_haveTheWeightsCounts() throws Exception {
        ReportInput run = FakeRuns.healthy(6, 64, 24, 10);
        List<List<String>> rows = ParsedPage.write(run, folder).table("Weights in each bin");
        double[] start = doubles(run.initialWeights().get(0));
        double[] end = doubles(run.trainedWeights().get(0));
        double range =
                IntStream.range(0, end.length)
                        .mapToDouble(i -> Math.max(Math.abs(start[i]), Math.abs(end[i])))
                        .max()
                        .orElseThrow();
        assertThat(rows.stream().map(row -> whole(row.get(2))))
                .containsExactlyElementsOf(Histogram.of(start, -range, range, 61).counts());
        assertThat(rows.stream().map(row -> whole(row.get(3))))
                .containsExactlyElementsOf(Histogram.of(end, -range, range, 61).counts());
        assertThat(rows.stream().mapToDouble(row -> Double.parseDouble(row.get(4))).sum())
                .isCloseTo(64 * 24, within(1.0));
    }

    @Test
    void manyMatrices_theFirstAreDrawnAndThePageSaysSo() throws Exception {
        ReportInput run = FakeRuns.healthy(3, 8, 7, 6, 5, 4, 4, 3, 3, 2);
        ParsedPage page = ParsedPage.write(run, folder);
        assertThat(page.text("//section[@id='laws']/p"))
                .endsWith("Drawn are the first 6 of 8 matrices.");
        assertThat(page.all("//section[@id='laws']//figure")).hasSize(6);
    }

    @Test
    void whereWeightsWent_hasTheRecordsBins() throws Exception {
        ReportInput run = FakeRuns.healthy(6, 64, 24, 10);
        ConditionalDistribution all =
                ConditionalDistribution.of(
                        doubles(run.initialWeights().get(0)), doubles(run.trainedWeights().get(0)));
        ReportInput whole =
                FakeRuns.with(
                        run,
                        List.of(
                                new ConditionalRecord(3, "hidden1.weight", List.of(64, 24), all),
                                new ConditionalRecord(6, "hidden1.weight", List.of(64, 24), all)));
        ParsedPage page = ParsedPage.write(whole, folder);

        List<List<String>> changes = page.table("w − w₀ of hidden1.weight by w₀, at epoch 6");
        DrawnChart chart = page.chart("//svg[title='w − w₀ against w₀']/g[1]");
        assertThat(changes).hasSameSizeAs(all.bins());
        for (int i = 0; i < changes.size(); i++) {
            ConditionalBin bin = all.bins().get(i);
            assertThat(changes.get(i).get(2)).isEqualTo(Numbers.count(bin.count()));
            assertThat(Double.parseDouble(changes.get(i).get(4))).isEqualTo(bin.weights().mean());
            assertThat(Double.parseDouble(changes.get(i).get(7))).isEqualTo(bin.mode());
            assertThat(Double.parseDouble(changes.get(i).get(13)))
                    .isEqualTo(bin.deviations().median());
            DrawnChart.Point point = chart.lines().get(0).get(i);
            assertThat(point.x()).isCloseTo(chart.xOf(bin.initialMean()), within(0.03));
            assertThat(point.y()).isCloseTo(chart.yOf(bin.deviations().mean()), within(0.03));
        }
        assertJointCounts(page, all.joint());
        List<List<String>> outward = page.table("Movement of hidden1.weight by |w₀|, at epoch 6");
        assertThat(outward).hasSameSizeAs(all.outward());
        for (int i = 0; i < outward.size(); i++) {
            InitialMagnitudeBin bin = all.outward().get(i);
            assertThat(Double.parseDouble(outward.get(i).get(5))).isEqualTo(bin.movement().mean());
        }
        assertThat(page.all("//h3[starts-with(.,'hidden1.weight at epoch')]"))
                .containsExactly("hidden1.weight at epoch 6");
    }

    /** In the table, and in cells as dark as their share of their column's fullest. */
    private static void assertJointCounts(ParsedPage page, JointHistogram joint) throws Exception {
        List<List<String>> rows = page.table("Weights of hidden1.weight by w and w₀");
        DrawnChart map = page.chart("//svg[title='w against w₀']");
        int ends = joint.counts().get(0).size();
        assertThat(rows).hasSize(ends);
        int drawn = 0;
        for (int column = 0; column < joint.counts().size(); column++) {
            List<Long> counts = joint.counts().get(column);
            double most = Collections.max(counts);
            double start = joint.initialReach() * ((2 * column + 1.0) / joint.counts().size() - 1);
            for (int bin = 0; bin < ends; bin++) {
                assertThat(rows.get(ends - 1 - bin).get(column + 1))
                        .isEqualTo(Numbers.count(counts.get(bin)));
                double end = joint.weightReach() * ((2 * bin + 1.0) / ends - 1);
                double opacity = map.opacity(start, end);
                if (opacity > 0) {
                    assertThat(opacity).isCloseTo(shade(counts.get(bin) / most), within(0.006));
                    drawn += counts.get(bin);
                }
            }
        }
        assertThat(page.text("//figure[svg[title='w against w₀']]/figcaption"))
                .contains((64 * 24 - drawn) + " weights lie beyond");
    }

    /** Twelve steps up to 0.85. */
    private static double shade(double share) {
        return 0.85 * Math.max(1, Math.ceil(12 * share)) / 12;
    }

    private static long whole(String count) {
        return Long.parseLong(count.replace(",", ""));
    }

    private static double[] doubles(WeightMatrix matrix) {
        return IntStream.range(0, matrix.values().length)
                .mapToDouble(i -> matrix.values()[i])
                .toArray();
    }
}
