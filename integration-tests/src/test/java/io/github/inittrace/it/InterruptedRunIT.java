// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.inittrace.lifecycle.EndReason;
import io.github.inittrace.measure.TensorMeasures;
import io.github.inittrace.onnx.OnnxTensor;
import io.github.inittrace.onnx.OnnxWeights;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.RunFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that is stopped or killed while it trains keeps what it had. */
class InterruptedRunIT {
    @TempDir private Path folder;
    private Process process;

    @AfterEach
    void nothing_staysBehind() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void run_killedInAnEpoch_stillReportsTheEpochsBefore(int epoch) throws IOException {
        startAndAwait(String.format(Locale.ROOT, "%5d ", epoch));
        process.destroyForcibly();
        Processes.await(process);

        RunFolder run = RunFolder.open(mine());
        assertThat(run.history().last().index()).isGreaterThanOrEqualTo(epoch);
        assertThat(run.record().ending()).isNull();
        assertThat(run.initialModel()).isPresent();
        assertThat(run.manifest()).isEmpty();

        Processes.Result report = InProcess.run(folder, "report", "mine");
        assertThat(report.exit()).as(report.err()).isZero();
        String page = Files.readString(mine().resolve("report/index.html"));
        assertThat(page)
                .contains("hidden1.weight")
                .contains("epoch " + run.history().last().index());
        assertThat(page).contains("the process was killed, or training is still going on");
    }

    @Test
    void run_killedBeforeItsFirstRecord_leavesNothingThatPretendsToBeARun() throws IOException {
        startAndAwait("digits: ");
        process.destroyForcibly();
        Processes.await(process);

        Processes.Result report = InProcess.run(folder, "report", "mine");
        boolean recorded =
                Files.isRegularFile(mine().resolve("epochs.jsonl"))
                        && Files.size(mine().resolve("epochs.jsonl")) > 0;
        assertThat(report.exit()).as(report.err()).isEqualTo(recorded ? 0 : 2);
        assertThat(report.errLines()).hasSize(recorded ? 0 : 1);
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    void run_signalled_endsWithACompleteFolder(String signal, int exit) throws IOException {
        startAndAwait(String.format(Locale.ROOT, "%5d ", 2));
        Processes.Result kill =
                Processes.run(folder, List.of("sh", "-c", "kill -" + signal + " " + process.pid()));
        assertThat(kill.exit()).as(kill.err()).isZero();

        assertThat(Processes.await(process)).isEqualTo(exit);
        assertThat(Files.readAllLines(folder.resolve("stderr")))
                .contains(
                        "inittrace: stopping after this minibatch; what was trained until now is"
                                + " kept");
        RunFolder run = RunFolder.open(mine());
        assertThat(run.record().ending()).isNotNull();
        assertThat(run.record().ending().reason()).isEqualTo(EndReason.STOPPED);
        assertThat(run.record().ending().message()).isEqualTo("interrupted");
        assertThat(run.history().last().index()).isBetween(2, 1999);
        assertThat(run.history().epochs().stream().limit(run.history().epochs().size() - 1))
                .allMatch(EpochRecord::complete);
        assertThat(run.manifest().orElseThrow().differences(mine())).isEmpty();
        assertThat(mine().resolve("report/index.html")).isRegularFile();
        assertDistances(run);
    }

    /** The last record describes the weights in the file, also if its epoch was cut short. */
    private static void assertDistances(RunFolder run) throws IOException {
        List<OnnxTensor> start = OnnxWeights.read(run.initialModel().orElseThrow()).tensors();
        List<OnnxTensor> end = OnnxWeights.read(run.trainedModel().orElseThrow()).tensors();
        List<TensorMeasures> recorded = run.history().last().tensors();
        assertThat(recorded).hasSameSizeAs(end).isNotEmpty();
        for (int t = 0; t < end.size(); t++) {
            assertThat(recorded.get(t).name()).isEqualTo(end.get(t).name());
            double distance = distance(start.get(t).values(), end.get(t).values());
            assertThat(recorded.get(t).distance())
                    .as(end.get(t).name())
                    .isCloseTo(distance, within(1e-12 * distance));
        }
    }

    private static double distance(float[] start, float[] end) {
        return Math.sqrt(
                IntStream.range(0, end.length)
                        .mapToDouble(i -> (double) end[i] - start[i])
                        .map(d -> d * d)
                        .sum());
    }

    /** Starts a run that would take minutes, and waits for a line that begins like this. */
    private void startAndAwait(String beginning) throws IOException {
        List<String> command = new ArrayList<>(Processes.listeningToSignals(folder));
        command.addAll(
                Cli.here().command("run", "--hidden", "256,256", "--epochs", "2000", "-o", "mine"));
        process =
                Processes.builder(folder, command)
                        .redirectError(folder.resolve("stderr").toFile())
                        .start();
        BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(beginning)) {
                drain(lines);
                return;
            }
        }
        throw new AssertionError(Files.readString(folder.resolve("stderr")));
    }

    /** Reads on, so that a full pipe never stops the run. */
    private static void drain(BufferedReader lines) {
        Thread reader =
                new Thread(
                        () -> {
                            try {
                                while (lines.readLine() != null) {
                                    // Nobody needs the rest.
                                }
                            } catch (IOException e) {
                                // The process was killed.
                            }
                        },
                        "drain");
        reader.setDaemon(true);
        reader.start();
    }

    private Path mine() {
        return folder.resolve("mine");
    }
}
