// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inittrace.measure.MarkMeasures;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.TrainingHistory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarkedMatrixTest {
    @TempDir Path run;

    private static ReportInput marked(int epochs) {
        ReportInput plain = FakeRuns.healthy(epochs, 64, 24, 24, 10);
        List<EpochRecord> records =
                plain.history().epochs().stream().map(MarkedMatrixTest::marked).toList();
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
                e, e.deadShare(), e.validation(), e.deadUnits(), e.alarms(), List.of(mark));
    }

    @Test
    void table_ofAMark_hasTheRecordsNumbers() throws Exception {
        List<List<String>> rows =
                Page.write(marked(30), run.resolve("report")).table("The mark in hidden2.weight");
        assertThat(rows).hasSize(25);
        assertThat(rows.get(0)).containsExactly("0", "1", "0.25");
        assertThat(rows.get(1).get(0)).isEqualTo("1");
        assertThat(rows.get(1).get(1)).isEqualTo("0.99609375");
        assertThat(rows.get(24).get(0)).isEqualTo("30");
        assertThat(rows.get(24).get(1)).startsWith("undefined");
    }

    @Test
    void pictures_ofTheRun_areShownFromTheFirstToTheLast() throws Exception {
        Path pictures = Files.createDirectories(run.resolve("pictures/hidden2.weight"));
        for (int epoch = 0; epoch <= 20; epoch++) {
            Files.createFile(pictures.resolve("epoch-0000%02d.png".formatted(epoch)));
        }
        Files.createFile(pictures.resolve(".epoch-000021.png.tmp"));
        Page page = Page.write(FakeRuns.healthy(3, 64, 24, 10), run.resolve("report"));
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
    void section_withNeither_isAbsent() throws Exception {
        Page page = Page.write(FakeRuns.healthy(3, 64, 24, 10), run.resolve("report"));
        assertThat(page.all("//section[@id='mark']")).isEmpty();
    }
}
