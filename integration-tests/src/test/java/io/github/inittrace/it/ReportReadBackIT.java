// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Somebody who distrusts us computes every number of a report once more, from the run folder alone
 * and in another language.
 */
class ReportReadBackIT {
    /** A page of whose cells, points and pixels less is read has not been read. */
    private static final Map<String, Integer> LEAST =
            Map.of(
                    "cell", 15_000, "record", 2_500, "chart", 40, "point", 900, "bar", 900, "shade",
                    12_000, "number", 100, "pixel", 60_000, "told", 250);

    @TempDir Path folder;

    @Test
    void report_ofAMarkedMatrix_isWhatNumpyComputes() throws IOException {
        train("--epochs=6", "--mark=a");

        assertReadBack();
    }

    /** Alarms, dead units, a class that nothing is taken for, and weights of a normal law. */
    @Test
    void report_ofACollapse_isWhatNumpyComputes() throws IOException {
        train(
                "--epochs=12",
                "--init=HE_NORMAL",
                "--schedule=MULTI_STEP",
                "--rate-after=8",
                "--rate-drop=20");

        assertReadBack();
    }

    /** One wrong digit is found, and so is a table that nobody reads back. */
    @Test
    void report_withAnotherNumber_isNot() throws IOException {
        train("--epochs=2", "--mark=a");
        Path page = folder.resolve("run/report/index.html");
        String right = Files.readString(page);

        Files.writeString(page, right.replaceFirst("(<td>[0-9]+,[0-9]+)[0-9]</td>", "$1x</td>"));
        assertThat(readBack().err()).contains("cell: ", "failed: 1 of ");

        Files.writeString(page, right.replaceFirst("<caption>Moments", "<caption>Momenta"));
        assertThat(readBack().err()).contains("'Momenta at epoch 2' is new");

        Files.writeString(page, right);
        assertThat(readBack().exit()).isZero();
    }

    private void train(String... options) throws IOException {
        List<String> words =
                new ArrayList<>(
                        List.of("run", "-q", "--hidden=24,16", "--analyse", "--loss=KERAS_CLIP"));
        words.addAll(List.of("--checkpoints=every=1", "-o", "run"));
        words.addAll(List.of(options));
        Processes.Result result = Cli.here().run(folder, words.toArray(String[]::new));
        assertThat(result.exit()).as(result.err()).isZero();
    }

    private void assertReadBack() throws IOException {
        Processes.Result result = readBack();

        assertThat(result.err()).isEmpty();
        assertThat(result.exit()).isZero();
        Map<String, Integer> counts =
                result.out()
                        .lines()
                        .map(line -> line.split(" "))
                        .collect(Collectors.toMap(w -> w[0], w -> Integer.valueOf(w[1])));
        LEAST.forEach(
                (kind, least) ->
                        assertThat(counts.get(kind)).as(kind).isGreaterThanOrEqualTo(least));
    }

    private Processes.Result readBack() throws IOException {
        Path script = Tools.root().resolve("integration-tests/src/test/python/read_report.py");
        return Processes.run(folder, List.of(Tools.python(), "-B", script.toString(), "run"));
    }
}
