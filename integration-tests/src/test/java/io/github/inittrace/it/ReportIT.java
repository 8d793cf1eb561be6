// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report of a real run in a real browser, from a server as strict as Jenkins, and from disk. */
class ReportIT {
    /** Under this, a page that asks for anything that is not inside it complains. */
    private static final String ALONE =
            "default-src 'none'; img-src data:; style-src 'unsafe-inline'";

    @TempDir static Path folder;
    private static Path report;

    @BeforeAll
    static void run() throws IOException {
        Processes.Result result =
                InProcess.run(folder, "run", "-q", "--hidden", "32", "--epochs", "2", "-o", "run");
        assertThat(result.exit()).as(result.err()).isZero();
        report = folder.resolve("run/report");
    }

    @Test
    void page_servedAsByJenkins_getsEverythingItAsksFor() throws IOException {
        JenkinsServer.Visit index = JenkinsServer.visit(report, "index.html");
        JenkinsServer.Visit measures = JenkinsServer.visit(report, "measures.html");

        assertThat(index.dom()).contains("<h1>", "hidden1.weight", "<svg", "</html>");
        assertThat(measures.dom()).contains("<h1>Measures</h1>", "<table>", "</html>");
        assertThat(index.console()).isEmpty();
        assertThat(measures.console()).isEmpty();
        Map<String, Integer> requests = new HashMap<>(index.requests());
        requests.putAll(measures.requests());
        assertThat(requests.values()).containsOnly(200);
        assertThat(requests.keySet()).isEqualTo(files());
        assertThat(requests.keySet()).contains("index.html", "report.css", "img/trained.png");
    }

    @Test
    void page_openedFromDisk_isStyledAndInColour() throws IOException {
        Path picture = folder.resolve("page.png");

        Processes.Result result =
                chromium(
                        "--screenshot=" + picture,
                        "--window-size=1200,1600",
                        report.resolve("index.html").toUri().toString());

        assertThat(result.exit()).as(result.err()).isZero();
        BufferedImage page = ImageIO.read(picture.toFile());
        Set<Integer> colours = new HashSet<>();
        for (int y = 0; y < page.getHeight(); y += 2) {
            for (int x = 0; x < page.getWidth(); x += 2) {
                colours.add(page.getRGB(x, y));
            }
        }
        assertThat(colours).as("colours on the page").hasSizeGreaterThan(20);
    }

    @Test
    void singleFile_alone_asksForNothing() throws IOException {
        Path alone = Files.createDirectories(folder.resolve("mail"));
        Processes.Result written =
                InProcess.run(folder, "report", "--single-file", "mail/run.html", "run");
        assertThat(written.err()).isEmpty();
        assertThat(written.out().strip()).isEqualTo("mail/run.html");

        JenkinsServer.Visit served = JenkinsServer.visit(alone, "run.html", ALONE);
        Processes.Result opened =
                chromium("--dump-dom", alone.resolve("run.html").toUri().toString());

        assertThat(served.dom()).contains("hidden1.weight", "<style>", "data:image/png", "</html>");
        assertThat(opened.out()).contains("hidden1.weight", "</html>");
        assertThat(served.console()).isEmpty();
        assertThat(opened.err()).as("console").doesNotContain(":CONSOLE:");
        assertThat(served.requests()).containsOnly(Map.entry("run.html", 200));
    }

    @Test
    void singleFile_withoutAName_liesInTheReportAndIsVerified() throws IOException {
        Path own = folder.resolve("own");
        Processes.Result trained =
                Cli.here()
                        .run(
                                folder,
                                "run",
                                "-q",
                                "--hidden=8",
                                "--epochs=1",
                                "--single-file",
                                "-o",
                                "own");
        assertThat(trained.err()).isEmpty();
        assertThat(trained.out()).contains("in one file      own/report/report.html");
        assertThat(own.resolve("report/report.html")).isNotEmptyFile();
        assertThat(InProcess.run(folder, "verify", "own").exit()).isZero();
        assertThat(
                        InProcess.run(folder, "report", "--single-file", "no/mail.html", "own")
                                .err()
                                .strip())
                .isEqualTo(
                        "inittrace: --single-file needs a folder that exists, found none of the"
                                + " name no");
        assertThat(own.resolve("report/report.html")).isNotEmptyFile();
        assertThat(Cli.here().run(folder, "report", "--single-file", "own").out().strip())
                .isEqualTo("own/report/report.html");
    }

    /** Every file of the report but its hashes: none is there that the page does not use. */
    private static Set<String> files() throws IOException {
        Set<String> files = Folders.content(report).keySet();
        files.remove("manifest.json");
        return files;
    }

    private static Processes.Result chromium(String... arguments) throws IOException {
        return Chromium.run(Files.createDirectories(folder.resolve("profile")), arguments);
    }
}
