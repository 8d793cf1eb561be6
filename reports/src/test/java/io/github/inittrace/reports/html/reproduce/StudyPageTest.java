// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.reproduce;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inittrace.measure.TensorMeasures;
import io.github.inittrace.measure.TensorValues;
import io.github.inittrace.reports.html.kit.ParsedPage;
import io.github.inittrace.reports.reproduce.Finding;
import io.github.inittrace.reports.reproduce.Histories;
import io.github.inittrace.reports.reproduce.RecordedSweep;
import io.github.inittrace.reports.reproduce.Results;
import io.github.inittrace.reports.reproduce.Studies;
import io.github.inittrace.reports.reproduce.Study;
import io.github.inittrace.reports.reproduce.Verdict;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.TrainingHistory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages on studies whose runs never took place. */
class StudyPageTest {
    @TempDir private Path temp;

    private List<Finding> findings = List.of();

    private ParsedPage page(String name, Results results) throws Exception {
        Study study = Studies.named(name).get(0);
        findings = study.verdicts().of(results);
        ParsedPage page =
                ParsedPage.read(
                        StudyReport.write(
                                temp.resolve("page"), name, results, Map.of(study, findings)));
        page.assertObeysRules();
        return page;
    }

    private RecordedSweep sweep(String plan, int examples) {
        return new RecordedSweep(
                temp.resolve(plan), examples, false, Map.of("dataset", "hasyv2", "epochs", "45"));
    }

    private static Map<String, String> network(int width, int seed) {
        return Map.of("hidden", width + "," + width, "seed", String.valueOf(seed));
    }

    private static TrainingHistory stays() {
        return Histories.of(45, e -> 2 - 0.04 * e, e -> 1, e -> e);
    }

    /** From 0.2 to 15 at epoch 30, where the distance takes ten of its usual steps. */
    private static TrainingHistory diverges() {
        return Histories.of(
                45,
                e -> e < 30 ? Math.max(0.2, 2 - 0.1 * e) : 15,
                e -> e < 30 ? 1 + 0.01 * e : 15,
                e -> e < 30 ? e : 39);
    }

    @Test
    void divergence_drawsTheLowestSeed_andListsAllThatDiverged() throws Exception {
        Results results =
                sweep("divergence", 3505)
                        .run(network(512, 1), stays())
                        .run(network(512, 4), diverges())
                        .run(network(256, 2), diverges())
                        .results();

        ParsedPage page = page("divergence", results);

        assertThat(page.all("//h3")).contains("The network of width 256, seed 2");
        assertThat(page.table("All networks that diverged"))
                .containsExactly(
                        List.of("width 512, seed 4", "30", "0.2000", "15", "1.290", "50.00\u00a0%"),
                        List.of(
                                "width 256, seed 2",
                                "30",
                                "0.2000",
                                "15",
                                "1.290",
                                "50.00\u00a0%"));
        assertThat(findings)
                .extracting(Finding::verdict)
                .containsExactly(
                        Verdict.AGREES, Verdict.AGREES, Verdict.NOT_COMPARABLE, Verdict.DIFFERS);
        assertThat(findings.get(0).here())
                .startsWith("2 of the 2 that diverged, of 3 networks of divergence");
    }

    @Test
    void divergence_thatDidNotComeUp_isSaidInWords() throws Exception {
        ParsedPage page =
                page(
                        "divergence",
                        sweep("divergence", 3505).run(network(512, 1), stays()).results());

        assertThat(page.all("//p")).contains("None of 1 networks diverged within 45 epochs.");
        assertThat(findings.get(0).reason())
                .startsWith("so far, after 1,260 of the published 1,182,000 steps");
    }

    /** The published line between low and high trainability is of all 369 classes. */
    @Test
    void phases_haveThePublishedLineOnAllOfHasyOnly() throws Exception {
        String published = "below a training loss of 0.05, between the published lowest ones";

        ParsedPage whole =
                page("fig2c", sweep("widths", 151_241).run(network(10, 1), stays()).results());
        assertThat(whole.text("//main")).contains(published);

        temp = temp.resolve("part");
        ParsedPage part =
                page("fig2c", sweep("widths", 3505).run(network(10, 1), stays()).results());
        assertThat(part.text("//main")).doesNotContain(published);
    }

    private static TrainingHistory moved(double distance) {
        List<EpochRecord> records = new ArrayList<>();
        for (int epoch = 0; epoch <= 1; epoch++) {
            TensorMeasures matrix =
                    TensorMeasures.of(
                            new TensorValues(
                                    "hidden1.weight",
                                    List.of(1, 2),
                                    new double[] {3, 4},
                                    null,
                                    new double[] {3 + epoch * distance, 4}));
            records.add(Histories.record(epoch, 1, 1, matrix, null));
        }
        return new TrainingHistory(records);
    }

    @Test
    void repeatability_namesSeeds_andSaysHowManyAreMissing() throws Exception {
        ParsedPage page =
                page(
                        "slides-repeatability",
                        repeated().run(Map.of("seed", "2"), moved(16)).results());

        List<List<String>> rows = page.table("Distance by seed");
        assertThat(rows).extracting(row -> row.get(0)).startsWith("2", "mean ± sd");
        assertThat(page.all("//td")).contains("16 (1 of 2)");
        assertThat(rows.get(2))
                .containsExactly(
                        "published, computed from nine printed rows",
                        "16.65 ± 0.26",
                        "2.606 ± 2.0",
                        "12.75 ± 0.54",
                        "no column");
        assertThat(findings.get(0).verdict()).isEqualTo(Verdict.NOT_TESTED);
    }

    private RecordedSweep repeated() throws IOException {
        return new RecordedSweep(
                        temp.resolve("slides-repeatability"),
                        60_000,
                        true,
                        Map.of("dataset", "mnist", "epochs", "200"))
                .planned(Map.of("seed", "1"));
    }

    @Test
    void distances_saySeeds_andHowManyAreMissing() throws Exception {
        RecordedSweep sweep =
                new RecordedSweep(
                        temp.resolve("slides-distance"),
                        60_000,
                        true,
                        Map.of("dataset", "mnist", "epochs", "1000"));
        Map<String, String> row = Map.of("init", "UNIFORM", "learning-rate", "0.5");
        sweep.run(with(row, "1"), moved(11)).run(with(row, "2"), moved(13)).planned(with(row, "3"));

        ParsedPage page = page("slides-distance", sweep.results());

        assertThat(page.all("//caption"))
                .contains(
                        "Distance of the first matrix after 1000 iterations; published: after 1000;"
                                + " here: mean ± standard deviation over seeds");
        assertThat(page.all("//td")).contains("12 ± 1.4 (2 of 3)");
    }

    private static Map<String, String> with(Map<String, String> row, String seed) {
        return Map.of(
                "init",
                row.getOrDefault("init", ""),
                "learning-rate",
                row.getOrDefault("learning-rate", ""),
                "seed",
                seed);
    }
}
