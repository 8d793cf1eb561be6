// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.inittrace.lifecycle.Precision;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of runs come from other machines, whole or not. */
class CollectedRunsTest {
    @TempDir private Path folder;
    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("a.jsonl.gz");
        CollectedRuns.write(file, runs());
    }

    private static CollectedRun run(String name, double weight) {
        List<InvariantRecord> invariants = new ArrayList<>();
        for (int epoch = 0; epoch < 2; epoch++) {
            TensorShape shape = new TensorShape("w", List.of(1, 2), Precision.FLOAT64);
            invariants.add(
                    new InvariantRecord(
                            epoch,
                            List.of(MatrixFigures.of(shape, new double[] {weight, 1.0 / 3}))));
        }
        return new CollectedRun(
                name, Map.of("run.json", "ab"), Samples.record(Samples.COMPLETED), invariants);
    }

    /** The weights of one are not finite. */
    private static List<CollectedRun> runs() {
        return List.of(run("seed=1", 0.1), run("seed=2", Double.NaN));
    }

    private String text() throws IOException {
        byte[] content = Files.readAllBytes(file);
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(content))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void rewrite(String text) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(content)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        Files.write(file, content.toByteArray());
    }

    private void refused(String message) {
        assertThatThrownBy(() -> CollectedRuns.read(file))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageStartingWith(file + " " + message)
                .hasMessageNotContaining("\n");
    }

    @Test
    void read_whatIsWritten_isTheSame() throws IOException {
        assertThat(CollectedRuns.read(file)).isEqualTo(runs());
        assertThat(text().lines().toList())
                .hasSize(4)
                .startsWith("{\"format\":\"inittrace collected runs\",\"schema\":1}");
        byte[] first = Files.readAllBytes(file);
        CollectedRuns.write(file, CollectedRuns.read(file));
        assertThat(file).hasBinaryContent(first);
        CollectedRuns.write(file, List.of());
        assertThat(CollectedRuns.read(file)).isEmpty();
    }

    @Test
    void read_ofAPart_isRefused() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length += 11) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> CollectedRuns.read(file))
                    .isInstanceOf(MalformedRecordException.class);
        }
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
        refused("is cut short: expected a last line with the number of runs, found none; copy it");
    }

    @Test
    void read_ofFewerLinesOrOthers_isRefused() throws IOException {
        String text = text();
        List<String> lines = text.lines().toList();
        rewrite(lines.get(0) + "\n" + lines.get(2) + "\n" + lines.get(3) + "\n");
        refused("is damaged: expected 2 runs with the SHA-256 of its last line");
        rewrite(text.replace("0.1", "0.2"));
        refused("is damaged: expected 2 runs with the SHA-256 of its last line");
        rewrite(text + text);
        refused("is damaged: expected 2 runs with the SHA-256 of its last line");
        rewrite(lines.get(0) + "\n" + lines.get(1) + "\n");
        refused("is cut short: ");
        rewrite(text.replace("\"epoch\":1", "\"epoch\":0"));
        refused(
                "is damaged: run 1 is no record: expected epochs in increasing order, found 0 behind 0");
        rewrite(text.replace("\"name\":\"seed=1\"", "\"names\":\"seed=1\""));
        refused("is damaged: run 1 is no record: property 'name' is missing; copy it again");
    }

    @Test
    void read_ofARunThatIsNull_isRefused() throws IOException {
        rewrite(text().lines().findFirst().orElseThrow() + "\nnull\n");
        refused("is damaged: run 1 is no record: expected an object, found null; copy it again");
    }

    @Test
    void read_ofAnotherVersionOrKind_isRefused() throws IOException {
        rewrite(text().replaceFirst("\"schema\":1", "\"schema\":2"));
        refused("is of version 2, expected 1; read it with the release that wrote it");
        rewrite("{\"epoch\":0}\n");
        refused("holds no collected runs: expected a first line that says so, found another");
        Files.writeString(file, "version https://git-lfs.github.com/spec/v1\noid sha256:4d\n");
        refused(
                "holds no collected runs: expected gzip, found a pointer of Git LFS, not the file;");
        rewrite("");
        refused("holds no collected runs: expected a first line that says so, found another");
        Files.writeString(file, "{\"epoch\":0}\n");
        refused("holds no collected runs: expected gzip, found text; collect the runs again");
    }
}
