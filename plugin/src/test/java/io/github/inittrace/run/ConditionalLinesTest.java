// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.inittrace.measure.ConditionalDistribution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writing and reading conditional.jsonl. */
class ConditionalLinesTest {
    @TempDir Path temporary;
    private Path folder;
    private Path file;

    @BeforeEach
    void write() throws IOException {
        folder = temporary.resolve("run");
        file = folder.resolve("conditional.jsonl");
        try (RunFolderWriter writer = RunFolderWriter.create(folder, false)) {
            writer.writeRecord(Samples.record(Samples.COMPLETED));
            writer.append(Samples.epoch(0));
            for (int epoch = 1; epoch <= 3; epoch++) {
                writer.append(record(epoch));
            }
            writer.finish();
        }
    }

    /** Epoch 3 has weights that are not finite: a distribution with nothing in it. */
    private static ConditionalRecord record(int epoch) {
        double[] initial = IntStream.range(-300, 300).mapToDouble(i -> i / 1000.0).toArray();
        double[] current = Arrays.stream(initial).map(w -> w + epoch * w * w).toArray();
        if (epoch == 3) {
            current[0] = Double.NaN;
        }
        return new ConditionalRecord(
                epoch, "w", List.of(30, 20), ConditionalDistribution.of(initial, current));
    }

    private List<ConditionalRecord> read() throws IOException {
        return RunFolder.open(folder).conditionals();
    }

    @Test
    void conditionals_finishedRun_areWhatWasWritten() throws IOException {
        assertThat(read()).containsExactly(record(1), record(2), record(3));
        assertThat(RunFolder.open(folder).manifest().orElseThrow().files())
                .containsKey("conditional.jsonl");
        assertThat(Files.readString(file)).doesNotContain("NaN");
    }

    @Test
    void conditionals_runThatWroteNone_areNone() throws IOException {
        Files.delete(file);
        assertThat(read()).isEmpty();
    }

    @Test
    void conditionals_tornLastLine_isIgnored() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 2));
        assertThat(read()).containsExactly(record(1), record(2));
    }

    @Test
    void conditionals_corruptLine_isNamed() throws IOException {
        Files.writeString(file, "{}\n", StandardOpenOption.APPEND);
        assertThatThrownBy(this::read)
                .isInstanceOf(IOException.class)
                .hasMessage(
                        file
                                + " line 4 is no record of a conditional distribution: property"
                                + " 'epoch' is missing");
        Files.writeString(file, "null\n");
        assertThatThrownBy(this::read)
                .isInstanceOf(IOException.class)
                .hasMessage(file + " line 1 holds null");
    }

    @Test
    void create_overARunWithConditionals_removesThem() throws IOException {
        RunFolderWriter.create(folder, true).close();
        assertThat(file).doesNotExist();
    }
}
