// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inittrace.reports.html.kit.ParsedPage;
import io.github.inittrace.run.Manifest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SingleFileReportTest {
    @TempDir Path folder;

    @Test
    void singleFile_hasEverythingInside() throws Exception {
        Path file = folder.resolve("mail.html");
        RunReport.write(FakeRuns.healthy(6, 64, 24, 10), folder.resolve("report"), file);
        ParsedPage page = ParsedPage.read(file);
        assertThat(page.all("//@src")).hasSize(3).allMatch(s -> s.startsWith("data:image/png;"));
        assertThat(page.all("//@href")).isNotEmpty().allMatch(link -> link.startsWith("#"));
        assertThat(page.all("//link | //script | //iframe | //object")).isEmpty();
        assertThat(page.all("//style")).hasSize(1);
        assertThat(page.text("//style")).contains("--paper").doesNotContain("url(", "@import");
        List<String> ids = page.all("//@id");
        assertThat(new HashSet<>(ids)).hasSameSizeAs(ids);
        assertThat(page.all("//a/@href")).allMatch(link -> ids.contains(link.substring(1)));
        assertThat(page.all("//h1")).hasSize(1);
        assertThat(page.all("//details[@class='measures']//h3")).contains("Measures");
    }

    @Test
    void singleFile_saysWhatTheFolderSays() throws Exception {
        Path file = folder.resolve("mail.html");
        Path index =
                RunReport.write(FakeRuns.healthy(6, 64, 24, 10), folder.resolve("report"), file);
        String measures = "//main/section[@id='deviations' or @id='epochs' or @id='tensors']";
        assertThat(ParsedPage.read(file).all(measures))
                .isEqualTo(ParsedPage.read(index).all(measures));
    }

    @Test
    void singleFileInTheReport_isInItsManifest_andGoneWithTheNextReport() throws Exception {
        ReportInput run = FakeRuns.healthy(2, 16, 3);
        Path report = folder.resolve("report");
        Files.createDirectories(report);
        Path single = report.resolve(RunReport.SINGLE);
        RunReport.write(run, report, single);
        assertThat(Manifest.read(report.resolve("manifest.json")).files())
                .containsKeys("index.html", "report.html", "report.css", "measures.html");

        RunReport.write(run, report, null);
        assertThat(single).doesNotExist();
        assertThat(Manifest.read(report.resolve("manifest.json")).files())
                .doesNotContainKey("report.html");
    }
}
