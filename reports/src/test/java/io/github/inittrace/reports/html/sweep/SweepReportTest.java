// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.inittrace.data.DatasetLoader;
import io.github.inittrace.job.Job;
import io.github.inittrace.job.JobAlarms;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.reports.html.kit.ParsedPage;
import io.github.inittrace.sweep.LocalExecutor;
import io.github.inittrace.sweep.Shard;
import io.github.inittrace.sweep.Sweep;
import io.github.inittrace.sweep.SweepPlan;
import io.github.inittrace.trace.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepReportTest {
    @TempDir private Path temp;

    @Test
    void report_ofATrainedSweep_coversWhatIsFinished() throws Exception {
        Path table =
                Files.writeString(
                        temp.resolve("table.csv"),
                        "z,a,label\n1,2,x\n2,1,y\n3,5,x\n4,3,y\n5,9,x\n6,4,y\n7,1,x\n8,2,y\n");
        Path sweep = temp.resolve("sweep");
        SweepPlan plan = SweepPlan.of(Map.of()).vary("hidden", 3, 5).seeds(2);
        Sweep.of(plan, settings -> job(table, settings))
                .execute(sweep, Shard.WHOLE, new LocalExecutor(1), run -> {});
        ParsedPage page = ParsedPage.read(SweepReport.write(sweep));
        assertThat(page.all("//h1")).containsExactly("Sweep of 4 runs");
        assertThat(page.all("//main/section/@id")).contains("end", "phases", "repeatability");
        assertThat(page.table("Losses at the end, by width")).hasSize(2);

        Files.delete(sweep.resolve("runs/hidden=3_seed=1/run.json"));
        Files.writeString(sweep.resolve("runs/hidden=5_seed=1/epochs.jsonl"), "{}\n");
        page =
                ParsedPage.read(
                        SweepReport.write(
                                sweep, SweepChoices.USUAL, sweep.resolve("report/one.html")));
        assertThat(page.all("//div[@class='ending warning']//li"))
                .hasSize(2)
                .anyMatch(remark -> remark.contains("one run is not finished"))
                .anyMatch(remark -> remark.contains("epochs.jsonl line 1"));
        assertThat(ParsedPage.read(sweep.resolve("report/one.html")).all("//main//@href"))
                .isEmpty();
    }

    @Test
    void report_ofAnotherFolder_isRefused() {
        assertThatThrownBy(() -> SweepReport.write(temp))
                .hasMessageEndingWith(
                        "is not the folder of a sweep: expected a file sweep.json, found none");
    }

    private static Job job(Path table, Map<String, String> settings) throws IOException {
        return Job.of(
                MLPClassificationTrainer.builder()
                        .hiddenLayers(Integer.parseInt(settings.getOrDefault("hidden", "3")))
                        .epochs(3)
                        .seed(Long.parseLong(settings.getOrDefault("seed", "1")))
                        .build(),
                DatasetLoader.of("csv").path(table).response("label"),
                Recording.light(),
                new JobAlarms());
    }
}
