// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.inittrace.data.DatasetLoader;
import io.github.inittrace.data.LoadedData;
import io.github.inittrace.job.Job;
import io.github.inittrace.job.JobAlarms;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.run.Ending;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.sweep.RunResult.State;
import io.github.inittrace.trace.EarlyStopping;
import io.github.inittrace.trace.Recording;
import io.github.inittrace.trace.Schedule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What sweeps of a small plan leave. The file is long because all of it is about the same few runs.
 */
class SweepTest {
    private static final SweepListener NOBODY = result -> {};

    @TempDir private Path temp;
    private Path out;
    private Path table;

    @BeforeEach
    void files() throws IOException {
        out = temp.resolve("out");
        table =
                Files.writeString(
                        temp.resolve("table.csv"),
                        "z,a,label\n1,2,x\n2,1,y\n3,5,x\n4,3,y\n5,9,x\n6,4,y\n7,1,x\n8,2,y\n");
    }

    /** Settings: units, epochs, rate, seed, data. */
    private Job job(Map<String, String> settings) throws IOException {
        return Job.of(
                MLPClassificationTrainer.builder()
                        .hiddenLayers(Integer.parseInt(settings.getOrDefault("units", "3")))
                        .epochs(Integer.parseInt(settings.getOrDefault("epochs", "3")))
                        .learningRate(Double.parseDouble(settings.getOrDefault("rate", "0.1")))
                        .seed(Long.parseLong(settings.getOrDefault("seed", "1")))
                        .build(),
                DatasetLoader.of("csv")
                        .path(Path.of(settings.getOrDefault("data", table.toString())))
                        .response("label"),
                Recording.light(),
                new JobAlarms());
    }

    /** Jobs that record, and can go on from, every epoch. */
    private JobMaker resumable() {
        return settings ->
                Job.of(
                        job(settings).trainer(job(settings).data().load(), 1),
                        job(settings).data(),
                        Recording.light().records(Schedule.every(1)).resumable(Schedule.every(1)),
                        new JobAlarms());
    }

    private Sweep sweep(SweepPlan plan) throws IOException {
        return Sweep.of(plan, this::job);
    }

    private static SweepPlan plan() {
        return SweepPlan.of(Map.of()).vary("units", 3, 5).seeds(2);
    }

    private List<RunResult> execute(Sweep sweep, int workers) throws IOException {
        return sweep.execute(out, Shard.WHOLE, new LocalExecutor(workers), NOBODY);
    }

    private static List<String> weights(List<RunResult> results) {
        List<String> hashes = new ArrayList<>();
        for (RunResult result : results) {
            Ending ending = result.ending();
            assertThat(ending).as(result.message()).isNotNull();
            hashes.add(ending.weightsSha256());
        }
        return hashes;
    }

    private JsonNode json(String name) throws IOException {
        return new ObjectMapper().readTree(out.resolve(name).toFile());
    }

    private List<String> lines(String name) throws IOException {
        return Files.readAllLines(out.resolve(name));
    }

    @Test
    void execute_withAnyNumberOfWorkers_hasTheBitsOfEachRunAlone() throws IOException {
        Sweep sweep = sweep(plan());
        List<String> alone = weights(execute(sweep, 1));
        out = temp.resolve("other");
        assertThat(weights(execute(sweep, 2))).isEqualTo(alone).doesNotHaveDuplicates();
        out = temp.resolve("third");
        assertThat(weights(execute(sweep, 9))).isEqualTo(alone);
        Job first = sweep.job(sweep.runs().get(0));
        var data = first.data().load();
        assertThat(first.trace(data, 1).run(data.train()).ending().weightsSha256())
                .isEqualTo(alone.get(0));
    }

    @Test
    void execute_leavesRunFoldersIndexAndTables() throws IOException {
        execute(sweep(plan()), 2);

        JsonNode index = json("index.json");
        assertThat(index.path("finished").asInt()).isEqualTo(4);
        assertThat(index.path("failed").asInt()).isZero();
        JsonNode first = index.path("runs").path(0);
        assertThat(first.path("name").asText()).isEqualTo("units=3_seed=1");
        assertThat(first.path("settings").path("units").asText()).isEqualTo("3");
        assertThat(first.path("ending").asText()).isEqualTo("completed");
        RunFolder run = RunFolder.open(out.resolve(first.path("folder").asText()));
        assertThat(first.path("figures").path("validation.test.loss").asDouble())
                .isEqualTo(run.history().last().validation().get(0).loss());
        assertThat(json("sweep.json").path("runs").path(3).path("job").asText()).hasSize(16);

        assertThat(lines("runs.csv")).hasSize(5);
        assertThat(lines("runs.csv").get(0)).startsWith("run,units,seed,job,state,ending,");
        // Epochs 0 and 3, two matrices, two biases and the total.
        assertThat(lines("epochs.csv")).hasSize(1 + 4 * 2 * 5);
        assertThat(Files.readString(out.resolve("epochs.csv"))).contains("\r\n");
        assertThat(lines("epochs.csv"))
                .anyMatch(line -> line.startsWith("units=5_seed=2,3,") && line.contains(",total,"));
    }

    @Test
    void execute_whereARunWasInterrupted_goesOnFromItsMiddle() throws IOException {
        Sweep sweep = Sweep.of(SweepPlan.of(Map.of("epochs", "4")).seeds(3), resumable());
        List<String> undisturbed = weights(execute(sweep, 1));
        out = temp.resolve("second");
        for (SweepRun run : sweep.runs()) {
            LoadedData data = sweep.job(run).data().load();
            sweep.job(run)
                    .trace(data, 1)
                    .runFolder(out.resolve("runs").resolve(run.name()))
                    .listener(
                            epoch -> {
                                if (epoch.index() == 2) {
                                    epoch.requestStop("the machine goes down");
                                }
                            })
                    .run(data.train());
        }
        Path whole = out.resolve("runs/seed=1");
        Path damaged = out.resolve("runs/seed=2");
        String id = RunFolder.record(whole).runId();
        String other = RunFolder.record(damaged).runId();
        Files.writeString(damaged.resolve("resume/epoch-000002.safetensors"), "torn");
        Path older = out.resolve("runs/seed=3/run.json");
        Files.writeString(
                older,
                Files.readString(older)
                        .replaceFirst("(inittrace.version\"\\s*:\\s*)\"[^\"]*", "$1\"0.0.1"));

        assertThat(weights(execute(sweep, 2))).isEqualTo(undisturbed);
        assertThat(RunFolder.record(whole).runId()).isEqualTo(id);
        assertThat(RunFolder.record(damaged).runId()).isNotEqualTo(other);
        assertThat(RunFolder.record(older.getParent()).environment())
                .doesNotContainEntry("inittrace.version", "0.0.1");
        assertThat(lines("epochs.csv")).hasSize(1 + 3 * 5 * 5);
    }

    @Test
    void collect_foldersOfSeveralMachines_hasAllRunsAndTheirTables() throws IOException {
        List<String> undisturbed = weights(execute(sweep(plan()), 1));
        Path whole = out;
        Path first = temp.resolve("first");
        Path second = temp.resolve("second");
        LocalExecutor one = new LocalExecutor(1);
        sweep(plan()).execute(first, new Shard(1, 3), one, NOBODY);
        sweep(plan()).execute(second, new Shard(2, 3), one, NOBODY);
        Path together = temp.resolve("together");

        List<RunResult> some = SweepCollector.collect(List.of(first, second), together);
        assertThat(some)
                .extracting(RunResult::state)
                .containsExactly(State.FINISHED, State.FINISHED, State.PLANNED, State.FINISHED);
        out = together;
        assertThat(lines("runs.csv")).hasSize(4);
        assertThat(weights(execute(sweep(plan()), 1))).isEqualTo(undisturbed);

        assertThat(weights(SweepCollector.collect(List.of(first, together, whole), first)))
                .isEqualTo(undisturbed);
        out = first;
        assertThat(lines("epochs.csv")).hasSize(1 + 4 * 2 * 5);
        assertThat(json("index.json").path("finished").asInt()).isEqualTo(4);
        try (Stream<Path> files = Files.list(first.resolve("runs"))) {
            assertThat(files).hasSize(4);
        }
    }

    @Test
    void collect_intoAFolderWithAFileOfSomebodyElse_leavesIt() throws IOException {
        LocalExecutor one = new LocalExecutor(1);
        Path first = temp.resolve("first");
        Path second = temp.resolve("second");
        sweep(plan()).execute(first, Shard.WHOLE, one, NOBODY);
        sweep(plan()).execute(second, Shard.WHOLE, one, NOBODY);
        Path note =
                Files.writeString(first.resolve("runs/units=3_seed=1/notes.txt"), "do not lose me");
        assertThatThrownBy(() -> SweepCollector.collect(List.of(second), first))
                .hasMessageContaining("notes.txt");
        assertThat(note).hasContent("do not lose me");
    }

    /** A folder that has lost its plan may hold runs of another one, under the same names. */
    @Test
    void execute_whereRunsAreOfAnotherPlan_trainsThemAgain() throws IOException {
        execute(Sweep.of(SweepPlan.of(Map.of("epochs", "4")).seeds(2), resumable()), 1);
        for (String file : List.of("sweep.json", "index.json", "runs.csv", "epochs.csv")) {
            Files.delete(out.resolve(file));
        }
        Sweep longer = Sweep.of(SweepPlan.of(Map.of("epochs", "6")).seeds(2), resumable());
        assertThat(execute(longer, 1))
                .allMatch(result -> result.ending() != null && result.ending().epochs() == 6);
    }

    @Test
    void collect_whatDoesNotBelongTogether_isRefused() throws IOException {
        execute(sweep(plan()), 1);
        Path mine = out;
        Path other = temp.resolve("other");
        LocalExecutor one = new LocalExecutor(1);
        sweep(SweepPlan.of(Map.of()).seeds(3)).execute(other, new Shard(1, 3), one, NOBODY);
        Path into = temp.resolve("into");
        assertThatThrownBy(() -> SweepCollector.collect(List.of(mine, other), into))
                .hasMessage(
                        other
                                + " holds the sweep of another plan than "
                                + mine
                                + "; collect parts of one sweep");
        assertThatThrownBy(() -> SweepCollector.collect(List.of(temp), into))
                .hasMessageContaining("is not the folder of a sweep");
        assertThat(into).doesNotExist();
    }

    @Test
    void execute_twoNumbersOfShardsAtTheSameTime_isRefused() throws IOException {
        Sweep sweep = sweep(plan());
        List<String> refused = new ArrayList<>();
        sweep.execute(
                out,
                new Shard(1, 2),
                new LocalExecutor(1),
                result -> {
                    try {
                        sweep.execute(out, new Shard(1, 3), new LocalExecutor(1), NOBODY);
                    } catch (IOException e) {
                        refused.add(e.getMessage());
                    }
                });
        assertThat(refused)
                .hasSize(2)
                .allMatch(message -> message.contains("is in use by another"));
        assertThat(sweep.execute(out, new Shard(1, 3), new LocalExecutor(1), NOBODY)).hasSize(2);
    }

    @Test
    void record_ofAFolder_hasAxesGroupsAndWhatCameOfRuns() throws IOException {
        SweepPlan plan =
                SweepPlan.of(Map.of())
                        .vary("units", 3, 5)
                        .vary("data", table, temp.resolve("none.csv"))
                        .seeds(2)
                        .name("units", "width");
        execute(sweep(plan), 1);
        Files.delete(out.resolve("runs").resolve(plan.runs().get(1).name()).resolve("run.json"));

        SweepRecord record = SweepRecord.open(out);
        assertThat(record.axes())
                .extracting(SweepAxis::name)
                .containsExactly("width", "data", "seed");
        assertThat(record.runs())
                .extracting(RecordedRun::state)
                .startsWith(State.FINISHED, State.PLANNED, State.FAILED, State.FAILED)
                .hasSize(8);
        assertThat(record.runs().get(2).message()).contains("none.csv");
        assertThat(record.runs().get(0).run().name()).startsWith("width=3_data=");
        assertThat(record.groups()).hasSize(4);
        assertThat(record.groups().get(0).values())
                .containsEntry("width", "3")
                .containsOnlyKeys("width", "data");
        assertThat(record.groups().get(0).finished()).hasSize(1);
        assertThat(record.groups().get(3).label()).startsWith("width 5 · data ");
    }

    @Test
    void execute_againAfterFilesWereDamaged_trainsThoseRunsAgain() throws IOException {
        Sweep sweep = Sweep.of(SweepPlan.of(Map.of("epochs", "4")).seeds(5), resumable());
        List<String> undisturbed = weights(execute(sweep, 1));
        Path runs = out.resolve("runs");
        Files.writeString(runs.resolve("seed=1/run.json"), "{\"schema\": 1, \"na");
        Files.writeString(runs.resolve("seed=2/manifest.json"), "");
        Files.writeString(runs.resolve("seed=3/manifest.json"), "{}");
        Files.delete(runs.resolve("seed=4/manifest.json"));
        Path initial = runs.resolve("seed=4/initial.onnx");
        Files.write(initial, Arrays.copyOf(Files.readAllBytes(initial), 100));
        String whole = RunFolder.record(runs.resolve("seed=5")).runId();

        assertThat(weights(execute(sweep, 2))).isEqualTo(undisturbed);
        assertThat(RunFolder.record(runs.resolve("seed=5")).runId()).isEqualTo(whole);
    }

    @Test
    void execute_again_trainsOnlyWhatIsMissing() throws IOException {
        List<RunResult> before = execute(sweep(plan()), 1);
        Files.delete(out.resolve("runs/units=3_seed=2/manifest.json"));
        Files.writeString(out.resolve("runs/units=5_seed=1/labels.csv"), "changed");
        Files.writeString(out.resolve("epochs.csv"), "torn");

        List<String> trained = new ArrayList<>();
        List<RunResult> after =
                sweep(plan())
                        .execute(
                                out,
                                Shard.WHOLE,
                                new LocalExecutor(1),
                                result -> trained.add(result.run().name()));

        assertThat(trained).containsExactlyInAnyOrder("units=3_seed=2", "units=5_seed=1");
        assertThat(weights(after)).isEqualTo(weights(before));
        assertThat(lines("epochs.csv")).hasSize(1 + 4 * 2 * 5);
        assertThat(lines("runs.csv")).hasSize(5);
    }

    @Test
    void execute_runsThatStopEarly_areFinished() throws IOException {
        JobMaker stopping =
                settings -> {
                    Job plain = job(settings);
                    return Job.of(
                            plain.trainer(plain.data().load(), 1),
                            DatasetLoader.of("csv").path(table).response("label"),
                            Recording.full(),
                            new JobAlarms(),
                            EarlyStopping.on("epochEndLoss").patience(1).minChange(100));
                };
        Sweep sweep = Sweep.of(plan(), stopping);

        assertThat(execute(sweep, 1))
                .allSatisfy(
                        result -> {
                            assertThat(result.state()).isEqualTo(RunResult.State.FINISHED);
                            assertThat(result.ending().epochs()).isEqualTo(1);
                            assertThat(result.ending().figure()).isEqualTo("epochEndLoss");
                        });
        List<String> again = new ArrayList<>();
        sweep.execute(
                out, Shard.WHOLE, new LocalExecutor(1), result -> again.add(result.run().name()));
        assertThat(again).isEmpty();
    }

    /** Resumed, they would be trained past the record that ended them. */
    @Test
    void execute_runsThatStoppedEarlyJustBeforeAKill_endThereAgain() throws IOException {
        JobMaker stopping =
                settings ->
                        Job.of(
                                job(settings).trainer(job(settings).data().load(), 1),
                                job(settings).data(),
                                Recording.light()
                                        .records(Schedule.every(1))
                                        .resumable(Schedule.every(1)),
                                new JobAlarms(),
                                EarlyStopping.on("epochEndLoss").patience(1).minChange(100));
        Sweep sweep = Sweep.of(SweepPlan.of(Map.of("epochs", "6")).seeds(2), stopping);
        List<String> undisturbed = weights(execute(sweep, 1));
        Files.delete(out.resolve("runs/seed=1/manifest.json"));
        Files.writeString(out.resolve("runs/seed=2/features.csv"), "changed");

        List<RunResult> again = execute(sweep, 1);
        assertThat(weights(again)).isEqualTo(undisturbed);
        assertThat(again).allMatch(result -> result.ending().epochs() == 1);
        assertThat(out.resolve("runs/seed=2/features.csv")).content().doesNotContain("changed");
    }

    @Test
    void execute_runsThatFail_areRecordedAndTheRestGoesOn() throws IOException {
        SweepPlan plan =
                SweepPlan.of(Map.of())
                        .vary("data", "nowhere, at all.csv", table)
                        .vary("rate", 0.1, 1e30);
        List<RunResult> results = execute(sweep(plan), 2);
        assertThat(results)
                .extracting(RunResult::state)
                .containsExactly(
                        State.FAILED,
                        State.FAILED,
                        State.FINISHED,
                        State.FINISHED); // what diverges has not failed
        assertThat(results.get(0).message()).contains("nowhere, at all.csv");
        assertThat(lines("runs.csv"))
                .hasSize(5)
                .anyMatch(
                        line ->
                                line.contains("\"nowhere, at all.csv\"")
                                        && line.contains(",failed,"));
        assertThat(json("index.json").path("failed").asInt()).isEqualTo(2);
    }

    /** As while a disk is full: the trainings go on, and nothing is there twice or missing. */
    @Test
    void execute_whileTablesCannotBeWritten_writesThemLater() throws IOException {
        sweep(plan())
                .execute(
                        out,
                        Shard.WHOLE,
                        (runs, task) -> {
                            task.train(runs.get(0), 1);
                            inTheWay(true);
                            task.train(runs.get(1), 1);
                            task.train(runs.get(2), 1);
                            inTheWay(false);
                            task.train(runs.get(3), 1);
                        },
                        NOBODY);
        assertThat(lines("runs.csv")).hasSize(5).doesNotHaveDuplicates();
        assertThat(lines("epochs.csv")).hasSize(1 + 4 * 2 * 5).doesNotHaveDuplicates();
        assertThat(json("index.json").path("finished").asInt()).isEqualTo(4);
    }

    /** What was trained is not lost on whoever watches, for instance where the disk stays full. */
    @Test
    void execute_whereTablesCannotBeWrittenAtTheEnd_stillTellsTheResults() throws IOException {
        Sweep sweep = sweep(plan());
        List<RunResult> told = new ArrayList<>();
        SweepListener listener =
                new SweepListener() {
                    @Override
                    public void onRun(RunResult result) {
                        if (result.run().name().equals(sweep.runs().get(2).name())) {
                            inTheWay(true);
                        }
                    }

                    @Override
                    public void onEnd(List<RunResult> results) {
                        told.addAll(results);
                    }
                };
        assertThatThrownBy(() -> sweep.execute(out, Shard.WHOLE, new LocalExecutor(1), listener))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot write to " + out.resolve("index.json"));
        assertThat(told).hasSize(4).allMatch(result -> result.state() == RunResult.State.FINISHED);
    }

    private void inTheWay(boolean isThere) {
        Path index = out.resolve("index.json");
        try {
            Files.delete(index);
            if (isThere) {
                Files.createDirectory(index);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void execute_aFolderInTheWayOfARun_failsThatRunAndIsNotTouched() throws IOException {
        Path note = out.resolve("runs/units=3_seed=1/note.txt");
        Sweep sweep = sweep(plan());
        execute(sweep, 1);
        Files.writeString(note, "mine");
        List<RunResult> results = execute(sweep, 1);
        assertThat(results.get(0).message()).contains("'note.txt' is not part of a run");
        assertThat(results.get(1).state()).isEqualTo(State.FINISHED);
        assertThat(note).hasContent("mine");
    }

    @Test
    void execute_shards_areTogetherTheSweep() throws IOException {
        Sweep sweep = sweep(plan());
        for (int i = 1; i <= 3; i++) {
            sweep.execute(out, new Shard(i, 3), new LocalExecutor(1), NOBODY);
        }
        assertThat(lines("runs-1-of-3.csv")).hasSize(3);
        assertThat(lines("runs-3-of-3.csv")).hasSize(2);

        List<RunResult> results =
                sweep.execute(out, Shard.WHOLE, (runs, task) -> assertThat(runs).isEmpty(), NOBODY);
        assertThat(weights(results)).hasSize(4);
        assertThat(lines("runs.csv")).hasSize(5);
    }

    @Test
    void execute_stopped_leavesTheRestForTheNextTime() throws IOException {
        Sweep sweep = sweep(plan());
        List<RunResult> results =
                sweep.execute(
                        out,
                        Shard.WHOLE,
                        new LocalExecutor(1),
                        result -> sweep.requestStop("enough"));
        assertThat(results).filteredOn(result -> result.state() == State.FINISHED).hasSize(1);
        assertThat(lines("runs.csv")).hasSize(2);
        assertThat(json("index.json").path("planned").asInt()).isEqualTo(3);
        assertThat(weights(execute(sweep(plan()), 1))).hasSize(4);
    }

    @Test
    void execute_inAFolderOfSomethingElse_isRefused() throws IOException {
        execute(sweep(plan()), 1);
        assertThatThrownBy(() -> execute(sweep(plan().vary("rate", 0.2)), 1))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        out
                                + " holds the sweep of another plan: expected 4 runs from"
                                + " units=3_seed=1_rate=0.2 on, found other settings; choose another"
                                + " folder");
        Files.delete(out.resolve("sweep.json"));
        assertThatThrownBy(() -> execute(sweep(plan()), 1))
                .hasMessageContaining("it is not empty and holds no sweep.json");
    }

    @Test
    void execute_twiceAtTheSameTime_isRefused() throws IOException {
        Sweep sweep = sweep(plan());
        List<String> complaints = new ArrayList<>();
        sweep.execute(
                out,
                Shard.WHOLE,
                (runs, task) -> {
                    try {
                        execute(sweep, 1);
                    } catch (IOException e) {
                        complaints.add(e.getMessage());
                    }
                },
                NOBODY);
        assertThat(complaints)
                .containsExactly(
                        out
                                + " is in use by another sweep; wait for its end, or choose another"
                                + " folder");
    }

    @Test
    void of_aSettingWithoutSuchAValue_namesItsLine() throws IOException {
        Path file =
                Files.writeString(
                        temp.resolve("plan.yaml"),
                        "run:\n  epochs: 3\nvary:\n  rate: [0.1,\n    -1]\n");
        SweepPlan plan = SweepPlan.read(file);
        assertThatThrownBy(() -> sweep(plan))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file + ", line 5: ");
    }

    @Test
    void estimate_isAboutAllRuns() throws IOException {
        Sweep sweep = sweep(plan());
        SweepEstimate estimate =
                SweepEstimate.of(sweep, sweep.runs(), 2, temp.resolve("scratch"), NOBODY);
        assertThat(estimate.seconds()).isPositive();
        execute(sweep, 1);
        double written = 0;
        try (Stream<Path> files = Files.walk(out.resolve("runs"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                written += Files.size(file);
            }
        }
        assertThat(estimate.diskBytes()).isCloseTo(written, withinPercentage(30));
    }

    /** 128 networks at once, each of 3 x 20000 and 20001 x 2 parameters of 40 bytes, and the JVM. */
    @Test
    void estimate_ofWideNetworks_hasTheMemoryOfAllThatAreTrainedAtOnce() throws IOException {
        Sweep sweep = sweep(SweepPlan.of(Map.of("units", "20000")).seeds(128));
        SweepEstimate estimate =
                SweepEstimate.of(sweep, sweep.runs(), 200, temp.resolve("scratch"), NOBODY);
        double networks = 128 * 40 * 100_002.0;
        assertThat(estimate.memoryBytes())
                .isBetween(networks, networks + Runtime.getRuntime().maxMemory());
    }
}
