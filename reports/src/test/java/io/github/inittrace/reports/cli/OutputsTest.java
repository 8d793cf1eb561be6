// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands leave must not spoil what is finished. */
class OutputsTest {
    @TempDir private Path folder;

    @Test
    void file_inAFinishedRun_isRefused_andInItsReportNot() throws IOException {
        Path run = Files.createDirectories(folder.resolve("run/checkpoints")).getParent();
        Path report = Files.createDirectories(run.resolve("report"));
        Files.writeString(run.resolve("run.json"), "{}");
        Path file = run.resolve("checkpoints/../check.xml");
        assertThatCode(() -> Outputs.requireOutsideRuns("--junit", file))
                .doesNotThrowAnyException();

        Files.writeString(run.resolve("manifest.json"), "{}");
        assertThatThrownBy(() -> Outputs.requireOutsideRuns("--junit", file))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "--junit "
                                + file
                                + " lies in the run folder "
                                + run.toRealPath()
                                + ", whose files are fixed by its manifest; name another place");
        assertThatThrownBy(
                        () ->
                                Outputs.requireOutsideRuns(
                                        "--junit", run.resolve("checkpoints/check.xml")))
                .isInstanceOf(UsageException.class);
        assertThatCode(() -> Outputs.requireOutsideRuns("", report.resolve("mail.html")))
                .doesNotThrowAnyException();
        assertThatCode(() -> Outputs.requireOutsideRuns("", folder.resolve("check.xml")))
                .doesNotThrowAnyException();
        Path link = Files.createSymbolicLink(folder.resolve("link.xml"), run.resolve("new.xml"));
        assertThatThrownBy(() -> Outputs.requireOutsideRuns("--junit", link))
                .isInstanceOf(UsageException.class);
        for (Path inside : List.of(run, run.resolve("new/pages"))) {
            assertThatThrownBy(() -> Outputs.requireFolderOutsideRuns("--output", inside))
                    .isInstanceOf(UsageException.class);
        }
        assertThatCode(() -> Outputs.requireFolderOutsideRuns("", folder.resolve("new/pages")))
                .doesNotThrowAnyException();
    }

    /** Of a setting that is given twice, the first would be forgotten. */
    @Test
    void keyThatIsThereTwice_isRefused() {
        java.io.ByteArrayOutputStream printed = new java.io.ByteArrayOutputStream();
        int code =
                Main.execute(
                        printed,
                        "sweep",
                        "--dry-run",
                        "--vary",
                        "learning-rate=0.1,0.2",
                        "--vary",
                        "learning-rate=0.3");
        assertThat(code).isEqualTo(2);
        assertThat(printed.toString(java.nio.charset.StandardCharsets.UTF_8)).isEmpty();
    }
}
