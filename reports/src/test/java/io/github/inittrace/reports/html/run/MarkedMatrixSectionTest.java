// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.inittrace.image.DivergingColours;
import io.github.inittrace.measure.MarkMeasures;
import io.github.inittrace.reports.html.kit.DrawnChart;
import io.github.inittrace.reports.html.kit.ParsedPage;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.TrainingHistory;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarkedMatrixSectionTest {
    @TempDir Path run;

    private static ReportInput marked(int epochs) {
        ReportInput plain = FakeRuns.healthy(epochs, 64, 24, 24, 10);
        List<EpochRecord> records =
                plain.history().epochs().stream().map(MarkedMatrixSectionTest::marked).toList();
        return new ReportInput(
                plain.run(),
                new TrainingHistory(records),
                plain.initialWeights(),
                plain.trainedWeights());
    }

    private static EpochRecord marked(EpochRecord e) {
        Double visibility = e.index() == 30 ? null : 1 - 0.125 * e.index() / 32;
        MarkMeasures mark = new MarkMeasures("hidden2.weight", 160, visibility, 0.25);
        return FakeRuns.copy(
                e, e.deadFraction(), e.validation(), e.deadUnits(), e.alarms(), List.of(mark));
    }

    @Test
    void chartAndTable_ofAMark_haveTheRecordsNumbers() throws Exception {
        ParsedPage page = ParsedPage.write(marked(30), run.resolve("report"));
        List<List<String>> rows = page.table("The mark in hidden2.weight");
        assertThat(rows).hasSize(31);
        assertThat(rows.get(0)).containsExactly("0", "1", "0.25");
        assertThat(rows.get(1).get(0)).isEqualTo("1");
        assertThat(rows.get(1).get(1)).isEqualTo("0.99609375");
        assertThat(rows.get(30).get(0)).isEqualTo("30");
        assertThat(rows.get(30).get(1)).startsWith("undefined");

        DrawnChart chart = page.chart("//svg[title='How visible the mark is']/g[1]");
        assertThat(chart.lines()).hasSize(2);
        assertThat(chart.lines().get(0)).hasSize(30);
        DrawnChart.Point tenth = chart.lines().get(0).get(10);
        assertThat(tenth.x()).isCloseTo(chart.xOf(10), within(0.03));
        assertThat(tenth.y()).isCloseTo(chart.yOf(1 - 0.125 * 10 / 32), within(0.03));
        assertThat(chart.lines().get(1).get(30).y()).isCloseTo(chart.yOf(0.25), within(0.03));
    }

    @Test
    void markedMatrix_isDrawnAtStartAndEndAndAsDifference() throws Exception {
        ReportInput input = marked(3);
        Path report = run.resolve("report");
        ParsedPage page = ParsedPage.write(input, report);
        assertThat(page.all("//section[@id='mark']//img/@src"))
                .containsExactly(
                        "img/mark-0-initial.png",
                        "img/mark-0-trained.png",
                        "img/mark-0-difference.png");
        float[] initial = input.initialWeights().get(1).values();
        float[] trained = input.trainedWeights().get(1).values();
        double range = 0;
        for (float weight : initial) {
            range = Math.max(range, Math.abs(weight));
        }
        BufferedImage start = ImageIO.read(report.resolve("img/mark-0-initial.png").toFile());
        BufferedImage end = ImageIO.read(report.resolve("img/mark-0-trained.png").toFile());
        int square = start.getWidth() / 24;
        for (int i = 0; i < initial.length; i++) {
            int x = i % 24 * square;
            int y = i / 24 * square;
            assertThat(start.getRGB(x, y) & 0xffffff)
                    .isEqualTo(DivergingColours.of(initial[i], range));
            assertThat(end.getRGB(x, y) & 0xffffff)
                    .isEqualTo(DivergingColours.of(trained[i], range));
        }
        ParsedPage.write(FakeRuns.healthy(3, 64, 24, 10), report);
        assertThat(report.resolve("img/mark-0-initial.png")).doesNotExist();
    }

    @Test
    void pictures_ofTheRun_areShownFromTheFirstToTheLast() throws Exception {
        Path pictures = Files.createDirectories(run.resolve("pictures/hidden2.weight"));
        for (int epoch = 0; epoch <= 20; epoch++) {
            Files.createFile(
                    pictures.resolve(String.format(Locale.ROOT, "epoch-0000%02d.png", epoch)));
        }
        Files.createFile(pictures.resolve(".epoch-000021.png.tmp"));
        ParsedPage page = ParsedPage.write(FakeRuns.healthy(3, 64, 24, 10), run.resolve("report"));
        List<String> sources = page.all("//section[@id='mark']//img/@src");
        assertThat(sources)
                .hasSize(6)
                .allSatisfy(source -> assertThat(run.resolve("report").resolve(source)).exists())
                .startsWith("../pictures/hidden2.weight/epoch-000000.png")
                .endsWith("../pictures/hidden2.weight/epoch-000020.png");
        assertThat(page.all("//section[@id='mark']//figcaption"))
                .contains("hidden2.weight, epoch 0", "hidden2.weight, epoch 20");
    }

    @Test
    void pictures_ofAMatrixThatStartsAtZero_areSaidToBeWhite() throws Exception {
        for (String tensor : List.of("hidden1.weight", "hidden1.bias")) {
            Path pictures = Files.createDirectories(run.resolve("pictures").resolve(tensor));
            Files.createFile(pictures.resolve("epoch-000000.png"));
        }
        // Biases of these runs start at zero, and weights do not.
        ParsedPage page = ParsedPage.write(FakeRuns.healthy(3, 64, 24, 10), run.resolve("report"));
        assertThat(page.all("//section[@id='mark']/p"))
                .filteredOn(text -> text.contains("start at zero"))
                .containsExactly(
                        "All weights of hidden1.bias start at zero: there is no largest initial"
                                + " weight to measure others by, and every picture is white.");
    }

    @Test
    void section_withNeither_isAbsent() throws Exception {
        ParsedPage page = ParsedPage.write(FakeRuns.healthy(3, 64, 24, 10), run.resolve("report"));
        assertThat(page.all("//section[@id='mark']")).isEmpty();
    }
}
