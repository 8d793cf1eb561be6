// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writing and reading loss-levels.jsonl. */
class LossLevelLinesTest {
    @TempDir Path temporary;
    private Path folder;
    private Path file;

    @BeforeEach
    void write() throws IOException {
        folder = temporary.resolve("run");
        file = folder.resolve("loss-levels.jsonl");
        try (RunFolderWriter writer = RunFolderWriter.create(folder, false)) {
            writer.writeRecord(Samples.record(Samples.COMPLETED));
            writer.append(Samples.epoch(0));
            writer.append(level(0.5, 2, 140));
            writer.append(level(0.25, 2, 140));
            writer.append(level(0.125, 3, 190));
            writer.finish();
        }
    }

    private static LossLevelRecord level(double level, int epoch, long step) {
        EpochRecord of = Samples.epoch(1);
        return new LossLevelRecord(level, epoch, step, level / 3, of.tensors(), of.total());
    }

    private List<LossLevelRecord> read() throws IOException {
        return RunFolder.open(folder).lossLevels();
    }

    @Test
    void lossLevels_ofAFinishedRun_areWhatWasWritten() throws IOException {
        assertThat(read())
                .containsExactly(level(0.5, 2, 140), level(0.25, 2, 140), level(0.125, 3, 190));
        assertThat(RunFolder.open(folder).manifest().orElseThrow().files())
                .containsKey("loss-levels.jsonl");
        RunFolderWriter.check(folder, true);
    }

    @Test
    void lossLevels_ofARunThatReachedNone_areNone() throws IOException {
        Files.delete(file);
        assertThat(read()).isEmpty();
    }

    @Test
    void lossLevels_tornLastLine_isIgnored() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 2));
        assertThat(read()).hasSize(2);
    }

    @Test
    void lossLevels_thatCannotBe_areRefused() throws IOException {
        List<String> lines = Files.readAllLines(file);
        refused(lines.get(0), "line 4 has the level 0.5 a second time");
        String next = lines.get(2).replace("0.125", "0.0625");
        refused(
                next.replace("\"step\":190", "\"step\":139"),
                "line 4 is out of order: expected epoch 3 and step 190 or later, found 3 and 139");
        refused(
                next.replace("\"epoch\":3", "\"epoch\":1"),
                "line 4 is out of order: expected epoch 3 and step 190 or later, found 1 and 190");
        refused(
                next.replaceFirst("\"loss\":[^,]*", "\"loss\":7.5"),
                "line 4 is no record of a level of the loss: a loss comes down to a level in an"
                        + " epoch from 1 on, after 100 or more steps, found 7.5 for 0.0625 in epoch"
                        + " 3 after 190");
        refused("null", "line 4 holds null");
        refused("{}", "line 4 is no record of a level of the loss: property 'level' is missing");
    }

    private void refused(String line, String why) throws IOException {
        byte[] whole = Files.readAllBytes(file);
        Files.writeString(file, line + "\n", StandardOpenOption.APPEND);
        assertThatThrownBy(this::read).isInstanceOf(IOException.class).hasMessage(file + " " + why);
        Files.write(file, whole);
    }
}
