// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inittrace.measure.Movement;
import io.github.inittrace.measure.TensorMeasures;
import io.github.inittrace.reports.html.kit.ParsedPage;
import io.github.inittrace.reports.html.kit.RunDescription;
import io.github.inittrace.reports.image.WeightMatrix;
import io.github.inittrace.run.DataRecord;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.TrainingHistory;
import io.github.inittrace.study.NamedRun;
import io.github.inittrace.text.Numbers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportContentTest {
    @TempDir Path folder;

    @Test
    void tensorTable_hasTheRecordsNumbers() throws Exception {
        ReportInput run = FakeRuns.healthy(6, 64, 24, 10);
        List<List<String>> rows = ParsedPage.write(run, folder).table("Distances at epoch 6");
        List<TensorMeasures> tensors = run.history().last().tensors();
        assertThat(rows).hasSize(tensors.size() + 1);
        for (int i = 0; i <= tensors.size(); i++) {
            boolean isTotal = i == tensors.size();
            TensorMeasures t = isTotal ? run.history().last().total() : tensors.get(i);
            assertThat(rows.get(i).get(0)).isEqualTo(isTotal ? "all parameters" : t.name());
            assertThat(rows.get(i).subList(4, 13))
                    .containsExactly(
                            exact(t.norm(), ""),
                            exact(t.initialNorm(), ""),
                            exact(t.distance(), ""),
                            exact(t.relativeDistance(), "starts\u00a0at\u00a00"),
                            exact(t.rms(), ""),
                            exact(t.meanAbs(), ""),
                            exact(t.maxAbs(), ""),
                            exact(t.cosine(), "starts\u00a0at\u00a00"),
                            exact(t.updateSize(), ""));
        }
        assertThat(rows.get(0).subList(1, 4)).containsExactly("64 × 24", "1,536", "84.86\u00a0%");
        assertThat(rows.get(1).get(7)).isEqualTo("undefined (starts\u00a0at\u00a00)");
    }

    @Test
    void movementTable_hasTheRecordsNumbers() throws Exception {
        ReportInput run = FakeRuns.healthy(6, 64, 24, 10);
        List<List<String>> rows = ParsedPage.write(run, folder).table("Movement at epoch 6");
        List<TensorMeasures> tensors = run.history().last().tensors();
        assertThat(rows).hasSize(tensors.size() + 1);
        String atZero = "starts\u00a0at\u00a00";
        for (int i = 0; i < tensors.size(); i++) {
            Movement m = tensors.get(i).movement();
            assertThat(rows.get(i))
                    .containsExactly(
                            tensors.get(i).name(),
                            exact(m.initialHalfWidth(), ""),
                            exact(m.initialMeanAbs(), ""),
                            exact(m.meanAbsRatio(), atZero),
                            exact(m.correlation(), atZero),
                            exact(m.slope(), atZero),
                            exact(m.intercept(), atZero),
                            exact(m.moved(), ""),
                            exact(m.beyondTenth(), atZero),
                            exact(m.beyondHalf(), atZero),
                            exact(m.beyondRange(), atZero),
                            exact(m.weightRms(), ""),
                            exact(m.weightedNorm(), ""),
                            exact(m.weightedDistance(), ""));
        }
    }

    @Test
    void epochTables_haveTheRecordsNumbers() throws Exception {
        ReportInput run = FakeRuns.healthy(30, 64, 24, 10);
        ParsedPage page = ParsedPage.write(run, folder);
        List<List<String>> losses = page.table("Loss, accuracy and total distance");
        List<List<String>> weights = page.table("hidden1.weight by epoch");
        List<List<String>> biases = page.table("hidden1.bias by epoch");
        for (EpochRecord epoch : run.history()) {
            assertThat(losses.get(epoch.index()))
                    .containsExactly(
                            Integer.toString(epoch.index()),
                            exact(epoch.runningLoss(), "no\u00a0pass\u00a0yet"),
                            exact(epoch.epochEndLoss(), ""),
                            exact(epoch.epochEndAccuracy(), ""),
                            exact(epoch.validation().get(0).loss(), ""),
                            exact(epoch.validation().get(0).accuracy(), ""),
                            exact(epoch.total().distance(), ""),
                            exact(epoch.total().relativeDistance(), ""),
                            exact(epoch.total().updateSize(), "no\u00a0pass\u00a0yet"),
                            exact(epoch.total().norm(), ""),
                            exact(epoch.total().norm() / epoch.total().initialNorm(), ""),
                            exact(epoch.seconds(), ""),
                            exact(epoch.evaluationSeconds(), ""),
                            exact(epoch.measureSeconds(), ""));
            TensorMeasures weight = epoch.tensors().get(0);
            TensorMeasures bias = epoch.tensors().get(1);
            assertThat(weights.get(epoch.index()))
                    .containsExactly(
                            Integer.toString(epoch.index()),
                            exact(weight.distance(), ""),
                            exact(weight.relativeDistance(), ""),
                            exact(weight.norm(), ""),
                            exact(weight.norm() / weight.initialNorm(), ""),
                            exact(weight.updateSize(), "no\u00a0pass\u00a0yet"));
            assertThat(biases.get(epoch.index()))
                    .containsExactly(
                            Integer.toString(epoch.index()),
                            exact(bias.distance(), ""),
                            exact(bias.updateSize(), "no\u00a0pass\u00a0yet"));
        }
    }

    @Test
    void epochTables_clippedLossAndDeadUnits_areShown() throws Exception {
        ReportInput run = FakeRuns.dying(3);
        ParsedPage page = ParsedPage.write(run, folder);
        List<List<String>> losses = page.table("Loss, accuracy and total distance");
        List<List<String>> units = page.table("Dead units of each hidden layer");
        for (EpochRecord epoch : run.history()) {
            List<String> row = losses.get(epoch.index());
            assertThat(row.get(4)).isEqualTo(exact(epoch.deadFraction(), ""));
            assertThat(row.get(7)).isEqualTo(exact(epoch.validation().get(0).deadFraction(), ""));
            assertThat(units.get(epoch.index()))
                    .containsExactly(
                            Integer.toString(epoch.index()),
                            Integer.toString(epoch.deadUnits().get(0).dead()));
        }
    }

    @Test
    void histogramTable_hasTheCounts() throws Exception {
        ReportInput run = FakeRuns.healthy(6, 64, 24, 10);
        List<List<String>> rows = ParsedPage.write(run, folder).table("Deviations in each bin");
        List<Long> counts = run.history().last().tensors().get(0).histogram().counts();
        assertThat(rows.stream().map(row -> row.get(2)))
                .containsExactlyElementsOf(counts.stream().map(Numbers::count).toList());
    }

    @Test
    void completedRun_verdictSaysWhatWasReached() throws Exception {
        ReportInput run = FakeRuns.healthy(6, 64, 24, 10);
        ParsedPage page = ParsedPage.write(run, folder);
        assertThat(page.text("//h1")).isEqualTo("How far a 64-24-10 network moved");
        assertThat(page.text("//header/p[@class='subtitle']"))
                .isEqualTo(
                        run.named().name()
                                + ": MLPClassificationTrainer on Fashion-MNIST, 60,000 examples;"
                                + " started 2026-08-21 14:03 (UTC+02:00)");
        assertThat(page.text("//p[contains(@class,'good')]"))
                .isEqualTo("✓ Healthy: training completed, not watched for alarms.");
        assertThat(page.text("//div[@id='verdict']/p[2]"))
                .isEqualTo("Training completed all 6 epochs. It took 42.5\u00a0s.");
        EpochRecord last = run.history().last();
        assertThat(page.text("//div[@id='verdict']"))
                .contains("training loss " + Numbers.text(last.epochEndLoss()))
                .contains("test loss " + Numbers.text(last.validation().get(0).loss()))
                .contains(
                        "hidden1.weight " + Numbers.text(last.tensors().get(0).relativeDistance()));
    }

    @Test
    void fiveFigures_areOnTop() throws Exception {
        ReportInput run = FakeRuns.healthy(6, 64, 24, 10);
        ParsedPage page = ParsedPage.write(run, folder);
        EpochRecord last = run.history().last();
        assertThat(page.all("//div[@class='card']/span[@class='name']"))
                .containsExactly(
                        "training loss",
                        "test loss",
                        "test accuracy",
                        "lowest test loss",
                        "weights moved by");
        assertThat(page.all("//div[@class='card']/span[@class='figure']"))
                .containsExactly(
                        Numbers.text(last.epochEndLoss()),
                        Numbers.text(last.validation().get(0).loss()),
                        Numbers.percent(last.validation().get(0).accuracy()),
                        Numbers.text(lowestTestLoss(run)),
                        Numbers.text(last.total().relativeDistance()));
        assertThat(page.source).doesNotContain("Compared with the baseline");
    }

    @Test
    void baseline_isComparedWithOnTop() throws Exception {
        ReportInput run = FakeRuns.healthy(6, 64, 24, 10);
        ReportInput other = FakeRuns.diverged(20, 3, 64, 24, 10);
        ParsedPage page =
                ParsedPage.write(
                        FakeRuns.with(run, new NamedRun("<script>", other.run(), other.history())),
                        folder);
        List<List<String>> rows = page.table("Compared with the baseline, <script>");
        assertThat(rows.get(0)).containsExactly("verdict", "healthy", "broken", "");
        assertThat(rows.get(1)).containsExactly("epochs", "6", "3", "+3");
        assertThat(rows.get(2)).containsExactly("alarms", "0", "0", "equal");
        assertThat(rows.get(3))
                .containsExactly(
                        "training loss",
                        Numbers.text(run.history().last().epochEndLoss()),
                        "undefined (not finite)",
                        "");
        assertThat(rows).hasSize(8);
        assertThat(page.all("//div[@id='verdict']/div[contains(@class,'warning')]//li"))
                .containsExactly(
                        "The last epoch of the run is 6, that of the baseline 3, so their last"
                                + " figures are of trainings of different lengths.");
    }

    private static double lowestTestLoss(ReportInput run) {
        return run.history().epochs().stream()
                .mapToDouble(e -> e.validation().get(0).loss())
                .min()
                .orElseThrow();
    }

    @Test
    void divergedRun_saysWhenAndShowsTheLastFiniteEpoch() throws Exception {
        ReportInput run = FakeRuns.diverged(20, 3, 64, 24, 10);
        ParsedPage page = ParsedPage.write(run, folder);
        assertThat(page.text("//p[contains(@class,'alert')]"))
                .isEqualTo(
                        "✗ Broken: training diverged: the training loss of epoch 3 is not finite.");
        assertThat(page.text("//div[@id='verdict']/p[2]"))
                .isEqualTo(
                        "Training diverged at epoch 3. The last finite training loss was "
                                + Numbers.text(run.history().epochs().get(2).epochEndLoss())
                                + ", at epoch 2. It took 3.3\u00a0s.");
        assertThat(page.all("//svg//text[.='diverged at epoch 3']")).hasSize(6);
        assertThat(page.table("Distances at epoch 2")).hasSize(5);
        assertThat(page.table("Loss, accuracy").get(3).get(2))
                .isEqualTo("undefined (not\u00a0finite)");
    }

    @Test
    void runThatDivergesAtOnce_isNotCalledUntrained() throws Exception {
        String verdict =
                ParsedPage.write(FakeRuns.diverged(20, 1, 64, 24, 10), folder)
                        .text("//div[@id='verdict']");
        assertThat(verdict)
                .contains("How far the weights moved is undefined: from epoch 1 on they are not")
                .doesNotContain("nothing has been trained");
        assertThat(
                        ParsedPage.write(FakeRuns.killed(20, 0, 64, 24, 10), folder)
                                .text("//div[@id='verdict']"))
                .contains("There is no distance to report yet: nothing has been trained.");
    }

    @Test
    void importedRun_lossesThatNobodyKept_areNotCalledNotFinite() throws Exception {
        List<List<String>> rows =
                ParsedPage.write(FakeRuns.imported(3, 0, 2), folder)
                        .table("Loss, accuracy and total distance");
        String unknown = "undefined (not\u00a0evaluated)";
        assertThat(rows.get(0).subList(1, 3))
                .containsExactly("undefined (no\u00a0pass\u00a0yet)", unknown);
        assertThat(rows.get(2).subList(1, 6)).containsOnly(unknown);
        assertThat(rows.get(3).get(1)).doesNotContain("undefined");
    }

    @Test
    void importedRun_thatDiverges_doesSoWhereItsWeightsAreNotFinite() throws Exception {
        ReportInput run = FakeRuns.imported(5, 1);
        ReportInput broken = FakeRuns.diverged(5, 5, 64, 24, 10);
        List<EpochRecord> epochs = new ArrayList<>(run.history().epochs());
        EpochRecord last = epochs.remove(5);
        epochs.add(FakeRuns.withWeightsOf(last, broken.history().last()));
        ReportInput diverged =
                new ReportInput(
                        run.run().endedBy(broken.run().ending()),
                        new TrainingHistory(epochs),
                        run.initialWeights(),
                        List.of());
        assertThat(ParsedPage.write(diverged, folder).text("//div[@id='verdict']"))
                .contains("Training diverged at epoch 5.");
    }

    @Test
    void facts_haveTheIndexOfTheLastEpoch() throws Exception {
        assertThat(
                        ParsedPage.write(FakeRuns.killed(20, 2, 10, 3), folder)
                                .all("//tr[th='epochs planned' or th='last epoch']/td"))
                .containsExactly("20", "2");
    }

    @Test
    void killedRun_saysThatNoEndIsRecorded() throws Exception {
        ParsedPage page = ParsedPage.write(FakeRuns.killed(20, 0, 64, 24, 10), folder);
        assertThat(page.text("//p[contains(@class,'warning')]"))
                .startsWith("! Watch: no end is recorded after epoch 0: the process was killed,");
        assertThat(page.all("//img/@src")).containsExactly("img/initial.png");
        assertThat(page.text("//section[@id='deviations']"))
                .contains("There is no distribution of w − w₀ at epoch 0");
    }

    @Test
    void inputsThatAreNoPicture_haveNoSectionOfPictures() throws Exception {
        ParsedPage page = ParsedPage.write(FakeRuns.healthy(2, 10, 4, 3), folder);
        assertThat(page.all("//img")).isEmpty();
        assertThat(page.all("//section[@id='weights']")).isEmpty();
        assertThat(page.all("//nav/a")).doesNotContain("First layer");
    }

    @Test
    void weightsThatAreNotFinite_areBlackAndCounted() throws Exception {
        ReportInput run = FakeRuns.healthy(2, 16, 3, 3);
        float[] values = new float[48];
        Arrays.fill(values, Float.NaN);
        WeightMatrix broken = new WeightMatrix("hidden1.weight", 16, 3, values);
        ParsedPage page =
                ParsedPage.write(
                        new ReportInput(
                                run.run(), run.history(), run.initialWeights(), List.of(broken)),
                        folder);
        assertThat(page.all("//section[@id='weights']//figcaption").get(1))
                .endsWith("Black: 48 weights not finite.");
        assertThat(page.all("//section[@id='weights']//figcaption").get(2))
                .isEqualTo(
                        "No weight drawn is finite and other than zero. Black: 48 weights not"
                                + " finite.");
    }

    @Test
    void weightsThatStartAtZero_areSaidToBeWhite() throws Exception {
        ReportInput run = FakeRuns.healthy(2, 16, 3, 3);
        WeightMatrix zero = new WeightMatrix("hidden1.weight", 16, 3, new float[48]);
        ParsedPage page =
                ParsedPage.write(
                        new ReportInput(
                                run.run(), run.history(), List.of(zero), run.trainedWeights()),
                        folder);
        List<String> captions = page.all("//section[@id='weights']//figcaption");
        assertThat(captions.get(0)).isEqualTo("All weights drawn are zero.");
        assertThat(captions.get(1)).startsWith("Colours from -");
        assertThat(page.all("//section[@id='laws']//figcaption").get(0))
                .startsWith("Start: all zero. Of the end, ");
    }

    @Test
    void trainedWeightsOfAnotherShape_areNotDrawn() throws Exception {
        ReportInput run = FakeRuns.healthy(2, 16, 3, 3);
        WeightMatrix other = new WeightMatrix("hidden1.weight", 16, 2, new float[32]);
        ReportInput mixed =
                new ReportInput(run.run(), run.history(), run.initialWeights(), List.of(other));
        assertThat(ParsedPage.write(mixed, folder).text("//section[@id='weights']/p"))
                .isEqualTo(
                        "There are no pictures: the first matrix is 16 × 3 at the start and 16 × 2"
                                + " at the end.");
    }

    @Test
    void dataNames_comeFromNamesThenFiles() {
        assertThat(RunDescription.when("2026-08-21T14:03:27.123Z"))
                .isEqualTo("2026-08-21 14:03 UTC");
        assertThat(RunDescription.when("yesterday")).isEqualTo("yesterday");
        var file = new DataRecord("training", 1, Map.of("source/dataPath", "/x/y/train.csv"));
        assertThat(RunDescription.dataName(file)).contains("y/train.csv");
        var hash = new DataRecord("training", 1, Map.of("hash-of-file", "abc"));
        assertThat(RunDescription.dataName(hash)).isEmpty();
        String cat = "\ud83d\ude3a";
        var cats = new DataRecord("training", 1, Map.of("data-set", cat.repeat(61)));
        assertThat(RunDescription.dataName(cats)).contains(cat.repeat(59) + "…");
    }

    private static String exact(@Nullable Double value, String why) {
        if (value == null) {
            return "undefined (" + why + ")";
        }
        String shown = Numbers.text(value);
        return Double.parseDouble(shown) == value ? shown : Numbers.exact(value);
    }
}
