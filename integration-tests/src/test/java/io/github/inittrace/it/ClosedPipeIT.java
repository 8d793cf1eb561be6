// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who reads standard output may leave: {@code inittrace ... | head -1}. */
class ClosedPipeIT {
    /** What a shell reports of a program that SIGPIPE ended. */
    private static final String SIGPIPE = "141\n";

    @TempDir private static Path folder;

    @BeforeAll
    static void train() throws IOException {
        assertThat(
                        InProcess.run(
                                        folder,
                                        "run",
                                        "-q",
                                        "--hidden",
                                        "8",
                                        "--epochs",
                                        "2",
                                        "-o",
                                        "run")
                                .exit())
                .isZero();
    }

    /** Runs the command with a reader, and prints the command's exit code on standard error. */
    private static Processes.Result piped(String reader, String... arguments) throws IOException {
        String command =
                Cli.here().command(arguments).stream()
                        .map(word -> "'" + word + "'")
                        .collect(Collectors.joining(" "));
        return Processes.run(
                folder, List.of("sh", "-c", "{ " + command + "; echo $? >&2; } | " + reader));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "--version",
                "run --help",
                "diff run",
                "diff --json run",
                "check run",
                "check run --junit -",
                "check run --markdown -",
                "verify run",
                "report run",
                "replay run",
                "compare run run",
                "delta run --force"
            })
    void command_whoseReaderHasLeft_endsQuietly(String arguments) throws IOException {
        Processes.Result result = piped("true", arguments.split(" "));

        assertThat(result.err().replaceAll("inittrace: the runs .*\n", "")).isEqualTo(SIGPIPE);
    }

    @Test
    void violatedCheck_whoseReaderHasLeft_keepsItsExitCode() throws IOException {
        Files.writeString(folder.resolve("rules.yaml"), "- figure: epochEndLoss\n  max: 0\n");

        assertThat(piped("true", "check", "run", "--rules", "rules.yaml").err()).isEqualTo("3\n");
    }

    @Test
    void training_whoseReaderLeavesAfterALine_isCompletedQuietly() throws IOException {
        Processes.Result result =
                piped("head -1", "run", "--hidden", "8", "--epochs", "3", "-o", "headed");

        assertThat(result.out()).startsWith("digits: ").hasLineCount(1);
        assertThat(result.err()).isEqualTo(SIGPIPE);
        Processes.Result verified = InProcess.run(folder, "verify", "-q", "headed");
        assertThat(verified.out()).startsWith("verified: ");
        assertThat(InProcess.run(folder, "check", "headed").out()).contains("completed");
        assertThat(folder.resolve("headed/report/index.html")).exists();
    }

    @Test
    void training_whoseStandardErrorIsClosedToo_isCompleted() throws IOException {
        String command = String.join(" ", Cli.here().command("run", "--hidden", "8", "-o", "both"));
        Processes.run(folder, List.of("sh", "-c", command + " 2>&1 | true"));

        assertThat(InProcess.run(folder, "verify", "-q", "both").out()).startsWith("verified: ");
    }
}
