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
import org.junit.jupiter.api.BeforeAll;
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

    @TempDir static Path folder;

    @BeforeAll
    static void train() throws IOException {
        train("marked", "--epochs=6", "--mark=a");
    }

    @Test
    void report_ofAMarkedMatrix_isWhatNumpyComputes() throws IOException {
        assertReadBack("marked");
    }

    /** Alarms, dead units, a class that nothing is taken for, and weights of a normal law. */
    @Test
    void report_ofACollapse_isWhatNumpyComputes() throws IOException {
        train(
                "collapse",
                "--epochs=12",
                "--init=HE_NORMAL",
                "--schedule=MULTI_STEP",
                "--rate-after=8",
                "--rate-drop=20");

        assertReadBack("collapse");
    }

    /** One wrong digit is found, one point out of its place, and a table that is not read back. */
    @Test
    void report_withAnotherNumber_isNot() throws IOException {
        Path page = folder.resolve("marked/report/index.html");
        String right = Files.readString(page);
        try {
            assertThat(change(page, right, "(<td>[0-9]+,[0-9]+)[0-9]</td>", "$1x</td>"))
                    .contains("cell: ", "failed: 1 of ");
            assertThat(change(page, right, "(<path d=\"M72 [0-9.]+L)147[0-9.]* ", "$1148 "))
                    .contains("line: ", "failed: 1 of ");
            assertThat(change(page, right, "<caption>Moments", "<caption>Momenta"))
                    .contains("'Momenta at epoch 6' is new");
        } finally {
            Files.writeString(page, right);
        }
    }

    private static String change(Path page, String right, String first, String other)
            throws IOException {
        String wrong = right.replaceFirst(first, other);
        assertThat(wrong).isNotEqualTo(right);
        Files.writeString(page, wrong);
        Processes.Result result = readBack("marked");
        assertThat(result.exit()).isEqualTo(1);
        return result.err();
    }

    private static void train(String run, String... options) throws IOException {
        List<String> words = new ArrayList<>(List.of("run", "-q", "--hidden=24,16", "--analyse"));
        words.addAll(List.of("--loss=KERAS_CLIP", "--checkpoints=every=1", "-o", run));
        words.addAll(List.of(options));
        Processes.Result result = InProcess.run(folder, words.toArray(String[]::new));
        assertThat(result.exit()).as(result.err()).isZero();
        Schemas.assertRun(folder.resolve(run));
    }

    private static void assertReadBack(String run) throws IOException {
        Processes.Result result = readBack(run);

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

    /** Without leaving compiled scripts in the source tree. */
    private static Processes.Result readBack(String run) throws IOException {
        Path script = Tools.root().resolve("integration-tests/src/test/python/read_report.py");
        return Processes.run(folder, List.of(Tools.python(), "-B", script.toString(), run));
    }
}
