// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inittrace.data.DatasetLoader;
import io.github.inittrace.files.Folders;
import io.github.inittrace.job.Job;
import io.github.inittrace.job.JobAlarms;
import io.github.inittrace.lifecycle.EpochEnd;
import io.github.inittrace.lifecycle.TrainingListener;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.run.Ending;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.run.RunRecord;
import io.github.inittrace.sweep.RunResult.State;
import io.github.inittrace.trace.Recording;
import io.github.inittrace.trace.Schedule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.classification.Label;

/** Units that an executor has trained elsewhere, in what could be another process. */
class UnitTrainerTest {
    private static final SweepListener NOBODY = result -> {};
    private static final TrainingListener<Label> SILENT = epoch -> {};

    @TempDir private Path temp;
    private Path table;

    @BeforeEach
    void table() throws IOException {
        table =
                Files.writeString(
                        temp.resolve("table.csv"),
                        "z,a,label\n1,2,x\n2,1,y\n3,5,x\n4,3,y\n5,9,x\n6,4,y\n7,1,x\n8,2,y\n");
    }

    private Job job(Map<String, String> settings) throws IOException {
        return Job.of(
                MLPClassificationTrainer.builder()
                        .hiddenLayers(3)
                        .epochs(4)
                        .stack(Integer.parseInt(settings.get("stack")))
                        .seed(Long.parseLong(settings.get("seed")))
                        .build(),
                DatasetLoader.of("csv")
                        .path(Path.of(settings.getOrDefault("data", table.toString())))
                        .response("label"),
                Recording.light().records(Schedule.every(1)).resumable(Schedule.every(1)),
                new JobAlarms());
    }

    private Sweep sweep(SweepPlan plan) throws IOException {
        return Sweep.of(plan, this::job);
    }

    /** Sends jobs as text, has them trained elsewhere and puts what comes back in its place. */
    private Executor elsewhere(TrainingListener<Label> listener) {
        return (units, trainings) -> {
            UnitTrainer trainer = new UnitTrainer(original -> original);
            for (SweepUnit unit : units) {
                try {
                    Map<String, String> jobs = new LinkedHashMap<>();
                    for (SweepRun run : unit.runs()) {
                        jobs.put(run.name(), trainings.job(run));
                    }
                    Map<String, String> failures =
                            trainer.train(jobs, this::away, 1, run -> listener);
                    for (SweepRun run : unit.runs()) {
                        if (!failures.containsKey(run.name())) {
                            Folders.delete(trainings.folder(run));
                            Files.move(away(run.name()), trainings.folder(run));
                        }
                        boolean counts = trainings.ended(run, failures.get(run.name()));
                        assertThat(Files.exists(trainings.folder(run)))
                                .isEqualTo(counts && !failures.containsKey(run.name()));
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }

    private Path away(String run) {
        return temp.resolve("away").resolve(run);
    }

    private static List<String> weights(List<RunResult> results) {
        return results.stream()
                .map(RunResult::ending)
                .map(Objects::requireNonNull)
                .map(Ending::weightsSha256)
                .map(Objects::requireNonNull)
                .toList();
    }

    @Test
    void train_elsewhere_comesToTheSameBits() throws IOException {
        for (int stack : new int[] {1, 2}) {
            SweepPlan plan = SweepPlan.of(Map.of("stack", "" + stack)).seeds(3);
            List<RunResult> here =
                    sweep(plan)
                            .execute(
                                    temp.resolve("here" + stack),
                                    Shard.WHOLE,
                                    new LocalExecutor(1),
                                    NOBODY);
            Path out = temp.resolve("out" + stack);

            List<RunResult> there =
                    sweep(plan).execute(out, Shard.WHOLE, elsewhere(SILENT), NOBODY);

            assertThat(weights(there)).isEqualTo(weights(here));
            assertThat(Files.readAllLines(out.resolve("runs.csv"))).hasSize(4);
        }
    }

    @Test
    void train_onACopyOfItsFile_recordsTheFile() throws IOException {
        Path copy = Files.copy(table, temp.resolve("copy-of-table"));
        String job = job(Map.of("stack", "1", "seed", "1")).toJson();
        new UnitTrainer(original -> original)
                .train(Map.of("here", job), this::away, 1, run -> SILENT);
        Files.delete(table);

        Map<String, String> failures =
                new UnitTrainer(original -> original.equals(table) ? copy : original)
                        .train(Map.of("there", job), this::away, 1, run -> SILENT);

        assertThat(failures).isEmpty();
        RunRecord here = RunFolder.record(away("here"));
        RunRecord there = RunFolder.record(away("there"));
        assertThat(there.ending()).extracting(Ending::weightsSha256).isEqualTo(sha256(here));
        assertThat(there.toString()).contains(table.toString()).doesNotContain(copy.toString());
    }

    private static @Nullable String sha256(RunRecord record) {
        return Objects.requireNonNull(record.ending()).weightsSha256();
    }

    @Test
    void train_stoppedAndAgain_goesOnFromTheResumePoint() throws IOException {
        SweepPlan plan = SweepPlan.of(Map.of("stack", "1")).seeds(1);
        Path out = temp.resolve("out");
        List<RunResult> stopped =
                sweep(plan)
                        .execute(out, Shard.WHOLE, elsewhere(ResumedAfter.stopsAfter(2)), NOBODY);
        assertThat(stopped).extracting(RunResult::state).containsExactly(State.PLANNED);
        Folders.delete(away("seed=1"));
        Files.createDirectories(away("seed=1").getParent());
        Files.move(out.resolve("runs/seed=1"), away("seed=1"));
        ResumedAfter after = new ResumedAfter(Integer.MAX_VALUE);

        List<RunResult> whole = sweep(plan).execute(out, Shard.WHOLE, elsewhere(after), NOBODY);

        assertThat(after.first).isEqualTo(3);
        assertThat(weights(whole))
                .isEqualTo(
                        weights(
                                sweep(plan)
                                        .execute(
                                                temp.resolve("here"),
                                                Shard.WHOLE,
                                                new LocalExecutor(1),
                                                NOBODY)));
    }

    /** Stops after some epochs, and knows the first that it heard of. */
    private static final class ResumedAfter implements TrainingListener<Label> {
        private final int stop;
        private int first = -1;

        ResumedAfter(int stop) {
            this.stop = stop;
        }

        static ResumedAfter stopsAfter(int epochs) {
            return new ResumedAfter(epochs);
        }

        @Override
        public void onEpoch(EpochEnd<Label> epoch) {
            first = first < 0 ? epoch.index() : first;
            if (epoch.index() == stop) {
                epoch.session().requestStop("enough");
            }
        }
    }

    @Test
    void train_onFilesOfTheSameNameThatDiffer_fails() throws IOException {
        SweepPlan plan = SweepPlan.of(Map.of("stack", "1")).seeds(2);
        Executor onTwoMachines =
                (units, trainings) -> {
                    elsewhere(SILENT).execute(units.subList(0, 1), trainings);
                    try {
                        Files.writeString(table, "9,9,x\n", StandardOpenOption.APPEND);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                    elsewhere(SILENT).execute(units.subList(1, 2), trainings);
                };

        List<RunResult> results =
                sweep(plan).execute(temp.resolve("out"), Shard.WHOLE, onTwoMachines, NOBODY);

        assertThat(results)
                .extracting(RunResult::state)
                .containsExactly(State.FINISHED, State.FAILED);
        assertThat(results.get(1).message())
                .isEqualTo(
                        "its data set was read from other files than that of runs before it; every"
                                + " machine must have the same files");

        // Nor with the files of then, by whoever goes on with the sweep.
        assertThat(sweep(plan).execute(temp.resolve("out"), Shard.WHOLE, elsewhere(SILENT), NOBODY))
                .extracting(RunResult::state)
                .containsExactly(State.FINISHED, State.FAILED);
    }

    @Test
    void train_ofDataThatAreNotThere_saysWhichAndTheRestGoesOn() throws IOException {
        SweepPlan plan =
                SweepPlan.of(Map.of("stack", "1", "seed", "1"))
                        .vary("data", table.toString(), temp.resolve("none.csv").toString());

        List<RunResult> results =
                sweep(plan).execute(temp.resolve("out"), Shard.WHOLE, elsewhere(SILENT), NOBODY);

        assertThat(results)
                .extracting(RunResult::state)
                .containsExactly(State.FINISHED, State.FAILED);
        assertThat(results.get(1).message()).contains("none.csv").doesNotContain("\n");
    }
}
