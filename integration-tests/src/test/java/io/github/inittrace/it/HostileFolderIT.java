// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every command on a run folder that a stranger put together. */
@Timeout(300)
class HostileFolderIT {
    private static final List<List<String>> COMMANDS =
            List.of(
                    List.of("report", "run"),
                    List.of("check", "run"),
                    List.of("delta", "run"),
                    List.of("replay", "run"),
                    List.of("compare", "run", "run"));

    @TempDir private static Path trained;
    @TempDir private Path folder;

    @BeforeAll
    static void train() throws IOException {
        Processes.Result made =
                InProcess.run(trained, "run", "-q", "--hidden", "4", "--epochs", "1", "-o", "run");
        assertThat(made.exit()).as(made.err()).isZero();
    }

    @BeforeEach
    void copyTheRun() throws IOException {
        Folders.copy(trained.resolve("run"), folder.resolve("run"));
    }

    @Test
    void command_pipeInPlaceOfAFile_isRefusedAtOnce() throws IOException, InterruptedException {
        Path file = folder.resolve("run/epochs.jsonl");
        Files.delete(file);
        assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor()).isZero();

        assertRefused("expected a file at run/epochs.jsonl, found a pipe, a device or the like");
    }

    @Test
    void command_linkOutOfTheFolder_isRefused() throws IOException {
        Files.move(folder.resolve("run/trained.onnx"), folder.resolve("outside"));
        Files.createSymbolicLink(folder.resolve("run/trained.onnx"), Path.of("../outside"));

        assertRefused(
                "run/trained.onnx is a link that leads out of the folder, which is not"
                        + " followed; put the file itself there, or remove the link");
    }

    @Test
    void verify_manifestThatNamesFilesElsewhere_doesNotReadThem() throws IOException {
        Path manifest = folder.resolve("run/manifest.json");
        Files.writeString(
                manifest,
                Files.readString(manifest)
                        .replace(
                                "\"files\" : {",
                                "\"files\" : { \"../../../../../../dev/zero\" : { \"size\" : 1,"
                                        + " \"sha256\" : \"0\" },"));

        Processes.Result result = InProcess.run(folder, "verify", "run");

        assertThat(result.out()).contains("../../../../../../dev/zero").contains("is missing");
        assertThat(result.exit()).isEqualTo(3);
    }

    @Test
    void verify_pipeInPlaceOfTheManifest_isADifference() throws IOException, InterruptedException {
        Path file = folder.resolve("run/manifest.json");
        Files.delete(file);
        assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor()).isZero();

        Processes.Result result = InProcess.run(folder, "verify", "run");

        assertThat(result.out()).contains("found a pipe, a device or the like");
        assertThat(result.exit()).isEqualTo(3);
    }

    private void assertRefused(String sentence) throws IOException {
        for (List<String> command : COMMANDS) {
            Processes.Result result = InProcess.run(folder, command.toArray(String[]::new));

            assertThat(result.err()).as(command.get(0)).contains(sentence).hasLineCount(1);
            assertThat(result.exit()).as(command.get(0)).isEqualTo(2);
        }
    }
}
