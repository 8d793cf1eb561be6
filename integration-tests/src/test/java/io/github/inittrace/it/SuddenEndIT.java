// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.github.inittrace.onnx.OnnxWeights;
import io.github.inittrace.reports.html.run.RunReport;
import io.github.inittrace.run.Manifest;
import io.github.inittrace.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run that ends at any moment of its life, from its start to its report, leaves no file that is
 * not whole. The moments are drawn by seed; what they hit depends on the machine, so every outcome
 * is checked for what it claims.
 */
class SuddenEndIT {
    private static final int KILLS = 8;
    private static final int ROUNDS = 3;
    private static final int SIGNALS = 4;

    @TempDir private Path folder;
    private Process process;

    /** A run on few images writes the same files as one on many, and most of its life is writing. */
    @BeforeEach
    void drawImages() throws IOException {
        IDXFolder.of(folder.resolve("data"), 400, 100);
    }

    @AfterEach
    void nothing_staysBehind() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    @Test
    void run_killedAtAnyMoment_leavesWholeFilesOnly() throws IOException {
        Random random = new Random(20);
        Map<String, Integer> outcomes = new TreeMap<>();
        // How long a run lives may change while this goes on, on a machine that others use as well.
        for (int round = 0; round < ROUNDS && outcomes.size() < 2; round++) {
            long life = life() << round;
            for (int i = 0; i < KILLS; i++) {
                // One moment in each eighth of a run's life, so that all phases are met.
                Path target = folder.resolve("killed-" + round + "-" + i);
                endAfter((long) ((i + random.nextDouble()) / KILLS * life), "KILL", target);
                outcomes.merge(assertWhole(target), 1, Integer::sum);
            }
        }
        assertThat(outcomes).as("what the moments met").hasSizeGreaterThan(1);
    }

    @Test
    void run_signalledAtAnyMoment_leavesACompleteFolderOrNone() throws IOException {
        long life = life();
        Random random = new Random(5);
        for (Map.Entry<String, Integer> signal : Map.of("INT", 130, "TERM", 143).entrySet()) {
            for (int i = 0; i < SIGNALS; i++) {
                Path target = folder.resolve(signal.getKey() + i);
                long moment = (long) ((i + random.nextDouble()) / SIGNALS * life);
                int exit = endAfter(moment, signal.getKey(), target);
                assertThat(exit).isIn(0, signal.getValue()); // 0: it was done before
                if (Files.exists(target)) {
                    RunFolder run = RunFolder.open(target);
                    assertThat(run.record().ending()).isNotNull();
                    assertThat(run.manifest().orElseThrow().differences(target)).isEmpty();
                    assertThat(run.trainedModel()).isPresent();
                    assertThat(target.resolve("report/index.html")).isRegularFile();
                    assertNoDrafts(target);
                }
                assertThat(Files.readString(folder.resolve("stderr"))).doesNotContain("\tat ");
            }
        }
    }

    /** Checks what is there, and says what that was. */
    private String assertWhole(Path target) throws IOException {
        if (!Files.exists(target)) {
            return "nothing yet";
        }
        for (String name : List.of("initial.onnx", "trained.onnx")) {
            if (Files.exists(target.resolve(name))) {
                assertThat(OnnxWeights.read(target.resolve(name)).tensors()).hasSize(6);
            }
        }
        RunFolder run;
        try {
            run = RunFolder.open(target);
        } catch (IOException e) {
            assertThat(e)
                    .message()
                    .containsAnyOf("holds no complete record", "is not a run folder");
            return "no epoch yet";
        }
        RunReport.write(run, complaint -> fail(complaint));
        assertThat(Files.readString(target.resolve("report/index.html")))
                .contains("epoch " + run.history().last().index());
        Optional<Manifest> manifest = run.manifest();
        if (manifest.isPresent()) {
            assertThat(manifest.get().differences(target)).isEmpty();
            assertThat(run.record().ending()).isNotNull();
            return "all but perhaps its report";
        }
        return "some epochs";
    }

    private static void assertNoDrafts(Path target) throws IOException {
        try (var files = Files.walk(target)) {
            assertThat(files.filter(file -> file.getFileName().toString().startsWith(".")))
                    .isEmpty();
        }
    }

    /** How long a whole run takes here, in nanoseconds. */
    private long life() throws IOException {
        long start = System.nanoTime();
        start(folder.resolve("whole-" + start));
        assertThat(Processes.await(process)).isZero();
        return System.nanoTime() - start;
    }

    /** Starts a run, sends it a signal after a while, and returns its exit code. */
    private int endAfter(long nanos, String signal, Path target) throws IOException {
        start(target);
        try {
            if (!process.waitFor(nanos, TimeUnit.NANOSECONDS)) {
                Processes.run(folder, List.of("sh", "-c", "kill -" + signal + " " + process.pid()));
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return Processes.await(process);
    }

    private void start(Path target) throws IOException {
        // A build in the background of a script ignores SIGINT, and its children would as well.
        List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT,TERM"));
        command.addAll(
                Cli.here()
                        .command(
                                "run",
                                "--dataset",
                                "mnist",
                                "--data-dir",
                                "data",
                                "--hidden",
                                "64,32",
                                "--epochs",
                                "4",
                                "-o",
                                target.toString()));
        process =
                Processes.builder(folder, command)
                        .redirectOutput(folder.resolve("stdout").toFile())
                        .redirectError(folder.resolve("stderr").toFile())
                        .start();
    }
}
