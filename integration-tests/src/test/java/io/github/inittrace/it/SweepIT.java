// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.inittrace.run.RunFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many runs of a plan, by the command. */
class SweepIT {
    @TempDir private Path folder;

    private Processes.Result sweep(String... arguments) throws IOException {
        return InProcess.run(folder, words(arguments));
    }

    private static String[] words(String... arguments) {
        String[] all = new String[arguments.length + 4];
        System.arraycopy(arguments, 0, all, 4, arguments.length);
        all[0] = "sweep";
        all[1] = "plan.yaml";
        all[2] = "--out";
        all[3] = "mine";
        return all;
    }

    private void plan(String text) throws IOException {
        Files.writeString(folder.resolve("plan.yaml"), text);
    }

    private JsonNode index() throws IOException {
        return new ObjectMapper().readTree(folder.resolve("mine/index.json").toFile());
    }

    @Test
    void sweep_ofDigits_trainsSkipsAndRefuses() throws IOException {
        plan("run: {epochs: 1}\nvary: {hidden: [4, \"6,3\"]}\nseeds: 2\n");

        Processes.Result dry = sweep("--dry-run");
        assertThat(dry.exit()).as(dry.err()).isZero();
        assertThat(dry.out())
                .contains("hidden=4_seed=1", "hidden=6,3_seed=2", "4 runs")
                .containsPattern("about .* with \\d+ workers?, .* MiB of memory, .* MiB on disk");
        assertThat(folder.resolve("mine")).doesNotExist();

        Processes.Result part = sweep("--shard", "1/2", "--workers", "1");
        assertThat(part.exit()).as(part.err()).isZero();
        assertThat(part.out()).contains("[2/2] ", "2 finished, 0 failed, 0 still to do");

        Processes.Result rest = Cli.here().run(folder, words("--workers", "2"));
        assertThat(rest.exit()).as(rest.err()).isZero();
        assertThat(rest.out())
                .contains("2 of 4 runs are finished already", "[4/4] ", "4 finished, 0 failed")
                .contains("test loss");
        assertThat(index().path("finished").asInt()).isEqualTo(4);
        Schemas.assertSweep(folder.resolve("mine"));
        assertThat(folder.resolve("mine/report/index.html")).content().contains("Sweep of 4 runs");
        Processes.Result page = InProcess.run(folder, "report", "mine", "--strong-loss", "0.5");
        assertThat(page.out().strip()).isEqualTo("mine/report/index.html");
        assertThat(folder.resolve("mine/report/index.html"))
                .content()
                .contains("L* = 0.5, as given");
        Processes.Result refused = InProcess.run(folder, "report", "mine", "--strong-loss", "0");
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err())
                .contains("the loss below which a learner is strong lies above 0, found 0.0");
        RunFolder run = RunFolder.open(folder.resolve("mine/runs/hidden=6,3_seed=2"));
        assertThat(run.record().configuration()).containsEntry("hiddenLayers", "[6, 3]");

        String alone = "run -q --record LIGHT --epochs 1 --hidden 6,3 --seed 2 -o alone";
        Processes.Result single = InProcess.run(folder, alone.split(" "));
        assertThat(single.exit()).as(single.err()).isZero();
        assertThat(RunFolder.open(folder.resolve("alone")).record().ending().weightsSha256())
                .isEqualTo(run.record().ending().weightsSha256());

        plan("run: {epochs: 2}\nvary: {hidden: [4, \"6,3\"]}\nseeds: 2\n");
        Processes.Result other = sweep();
        assertThat(other.exit()).isEqualTo(2);
        assertThat(other.errLines())
                .containsExactly(
                        "inittrace: mine holds the sweep of another plan: expected 4 runs from"
                                + " hidden=4_seed=1 on, found other settings; choose another folder");
    }

    @Test
    void sweep_ofAPlanWithAMistake_saysWhereInALine() throws IOException {
        plan("run:\n  epochs: 1\n  hiden: 4\n");
        Processes.Result unknown = sweep();
        assertThat(unknown.exit()).isEqualTo(2);
        assertThat(unknown.errLines()).hasSize(1);
        assertThat(unknown.err())
                .contains("plan.yaml, line 3: ", "found 'hiden'; did you mean hidden");

        plan("run:\n  epochs: 1\nvary:\n  learning-rate: [0.1,\n    -3]\n");
        Processes.Result impossible = sweep();
        assertThat(impossible.exit()).isEqualTo(2);
        assertThat(impossible.errLines()).hasSize(1);
        assertThat(impossible.err()).contains("plan.yaml, line 5: ", "learning rate");
        assertThat(folder.resolve("mine")).doesNotExist();
    }

    @Test
    void sweep_withARunThatFails_recordsItAndEndsWith2() throws IOException {
        plan("run: {epochs: 1, hidden: 4, response: a}\nvary: {dataset: [csv, digits]}\n");
        Processes.Result result = sweep();
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.out()).contains("dataset=csv: failed: ");
        assertThat(index().path("failed").asInt()).isPositive();
    }

    @Test
    @Timeout(120)
    void sweep_onCtrlC_stopsAllAndEndsWith130() throws IOException, InterruptedException {
        plan("run: {epochs: 100000, hidden: \"64,64\"}\nseeds: 3\n");
        List<String> command = new ArrayList<>(Processes.listeningToSignals(folder));
        command.addAll(Cli.here().command("sweep", "plan.yaml", "--out", "mine", "--workers", "2"));
        Process process =
                Processes.builder(folder, command)
                        .redirectError(folder.resolve("stderr").toFile())
                        .redirectOutput(folder.resolve("stdout").toFile())
                        .start();
        try {
            for (int seed = 1; seed <= 2; seed++) {
                Path started = folder.resolve("mine/runs/seed=" + seed + "/epochs.jsonl");
                while (!Files.exists(started) || Files.size(started) == 0) {
                    assertThat(process.isAlive()).isTrue();
                    Thread.sleep(50);
                }
            }
            Processes.run(folder, List.of("sh", "-c", "kill -INT " + process.pid()));
            assertThat(Processes.await(process)).isEqualTo(130);
        } finally {
            process.destroyForcibly();
        }
        assertThat(index().path("planned").asInt()).isEqualTo(3);
        assertThat(Files.readAllLines(folder.resolve("mine/runs.csv"))).hasSize(1);
        assertThat(folder.resolve("mine/runs/seed=3")).doesNotExist();
        RunFolder run = RunFolder.open(folder.resolve("mine/runs/seed=1"));
        assertThat(run.record().ending().message()).isEqualTo("interrupted");
        assertThat(Files.readString(folder.resolve("stdout"))).contains("3 still to do");
    }

    /** What was trained before each kill counts: runs are skipped, or go on in their middle. */
    @Test
    @Timeout(240)
    void sweep_killedAgainAndAgain_comesToWhatItWasToCome()
            throws IOException, InterruptedException {
        IDXFolder.of(folder.resolve("data"), 400, 100);
        plan(
                """
                run: {dataset: mnist, data-dir: data, hidden: 256, epochs: 30, resumable: every=1, record-every: 1}
                seeds: 4
                """);
        Processes.Result whole = Cli.here().run(folder, words("-q", "--workers", "2"));
        assertThat(whole.exit()).as(whole.err()).isZero();
        JsonNode undisturbed = index().path("runs");
        Files.move(folder.resolve("mine"), folder.resolve("whole"));

        Random random = new Random(3);
        int exit = 137;
        List<String> started = new ArrayList<>();
        for (int kills = 0; exit == 137; kills++) {
            Process process =
                    Processes.builder(
                                    folder,
                                    Cli.here()
                                            .command(
                                                    "sweep",
                                                    "plan.yaml",
                                                    "--out",
                                                    "mine",
                                                    "--workers",
                                                    "2"))
                            .redirectError(folder.resolve("stderr").toFile())
                            .redirectOutput(folder.resolve("stdout").toFile())
                            .start();
            if (kills < 5) {
                awaitPoints(process, random.nextInt(30));
                process.destroyForcibly();
            }
            exit = Processes.await(process);
            started.add(runIds());
        }
        assertThat(exit).as(Files.readString(folder.resolve("stderr"))).isZero();
        assertThat(started).as("ids of the first run").containsOnly(started.get(0));
        for (int i = 0; i < 4; i++) {
            assertThat(index().path("runs").path(i).path("weightsSha256"))
                    .isEqualTo(undisturbed.path(i).path("weightsSha256"));
        }
        assertThat(sorted("mine/runs.csv")).hasSize(5);
        assertThat(sorted("mine/epochs.csv")).isEqualTo(sorted("whole/epochs.csv"));
    }

    /** Waits until the process has written so many resume points, counted from now. */
    private void awaitPoints(Process process, int more) throws IOException, InterruptedException {
        int written = 0;
        List<String> seen = points();
        while (written < more && process.isAlive()) {
            Thread.sleep(2); // an epoch takes longer
            List<String> now = points();
            written += (int) now.stream().filter(point -> !seen.contains(point)).count();
            seen.addAll(now);
        }
    }

    private List<String> points() throws IOException {
        Path runs = folder.resolve("mine/runs");
        if (!Files.isDirectory(runs)) {
            return new ArrayList<>();
        }
        try (Stream<Path> files = Files.walk(runs)) {
            return files.map(Path::toString)
                    .filter(name -> name.endsWith(".safetensors"))
                    .collect(Collectors.toCollection(ArrayList::new));
        } catch (UncheckedIOException e) {
            return new ArrayList<>(); // One was replaced meanwhile.
        }
    }

    private String runIds() throws IOException {
        return new ObjectMapper()
                .readTree(folder.resolve("mine/runs/seed=1/run.json").toFile())
                .path("runId")
                .asText();
    }

    private List<String> sorted(String file) throws IOException {
        return Files.readAllLines(folder.resolve(file)).stream().sorted().toList();
    }

    @Test
    void sweep_withARunThatDoesNotFitInMemory_recordsItAndTrainsTheRest() throws IOException {
        plan("run: {epochs: 1}\nvary: {hidden: [4, \"5000,5000\"]}\n");
        Processes.Result result =
                Processes.run(
                        folder,
                        Cli.here()
                                .with("-Xmx100m")
                                .command("sweep", "plan.yaml", "--out", "mine", "--workers", "1"));
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.errLines())
                .singleElement()
                .asString()
                .startsWith("inittrace: hidden=5000,5000 failed: ")
                .contains("does not fit in memory");
        assertThat(result.out())
                .contains(
                        "hidden=5000,5000: failed: ",
                        "does not fit in memory",
                        "1 finished, 1 failed");
    }

    @Test
    void dryRun_withoutAFolderForWhatItTries_isOneSentence() throws IOException {
        Processes.Result result =
                Cli.here()
                        .with("-Djava.io.tmpdir=/nonexistent")
                        .run(folder, "sweep", "--set", "epochs=1", "--dry-run");
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.errLines())
                .containsExactly(
                        "inittrace: cannot write to /nonexistent: the folder /nonexistent does not"
                                + " exist");
    }

    @Test
    void sweep_ofOptionsAlone_isCollectedFromItsShards() throws IOException {
        String plan = "sweep --set epochs=1 --vary hidden=3,4 --vary learning-rate=[0.1,0.2] ";
        for (String machine : List.of("1", "2")) {
            String command = plan + "--shard " + machine + "/2 --out node" + machine;
            Processes.Result shard = InProcess.run(folder, command.split(" "));
            assertThat(shard.exit()).as(shard.err()).isZero();
        }
        Processes.Result none = InProcess.run(folder, "sweep", "collect", "node1", "node2");
        assertThat(none.exit()).isEqualTo(2);
        assertThat(none.errLines())
                .containsExactly(
                        "inittrace: expected a folder for what is collected, found none; name one with"
                                + " --out DIR");
        Processes.Result all =
                Cli.here().run(folder, "sweep collect node1 node2 --out mine".split(" "));
        assertThat(all.exit()).as(all.err()).isZero();
        assertThat(all.out()).contains("4 finished, 0 failed, 0 still to do").endsWith("mine\n");
        assertThat(Files.readAllLines(folder.resolve("mine/runs.csv"))).hasSize(5);
        assertThat(InProcess.run(folder, "verify", "mine/runs/hidden=4_learning-rate=0.2").exit())
                .isZero();
    }
}
