// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inittrace.sweep.SweepRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Why runs failed is told in the command's words, however quiet it is to be. */
class SweepFailuresTest {
    @TempDir private Path temp;

    @Test
    void reasons_areToldOnceEach_alsoIfQuiet() {
        String sweep =
                "sweep --set dataset=csv --set response=label --set epochs=1 --seeds 3 --out "
                        + temp;
        String sentence = "the data set 'csv' needs a file, found none; give one by --data-dir";
        for (String quiet : List.of("/quiet --quiet", "/loud")) {
            Said said = Said.line(sweep + quiet);
            assertThat(said.code()).isEqualTo(2);
            assertThat(said.sentence()).isEqualTo("seed=1 and 2 more failed: " + sentence);
            assertThat(said.out()).doesNotContain("(...)");
            if (quiet.equals("/loud")) {
                assertThat(said.out()).contains("seed=2: failed: " + sentence + "\n");
            }
        }
    }

    @Test
    void reasons_thatAreMany_areCounted() {
        List<Object> words = new ArrayList<>(List.of("sweep", "--quiet", "--out", temp));
        for (String setting : List.of("dataset=csv", "response=label", "epochs=1")) {
            words.addAll(List.of("--set", setting));
        }
        List<String> files = IntStream.range(0, 7).mapToObj(i -> "no" + i + ".csv").toList();
        words.addAll(List.of("--vary", "data-dir=[" + String.join(",", files) + "]"));
        Said said = Said.by(words.toArray());
        assertThat(said.err()).hasSize(6);
        assertThat(said.err().get(0))
                .isEqualTo(
                        "inittrace: data-dir=no0.csv failed: expected a CSV file at no0.csv, found"
                                + " nothing; check the path");
        assertThat(said.err().get(5))
                .isEqualTo(
                        "inittrace: other runs failed for 2 more reasons, which the index of the"
                                + " sweep has");
    }

    /** What is wrong is why the networks failed, not that there are none. */
    @Test
    void pigmm_ofFailedNetworksAlone_isNotAnalysed() {
        Said said =
                Said.line(
                        "pigmm --dataset csv --data-dir no.csv --set response=label --networks 2"
                                + " --epochs 1 --hidden 3 --quiet --out "
                                + temp.resolve("all"));
        assertThat(said.code()).isEqualTo(2);
        assertThat(said.sentence()).startsWith("seed=1 and 1 more failed: expected a CSV file");
    }

    private Map<String, String> settings(String options) throws IOException {
        Path out = temp.resolve("networks" + Integer.toHexString(options.hashCode()));
        Said said =
                Said.line(
                        "pigmm --dataset csv --data-dir "
                                + TwoClasses.in(temp)
                                + " --set response=label --networks 2 --epochs 1 --quiet --out "
                                + out
                                + options);
        assertThat(said.code()).as(said.err().toString()).isZero();
        return SweepRecord.open(out).runs().get(0).run().settings();
    }

    @Test
    void pigmm_withASettingInPlaceOfItsOwn_takesThat() throws IOException {
        assertThat(settings(" --hidden 3")).containsEntry("batch-size", "100");
        assertThat(settings(" --hidden 3 --set full-batch=true"))
                .containsEntry("full-batch", "true")
                .doesNotContainKey("batch-size");
        Path start =
                temp.resolve("networks" + Integer.toHexString(" --hidden 3".hashCode()))
                        .resolve("runs/seed=1/trained.onnx");
        assertThat(Files.isRegularFile(start)).isTrue();
        assertThat(settings(" --set start-from=" + start))
                .doesNotContainKeys("init", "hidden")
                .containsEntry("batch-size", "100");
    }
}
