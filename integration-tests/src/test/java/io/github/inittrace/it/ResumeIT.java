// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.inittrace.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code inittrace resume} on runs that were killed, and on one that is done. */
class ResumeIT {
    /** More with {@code -Dinittrace.kills=100}. */
    private static final int KILLS = Integer.getInteger("inittrace.kills", 8);

    @TempDir private Path folder;

    @Test
    void run_killedAgainAndAgain_comesToWhatItWasToCome() throws IOException {
        IDXFolder.of(folder.resolve("data"), 400, 100);
        long started = System.nanoTime();
        assertThat(Cli.here().run(folder, run("whole")).exit()).isZero();
        long life = System.nanoTime() - started;

        Random random = new Random(7);
        int killed = 0;
        int resumed = 0;
        // Some more, should chance have left all of them to runs that had no resume point yet.
        for (int series = 0; killed < KILLS || (resumed == 0 && killed < 5 * KILLS); series++) {
            String name = "run-" + series;
            boolean done = false;
            for (int tries = 0; !done; tries++) {
                if (Files.exists(folder.resolve(name).resolve(RunFolder.MANIFEST))) {
                    break; // killed while it wrote its report
                }
                boolean has = hasPoint(folder.resolve(name));
                List<String> command =
                        Cli.here().command(has ? new String[] {"resume", "-q", name} : run(name));
                // Half of a life is over when training begins.
                boolean kill = (killed < KILLS || resumed == 0) && tries < 4;
                long moment = kill ? (long) (life * (0.4 + 0.6 * random.nextDouble())) : -1;
                long begun = System.nanoTime();
                int exit = end(command, moment);
                if (exit == 0) {
                    done = true;
                    if (!has) { // one that was resumed has less to do
                        life = Math.min(life, System.nanoTime() - begun); // others compute, too
                    }
                } else {
                    assertThat(Files.readString(folder.resolve("stderr"))).isEmpty();
                    assertThat(exit).isEqualTo(137);
                    killed++;
                    resumed += has ? 1 : 0;
                }
            }
            assertSame(folder.resolve(name), folder.resolve("whole"));
        }
        assertThat(resumed).as("kills of a run that was resumed").isPositive();
    }

    private static String[] run(String name) {
        return new String[] {
            "run",
            "-q",
            "--dataset",
            "mnist",
            "--data-dir",
            "data",
            "--hidden",
            "64,32",
            "--epochs",
            "6",
            "--batch-size",
            "8",
            "--optimiser",
            "adam",
            "--resumable",
            "every=2",
            "--checkpoints",
            "every=1",
            "--conditional-every",
            "3",
            "--matrices",
            "every=1",
            "--record",
            "LIGHT",
            "--record-every",
            "1",
            "--loss-levels",
            "1000,100,10,3,2.4,2.2,2,1.8,1.6,1.4,1.2,1,0.9,0.8,0.7,0.6,0.5,0.4,0.3,0.2,0.1",
            "--force",
            "-o",
            name
        };
    }

    private static boolean hasPoint(Path run) throws IOException {
        Path points = run.resolve("resume");
        if (!Files.isDirectory(points)) {
            return false;
        }
        try (var files = Files.list(points)) {
            return files.anyMatch(file -> file.toString().endsWith(".safetensors"));
        }
    }

    /** Runs a command, and kills it after a while unless that is negative. */
    private int end(List<String> command, long nanos) throws IOException {
        Process process =
                Processes.builder(folder, command)
                        .redirectOutput(folder.resolve("stdout").toFile())
                        .redirectError(folder.resolve("stderr").toFile())
                        .start();
        try {
            if (nanos >= 0 && !process.waitFor(nanos, TimeUnit.NANOSECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            throw new AssertionError(e);
        }
        return Processes.await(process);
    }

    @Test
    void resume_withMoreEpochs_comesToTheWeightsOfThatMany() throws IOException {
        command(
                "run",
                "-q",
                "--hidden",
                "16",
                "--epochs",
                "2",
                "--resumable",
                "every=1",
                "-o",
                "a");
        command("run", "-q", "--hidden", "16", "--epochs", "4", "-o", "b");

        Processes.Result result = Cli.here().run(folder, "resume", "a", "--epochs", "4");

        assertThat(result.err()).isEmpty();
        assertThat(result.exit()).isZero();
        assertThat(result.out()).contains("completed: all 4 epochs done").contains("\n    3 ");
        assertThat(lines(folder.resolve("a"))).isEqualTo(lines(folder.resolve("b")));
        assertThat(InProcess.run(folder, "replay", "a").out()).startsWith("identical: ");
        assertThat(InProcess.run(folder, "verify", "a").exit()).isZero();

        refused(
                "a cannot be resumed: all 4 epochs are done; to go on, raise their number by"
                        + " --epochs",
                "resume",
                "a");
        refused(
                "expected a folder with the files of 'mnist' at other, found nothing; check the path",
                "resume",
                "a",
                "--epochs",
                "5",
                "--dataset",
                "mnist",
                "--data-dir",
                "other");
        refused(
                "training goes on with at least as many epochs as were planned, expected 4 or more,"
                        + " found 3",
                "resume",
                "a",
                "--epochs",
                "3");
        refused(
                "b cannot be resumed: expected job.json in it, found none; inittrace run --resumable"
                        + " every=N writes it",
                "resume",
                "b");
    }

    private void refused(String why, String... command) throws IOException {
        Processes.Result result = InProcess.run(folder, command);
        assertThat(result.err()).startsWith("inittrace: " + why);
        assertThat(result.errLines()).hasSize(1);
        assertThat(result.exit()).isEqualTo(2);
    }

    private void command(String... words) throws IOException {
        Processes.Result result = InProcess.run(folder, words);
        assertThat(result.err()).isEmpty();
        assertThat(result.exit()).isZero();
    }

    private static void assertSame(Path resumed, Path whole) throws IOException {
        RunFolder run = RunFolder.open(resumed);
        Schemas.assertRun(resumed);
        assertThat(lines(resumed)).isEqualTo(lines(whole));
        for (String name :
                List.of(
                        "conditional.jsonl",
                        "loss-levels.jsonl",
                        "matrices/epochs.npy",
                        "matrices/hidden2.weight.npy")) {
            assertThat(resumed.resolve(name)).hasSameBinaryContentAs(whole.resolve(name));
        }
        assertThat(run.record().ending().weightsSha256())
                .isEqualTo(RunFolder.open(whole).record().ending().weightsSha256());
        assertThat(run.checkpoints()).containsOnlyKeys(1, 2, 3, 4, 5, 6);
        assertThat(run.manifest().orElseThrow().differences(resumed)).isEmpty();
        assertThat(run.manifest().orElseThrow().files().keySet())
                .containsExactlyElementsOf(
                        RunFolder.open(whole).manifest().orElseThrow().files().keySet());
    }

    /** The lines of a record, without what the clock says. */
    private static List<String> lines(Path run) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(run.resolve("epochs.jsonl"))) {
            ObjectNode json = (ObjectNode) new ObjectMapper().readTree(line);
            json.remove(List.of("seconds", "evaluationSeconds", "measureSeconds"));
            lines.add(json.toString());
        }
        return lines;
    }
}
