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

    private Path finishedRun() throws IOException {
        Path run = Files.createDirectories(folder.resolve("run/checkpoints")).getParent();
        Files.createDirectories(run.resolve("report"));
        Files.writeString(run.resolve("run.json"), "{}");
        Files.writeString(run.resolve("manifest.json"), "{}");
        return run;
    }

    @Test
    void file_inAFinishedRun_isRefused_alsoInItsReportAndThroughLinks() throws IOException {
        Path run = finishedRun();
        Path file = run.resolve("checkpoints/../check.xml");
        assertThatThrownBy(() -> Outputs.requireOutside("--junit", file))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "--junit "
                                + file
                                + " lies in the run folder "
                                + run.toRealPath()
                                + ", whose files are fixed by its manifest; name another place");
        Path link = Files.createSymbolicLink(folder.resolve("link.xml"), run.resolve("new.xml"));
        Path inside =
                Files.createSymbolicLink(folder.resolve("inside"), run.resolve("checkpoints"));
        for (Path other :
                List.of(
                        run.resolve("checkpoints/check.xml"),
                        run.resolve("report/check.xml"),
                        run.resolve("report/sub/check.xml"),
                        link,
                        inside.resolve("check.xml"),
                        inside.resolve("../check.xml"))) {
            assertThatThrownBy(() -> Outputs.requireOutside("--junit", other))
                    .isInstanceOf(UsageException.class);
        }
        assertThatCode(() -> Outputs.requireOutside("", folder.resolve("check.xml")))
                .doesNotThrowAnyException();
        Files.delete(run.resolve("manifest.json"));
        assertThatCode(() -> Outputs.requireOutside("--junit", file)).doesNotThrowAnyException();
    }

    @Test
    void folder_inAFinishedRun_isRefusedByItsOwnName() throws IOException {
        Path run = finishedRun();
        for (Path inside : List.of(run, run.resolve("report"), run.resolve("new/pages"))) {
            assertThatThrownBy(() -> Outputs.requireFolderOutside("--out", inside))
                    .isInstanceOf(UsageException.class)
                    .hasMessageStartingWith("--out " + inside + " lies in the run folder ");
            assertThatThrownBy(() -> Outputs.requireFolderOutsideRuns("--out", inside))
                    .isInstanceOf(UsageException.class);
        }
        assertThatCode(() -> Outputs.requireFolderOutside("", folder.resolve("new/pages")))
                .doesNotThrowAnyException();
    }

    @Test
    void place_amongTheFilesOfASweep_isRefused() throws IOException {
        Path sweep = Files.createDirectories(folder.resolve("sweep/runs/a")).resolve("../..");
        Files.writeString(sweep.resolve("sweep.json"), "{}");
        for (String name : List.of("new.xml", "runs/new.xml", "runs/b/c.xml", "report/c.xml")) {
            Path file = sweep.resolve(name);
            assertThatThrownBy(() -> Outputs.requireOutside("--junit", file))
                    .isInstanceOf(UsageException.class)
                    .hasMessage(
                            "--junit "
                                    + file
                                    + " lies among the files of the sweep "
                                    + sweep.toRealPath()
                                    + "; name another place");
        }
        for (Path inside : List.of(sweep, sweep.resolve("report"), sweep.resolve("runs/b"))) {
            assertThatThrownBy(() -> Outputs.requireFolderOutside("--html", inside))
                    .isInstanceOf(UsageException.class)
                    .hasMessageStartingWith("--html " + inside + " lies among the files of");
            assertThatCode(() -> Outputs.requireFolderOutsideRuns("--out", inside))
                    .doesNotThrowAnyException();
        }
        assertThatCode(() -> Outputs.requireFolderOutside("--out", sweep.resolve("pigmm")))
                .doesNotThrowAnyException();
    }

    @Test
    void input_inTheRunThatIsReplaced_isRefused() throws IOException {
        Path run = finishedRun();
        Path input = Files.writeString(run.resolve("trained.onnx"), "");
        Path link = Files.createSymbolicLink(folder.resolve("start.onnx"), input);
        for (Path file : List.of(input, run.resolve("report/../trained.onnx"), link)) {
            assertThatThrownBy(
                            () -> Outputs.requireNotReplaced(run, file, "which --start-from names"))
                    .isInstanceOf(UsageException.class)
                    .hasMessage(
                            "cannot replace the run in "
                                    + run
                                    + ": "
                                    + file
                                    + ", which --start-from names, lies in it; name another folder by"
                                    + " --out");
        }
        assertThatCode(() -> Outputs.requireNotReplaced(folder.resolve("new"), input, ""))
                .doesNotThrowAnyException();
    }

    /** Of a setting that is given twice, the first would be forgotten. */
    @Test
    void keyThatIsThereTwice_isRefused() {
        Said said =
                Said.line("sweep --dry-run --vary learning-rate=0.1,0.2 --vary learning-rate=0.3");
        assertThat(said.code()).isEqualTo(2);
        assertThat(said.out()).isEmpty();
        assertThat(Said.line("run --alarm-threshold RECENT=5,recent=7").sentence())
                .startsWith("--alarm-threshold has recent twice; keep one");
    }
}
