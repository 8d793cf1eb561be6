// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inittrace.data.DatasetLoader;
import io.github.inittrace.ensemble.NetworkEnsemble;
import io.github.inittrace.job.Job;
import io.github.inittrace.job.JobAlarms;
import io.github.inittrace.mlp.Adam;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.trace.Recording;
import io.github.inittrace.trace.Schedule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that are trained as one are runs like all others. */
class StackedSweepTest {
    private static final SweepListener NOBODY = result -> {};

    @TempDir private Path temp;
    private Sweep sweep;

    private Job job(Map<String, String> settings) throws IOException {
        return Job.of(
                MLPClassificationTrainer.builder()
                        .hiddenLayers(4, Integer.parseInt(settings.getOrDefault("units", "4")))
                        .bias(false)
                        .optimiser(new Adam())
                        .learningRate(0.01)
                        .epochs(3)
                        .stack(3)
                        .seed(Long.parseLong(settings.getOrDefault("seed", "1")))
                        .build(),
                DatasetLoader.of("csv").path(temp.resolve("table.csv")).response("label"),
                Recording.light()
                        .records(Schedule.every(1))
                        .resumable(Schedule.every(1))
                        .invariants(Schedule.every(1)),
                new JobAlarms());
    }

    /** Stacks of the seeds 1 to 3, 4 to 6 and 7, each for two widths. */
    @BeforeEach
    void plan() throws IOException {
        StringBuilder table = new StringBuilder("a,b,c,label\n");
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 400; i++) {
            double a = random.nextDouble(-1, 1);
            double b = random.nextDouble(-1, 1);
            table.append(a).append(',').append(b).append(',').append(random.nextDouble());
            table.append(a * b > 0 ? ",x\n" : ",y\n");
        }
        Files.writeString(temp.resolve("table.csv"), table);
        sweep = Sweep.of(SweepPlan.of(Map.of()).vary("units", 4, 5).seeds(7), this::job);
    }

    private static List<String> weights(List<RunResult> results) {
        return results.stream()
                .map(result -> Objects.requireNonNull(result.ending()).weightsSha256())
                .toList();
    }

    @Test
    void execute_togetherOrEachAlone_hasTheSameBits() throws IOException {
        List<RunResult> results =
                sweep.execute(temp.resolve("a"), Shard.WHOLE, new LocalExecutor(2), NOBODY);
        assertThat(weights(results)).hasSize(14).doesNotHaveDuplicates();
        for (int i : new int[] {0, 4, 13}) {
            Job job = sweep.job(sweep.runs().get(i));
            var data = job.data().load();
            assertThat(job.trace(data, 1).run(data.train()).ending().weightsSha256())
                    .isEqualTo(weights(results).get(i));
        }
        // The record of each is its own.
        assertThat(RunFolder.record(temp.resolve("a/runs/units=5_seed=7")).configuration())
                .containsEntry("seed", "7")
                .containsEntry("stack", "3");
        assertThat(
                        NetworkEnsemble.read(
                                        sweep.runs().stream()
                                                .filter(run -> run.name().contains("units=4"))
                                                .map(run -> temp.resolve("a/runs/" + run.name()))
                                                .toList(),
                                        new NetworkEnsemble.ReadOptions(null, false))
                                .remarks())
                .containsExactly(
                        "every 3 networks of consecutive seeds saw the examples in one order, and"
                                + " are not independent of each other in that");
    }

    @Test
    void execute_interruptedAtDifferentEpochs_comesToTheSameBits() throws IOException {
        List<String> undisturbed =
                weights(
                        sweep.execute(
                                temp.resolve("a"), Shard.WHOLE, new LocalExecutor(1), NOBODY));
        Path out = temp.resolve("b");
        for (int i : new int[] {0, 1, 8}) {
            SweepRun run = sweep.runs().get(i);
            var data = sweep.job(run).data().load();
            int last = 1 + i % 2;
            sweep.job(run)
                    .trace(data, 1)
                    .runFolder(out.resolve("runs").resolve(run.name()))
                    .listener(
                            epoch -> {
                                if (epoch.index() == last) {
                                    epoch.requestStop("the machine goes down");
                                }
                            })
                    .run(data.train());
        }
        String id =
                RunFolder.record(out.resolve("runs").resolve(sweep.runs().get(1).name())).runId();
        assertThat(weights(sweep.execute(out, Shard.WHOLE, new LocalExecutor(2), NOBODY)))
                .isEqualTo(undisturbed);
        assertThat(
                        RunFolder.record(out.resolve("runs").resolve(sweep.runs().get(1).name()))
                                .runId())
                .isEqualTo(id);
    }

    @Test
    void runs_ofAShard_keepStacksWhole() {
        assertThat(sweep.runs(new Shard(2, 3)))
                .extracting(run -> run.settings().get("units") + " " + run.settings().get("seed"))
                .containsExactly("4 4", "4 5", "4 6", "5 4", "5 5", "5 6");
        assertThat(sweep.units(sweep.runs())).hasSize(6);
    }

    @Test
    void estimate_trainsAStack() throws IOException {
        SweepEstimate estimate =
                SweepEstimate.of(sweep, sweep.runs(), 2, temp.resolve("scratch"), NOBODY);
        assertThat(estimate.seconds()).isPositive().isLessThan(30);
        assertThat(estimate.diskBytes()).isPositive();
    }
}
