// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inittrace.reports.html.kit.ParsedPage;
import io.github.inittrace.run.DataRecord;
import io.github.inittrace.run.RunRecord;
import io.github.inittrace.text.Numbers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;

class RunReportTest {
    @TempDir Path folder;

    static Stream<ReportInput> runs() {
        return Stream.of(
                FakeRuns.healthy(6, 64, 24, 12, 10),
                FakeRuns.healthy(45, 10, 4, 3),
                FakeRuns.diverged(20, 3, 64, 24, 10),
                FakeRuns.diverged(20, 0, 64, 24, 10),
                FakeRuns.killed(20, 0, 64, 24, 10),
                FakeRuns.killed(20, 2, 10, 3),
                hostile());
    }

    @ParameterizedTest
    @MethodSource("runs")
    void anyRun_obeysTheRulesOfPages(ReportInput run) throws Exception {
        ParsedPage page = ParsedPage.write(run, folder);
        page.assertObeysRules();
        assertThat(page.all("//@src | //@href | //@data"))
                .allMatch(
                        link ->
                                link.matches(
                                        "#[a-z]+|report\\.css|measures\\.html|img/[a-z]+\\.png"));
    }

    @Test
    void measures_besideTheReport_areTheProjectsPageAndWellFormed() throws Exception {
        RunReport.write(FakeRuns.healthy(3, 64, 24, 10), folder, null);
        Document page =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(folder.resolve("measures.html").toFile());
        assertThat(page.getElementsByTagName("h1").item(0).getTextContent()).isEqualTo("Measures");
        assertThat(page.getElementsByTagName("table").getLength()).isGreaterThan(4);
        assertThat(Files.readString(folder.resolve("index.html"))).contains("measures.html");
    }

    @Test
    void sameInput_givesSameBytesInAnyLocale() throws Exception {
        ReportInput run = FakeRuns.healthy(6, 64, 24, 10);
        String first = ParsedPage.write(run, folder.resolve("a")).source;
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            assertThat(ParsedPage.write(run, folder.resolve("b")).source).isEqualTo(first);
        } finally {
            Locale.setDefault(before);
        }
        for (String file : List.of("img/initial.png", "img/trained.png", "img/difference.png")) {
            assertThat(folder.resolve("b").resolve(file))
                    .hasSameBinaryContentAs(folder.resolve("a").resolve(file));
        }
    }

    @Test
    void secondReport_leavesNothingOfTheFirst() throws Exception {
        ParsedPage.write(FakeRuns.healthy(6, 64, 24, 10), folder);
        assertThat(folder.resolve("img/trained.png")).exists();
        ParsedPage.write(FakeRuns.killed(6, 1, 64, 24, 10), folder);
        assertThat(files(folder))
                .containsExactlyInAnyOrder(
                        "index.html",
                        "manifest.json",
                        "measures.html",
                        "report.css",
                        "initial.png");
    }

    @Test
    void runFolderAround_isLinked() throws Exception {
        Path report = folder.resolve("report");
        Files.writeString(folder.resolve("run.json"), "{}");
        Files.writeString(folder.resolve("epochs.jsonl"), "");
        ParsedPage page = ParsedPage.write(FakeRuns.healthy(2, 10, 3), report);
        assertThat(page.all("//section[@id='check']//a/@href"))
                .containsExactly("../run.json", "../epochs.jsonl");
    }

    @Test
    void hostileNames_areText() throws Exception {
        ParsedPage page = ParsedPage.write(hostile(), folder);
        assertThat(page.text("//header/p[@class='subtitle']"))
                .contains("on <script>alert('x')</script>,");
        assertThat(page.all("//caption")).contains("\"><img src=x onerror=alert(1)>\ufffd");
    }

    @Test
    void pictures_haveTheWeightsColours() throws Exception {
        ParsedPage.write(FakeRuns.healthy(6, 64, 24, 10), folder);
        var image = ImageIO.read(folder.resolve("img/initial.png").toFile());
        assertThat(image.getWidth()).isEqualTo(5 * 9 + 1);
        assertThat(image.getRGB(45, 45) & 0xffffff).isEqualTo(0xb0b0b0);
    }

    @Test
    void thousandEpochs_areLight() throws Exception {
        ParsedPage page = ParsedPage.write(FakeRuns.healthy(1000, 16, 4, 3), folder);
        assertThat(page.all("//svg//path/@d")).allMatch(path -> path.length() < 15_000);
        assertThat(page.all("//details//table/caption")).hasSize(11);
        List<String> shown =
                page.table("Loss, accuracy and total distance").stream()
                        .map(row -> row.get(0))
                        .toList();
        assertThat(shown).startsWith("0", "5").endsWith("994", "1000");
        assertThat(shown).hasSizeBetween(200, 212);
        assertThat(page.text("//section[@id='epochs']/p"))
                .endsWith(
                        "Pointing at a marker tells its number; more of them are in the tables of"
                                + " every epoch, and all in epochs.jsonl.");
        assertThat(page.text("//section[@id='table']/p"))
                .startsWith("These tables show " + shown.size() + " of 1,001 records:");
        assertThat(page.source).hasSizeLessThan(900_000);
    }

    @Test
    void selfCheck_printsTheRecordedDistances() throws Exception {
        ReportInput run = FakeRuns.healthy(3, 64, 24, 10);
        String recorded = ParsedPage.write(run, folder).all("//section[@id='check']/pre").get(1);
        run.history()
                .last()
                .tensors()
                .forEach(
                        t ->
                                assertThat(recorded)
                                        .contains(t.name() + " " + Numbers.exact(t.distance())));
    }

    private static List<String> files(Path folder) throws Exception {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .toList();
        }
    }

    private static ReportInput hostile() {
        ReportInput run = FakeRuns.healthy(3, 16, 4, 3);
        RunRecord r = run.run();
        DataRecord training =
                new DataRecord(
                        "\"><img src=x onerror=alert(1)>\u0007",
                        9,
                        Map.of("data-set", "<script>alert('x')</script>", "a & b", "]]>"));
        RunRecord renamed =
                new RunRecord(
                        r.schema(),
                        r.runId(),
                        r.startedAt(),
                        "</title><script>x</script>",
                        Map.of("<b>", "&amp;"),
                        r.plannedEpochs(),
                        r.features(),
                        r.outputs(),
                        r.architecture(),
                        r.inputShape(),
                        training,
                        r.validation(),
                        r.alarms(),
                        r.environment(),
                        r.provenance(),
                        r.ending());
        return new ReportInput(renamed, run.history(), run.initialWeights(), run.trainedWeights());
    }
}
