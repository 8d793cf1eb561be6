// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

class SingleFileTest {
    @TempDir private Path folder;
    private Path run;

    @Command(name = "test")
    private static final class Report {
        @Mixin private SingleFile single = new SingleFile();

        @Parameters(arity = "0..1")
        private Path folder = Path.of("none");
    }

    @BeforeEach
    void finishTwoRuns() throws IOException {
        run = folder.resolve("run");
        for (String name : List.of("run", "other")) {
            Path report = Files.createDirectories(folder.resolve(name).resolve("report/sub"));
            Files.writeString(report.resolve("../../run.json"), "{}");
            Files.writeString(report.resolve("../../manifest.json"), "{}");
        }
    }

    private static Report parsed(String... words) {
        Report report = new Report();
        Main.configured(new CommandLine(report)).parseArgs(words);
        return report;
    }

    private Path in(Path run, Object file) throws IOException {
        return parsed("--single-file=" + file).single.in(run);
    }

    private void assertRefused(Object file, String sentence) {
        assertThatThrownBy(() -> in(run, file))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void name_thatEndsInHtml_isTheFileAndAnyOtherWordTheRun() {
        assertThat(parsed("--single-file", "x.html", "RUN").folder).hasToString("RUN");
        assertThat(parsed("--single-file", "X.HTML", "RUN").folder).hasToString("RUN");
        assertThat(parsed("--single-file=X.Html", "RUN").folder).hasToString("RUN");
        assertThat(parsed("--single-file", "RUN").folder).hasToString("RUN");
        for (String other : List.of("", "page", "page.htm")) {
            assertThatThrownBy(() -> parsed("--single-file=" + other, "RUN"))
                    .isInstanceOf(CommandLine.ParameterException.class)
                    .hasMessage(
                            "expected a name that ends in .html for --single-file, found '"
                                    + other
                                    + "'");
        }
    }

    @Test
    void file_directlyInTheReportOfItsRun_isLetPass() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), run);
        for (Path file :
                List.of(
                        run.resolve("report/mail.html"),
                        run.resolve("report/sub/../mail.html"),
                        link.resolve("report/mail.html"))) {
            assertThat(in(run, file)).isEqualTo(file);
        }
        Path later = folder.resolve("new/report/mail.html");
        assertThat(in(folder.resolve("new"), later)).as("a run to come").isEqualTo(later);
        assertThat(parsed("--single-file").single.in(run))
                .isEqualTo(run.resolve("report/report.html"));
    }

    @Test
    void file_elsewhereInARunOrSweep_isRefused() throws IOException {
        for (String inside :
                List.of(
                        "run/mail.html",
                        "run/report/sub/mail.html",
                        "run/report/../mail.html",
                        "other/report/mail.html")) {
            assertRefused(folder.resolve(inside), " lies in the run folder ");
        }
        assertRefused(
                run.resolve("report/Measures.html"),
                "--single-file would replace Measures.html, a page of the report beside it");
        Files.delete(run.resolve("manifest.json"));
        assertRefused(run.resolve("report/sub/mail.html"), " among the files of the run");
        Files.writeString(folder.resolve("sweep.json"), "{}");
        assertRefused(folder.resolve("mail.html"), " lies among the files of the sweep ");
    }

    /** What cannot be written is told before a training, not after it. */
    @Test
    void file_thatCannotBeWritten_isRefused() throws IOException {
        Path made = Files.createDirectories(folder.resolve("made.html"));
        assertRefused(made, "expected a file for --single-file, found the folder " + made);
        assertRefused(
                folder.resolve("no/mail.html"),
                "--single-file needs a folder that exists, found none of the name "
                        + folder.resolve("no"));
        Files.createDirectories(run.resolve("report/report.html"));
        assertThatThrownBy(() -> parsed("--single-file").single.in(run))
                .hasMessageStartingWith("expected a file for --single-file, found the folder ");
        if (Files.isDirectory(Path.of("/sys/kernel"))) { // nobody writes there, not even root
            assertThatThrownBy(() -> in(run, "/sys/kernel/mail.html"))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("cannot write to /sys/kernel/mail.html: ");
        }
    }
}
