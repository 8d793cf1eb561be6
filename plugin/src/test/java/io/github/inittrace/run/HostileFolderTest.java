// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run folder makes its reader open only what lies in it, and nothing that has no end. */
@Timeout(60)
class HostileFolderTest {
    @TempDir private Path temp;
    private Path run = Path.of("");
    private Path secret = Path.of("");

    @BeforeEach
    void write() throws IOException {
        run = temp.resolve("run");
        try (RunFolderWriter writer = RunFolderWriter.create(run, false)) {
            writer.writeRecord(Samples.record(Samples.COMPLETED));
            writer.append(Samples.epoch(0));
            writer.finish();
        }
        secret = Files.writeString(temp.resolve("secret"), "{}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run.json",
                "epochs.jsonl",
                "conditional.jsonl",
                "loss-levels.jsonl",
                "invariants.jsonl",
                "initial.onnx",
                "trained.onnx",
                "labels.csv",
                "features.csv",
                "analysis.json",
                "samples.json",
                "classification.json",
                "manifest.json"
            })
    void open_linkOutOfTheFolder_isNotFollowed(String name) throws IOException {
        Path file = run.resolve(name);
        Files.deleteIfExists(file);
        Files.createSymbolicLink(file, Path.of("../secret"));

        assertRefused(() -> RunFolder.open(run), leadsOut(file));
        assertRefused(() -> RunCurves.read(run), leadsOut(file));
    }

    @Test
    void open_linkToADevice_isNotRead() throws IOException {
        Path file = run.resolve("epochs.jsonl");
        Files.delete(file);
        Files.createSymbolicLink(file, Path.of("/dev/zero"));

        assertRefused(() -> RunFolder.open(run), leadsOut(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"run.json", "epochs.jsonl", "manifest.json", "trained.onnx"})
    void open_pipe_isNotRead(String name) throws IOException, InterruptedException {
        Path file = run.resolve(name);
        Files.deleteIfExists(file);
        assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor()).isZero();

        String found = "expected a file at " + file + ", found a pipe, a device or the like";
        assertRefused(() -> RunFolder.open(run), found);
        assertRefused(() -> RunCurves.read(run), found);
    }

    @Test
    void open_linkInsideTheFolder_isFollowed() throws IOException {
        Files.move(run.resolve("epochs.jsonl"), run.resolve("all.jsonl"));
        Files.createSymbolicLink(run.resolve("epochs.jsonl"), Path.of("all.jsonl"));

        assertThat(RunFolder.open(run).history().epochs()).hasSize(1);
    }

    @Test
    void open_linkToTheFolder_isFollowed() throws IOException {
        Path link = Files.createSymbolicLink(temp.resolve("latest"), run);

        assertThat(RunFolder.open(link).history().epochs()).hasSize(1);
    }

    @Test
    void checkpoints_linksOutOfTheFolder_areNotFollowed() throws IOException {
        Path outside = Files.createDirectory(temp.resolve("outside"));
        Files.createFile(outside.resolve("epoch-000001.onnx"));
        RunFolder opened = RunFolder.open(run);

        Path folder = run.resolve("checkpoints");
        Files.createSymbolicLink(folder, outside);
        assertRefused(opened::checkpoints, leadsOut(folder));

        Files.delete(folder);
        Path file = Files.createDirectory(folder).resolve("epoch-000001.onnx");
        Files.createSymbolicLink(file, secret);
        assertRefused(opened::checkpoints, leadsOut(file));
    }

    private static String leadsOut(Path file) {
        return file
                + " is a link that leads out of the folder, which is not followed; put the file"
                + " itself there, or remove the link";
    }

    private static void assertRefused(ThrowingCallable reading, String message) {
        assertThatThrownBy(reading).isInstanceOf(IOException.class).hasMessage(message);
    }
}
