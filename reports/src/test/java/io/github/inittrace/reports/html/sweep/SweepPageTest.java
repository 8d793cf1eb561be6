// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.inittrace.reports.html.kit.PageOutput;
import io.github.inittrace.reports.html.kit.ParsedPage;
import io.github.inittrace.study.Statistics;
import io.github.inittrace.sweep.SweepGroup;
import io.github.inittrace.sweep.SweepSummary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SweepPageTest {
    private static final String HOSTILE = "<script>alert('x')</script>\"&amp;\u0007";
    private static final String ALWAYS = "facts end events phases lowest equal-loss ";

    @TempDir private Path folder;

    private static FakeSweep widths() {
        return new FakeSweep().vary("hidden", "8,8", "16,16", "128,128").seeds(3);
    }

    /** Sweeps, and the sections that their pages have. */
    static Stream<Arguments> sweeps() {
        String[] many = IntStream.range(1, 16).mapToObj(i -> "0.0" + i).toArray(String[]::new);
        return Stream.of(
                arguments(widths().summary(), ALWAYS + "repeatability runs definitions"),
                arguments(
                        widths().vary("learning-rate", "0.1", "0.3").summary(),
                        ALWAYS + "repeatability rate maps runs definitions"),
                arguments(
                        new FakeSweep()
                                .vary("init", "HE", "GLOROT")
                                .vary("act", "a", "b")
                                .summary(),
                        ALWAYS + "maps runs definitions"),
                arguments(
                        new FakeSweep()
                                .vary("hidden", "8,8", "8")
                                .vary("learning-rate", many)
                                .summary(),
                        ALWAYS + "rate maps runs definitions"),
                arguments(
                        new FakeSweep().seeds(4).summary(),
                        ALWAYS + "repeatability runs definitions"),
                arguments(
                        widths().levels().vary("init", "HE", "GLOROT").summary(),
                        ALWAYS + "repeatability maps runs definitions"),
                arguments(new FakeSweep().summary(), ALWAYS + "runs definitions"),
                arguments(widths().failed(run -> true).summary(), "facts runs definitions"),
                arguments(
                        widths().exploded(run -> run.containsValue("2")).summary(),
                        ALWAYS + "repeatability runs definitions"),
                arguments(
                        new FakeSweep().vary(HOSTILE, HOSTILE, "javascript:alert(1)").summary(),
                        ALWAYS + "runs definitions"));
    }

    private ParsedPage write(SweepSummary summary, @Nullable Double strong) throws Exception {
        return writeChosen(summary, new SweepChoices(strong, List.of(), List.of()));
    }

    private ParsedPage writeChosen(SweepSummary summary, SweepChoices choices) throws Exception {
        return ParsedPage.read(PageOutput.write(folder, new SweepPage(summary, choices)::page));
    }

    @ParameterizedTest
    @MethodSource("sweeps")
    void anySweep_obeysTheRulesOfPages_andHasItsSections(SweepSummary summary, String sections)
            throws Exception {
        ParsedPage page = write(summary, null);
        assertThat(String.join(" ", page.all("//main/section/@id"))).isEqualTo(sections);
        page.assertObeysRules();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.toString().contains("runs-by")).toList()) {
                ParsedPage.read(file).assertObeysRules();
            }
        }
        assertThat(Files.readString(folder.resolve("report.json"))).doesNotContain("NaN");
    }

    @Test
    void maps_asChosen_areOfTheseAxesAndFigures() throws Exception {
        SweepSummary summary = widths().levels().vary("init", "HE", "GLOROT").summary();
        List<String> figures = List.of("norm.hidden1.bias", "tMinTest");
        ParsedPage page =
                writeChosen(summary, new SweepChoices(null, List.of("init", "hidden"), figures));
        assertThat(page.all("//section[@id='maps']//figure/h3"))
                .containsExactly(
                        "Norm of hidden1.bias", "t_min test: epoch of the lowest test loss");
        assertThat(page.table("Figures by init × hidden").get(0)).hasSize(5);

        assertThatThrownBy(
                        () ->
                                writeChosen(
                                        summary,
                                        new SweepChoices(null, List.of("init", "rate"), figures)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the sweep has no axis 'rate'; it has hidden, init");
        assertThatThrownBy(
                        () ->
                                writeChosen(
                                        summary,
                                        new SweepChoices(null, List.of(), List.of("loss"))))
                .hasMessageStartingWith(
                        "the sweep has no figure 'loss'; it has trainingLoss, lowest");
        assertThatThrownBy(() -> new SweepChoices(null, List.of("init"), List.of()))
                .hasMessage("a heat map needs two axes, found init alone");
    }

    @Test
    void cards_sayWhetherAFigureIsThatOfTheEnd() throws Exception {
        ParsedPage page = write(widths().summary(), null);
        assertThat(page.all("//div[@class='card']/span[@class='name']"))
                .containsExactly(
                        "finished",
                        "lowest test loss",
                        "highest test accuracy at the end",
                        "nearest to its start",
                        "farthest from its start",
                        "diverged");
    }

    @Test
    void tablesAndFile_haveTheNumbersOfTheRuns() throws Exception {
        SweepSummary summary = widths().summary();
        ParsedPage page = write(summary, null);
        List<List<String>> rows = page.table("Losses at the end, by width");
        JsonNode json = new ObjectMapper().readTree(folder.resolve("report.json").toFile());
        for (int g = 0; g < 3; g++) {
            SweepGroup group = summary.groups().get(g);
            Statistics of = SweepFigure.TEST_LOSS.statistics(summary.of(group));
            assertThat(rows.get(g).get(0)).isEqualTo(List.of("8", "16", "128").get(g));
            assertThat(rows.get(g).get(1)).isEqualTo("3");
            assertThat(rows.get(g).get(3)).isEqualTo(of.mean() + " ± " + of.deviation());
            JsonNode written = json.path("groups").path(g).path("figures").path("testLoss");
            assertThat(written.path("mean").asDouble()).isEqualTo(of.mean());
            assertThat(written.path("deviation").asDouble()).isEqualTo(of.deviation());
            assertThat(written.path("runs").asInt()).isEqualTo(3);
        }
        JsonNode run = json.path("runs").path(4);
        assertThat(run.path("values").path("hidden").asText()).isEqualTo("16,16");
        assertThat(run.path("figures").path("norm.hidden1.bias").asDouble())
                .isCloseTo(4 * 0.1 * 12 / Math.sqrt(16), within(1e-12));
        assertThat(run.path("figures").path("tDivergence").isMissingNode())
                .as("what no run has")
                .isTrue();
        List<List<String>> all = page.table("Every run, in the order of the plan");
        assertThat(all).hasSize(9);
        assertThat(all.get(4)).startsWith("run 4", "16,16", "2", "completed", "20");
        List<List<String>> repeated = page.table("Final distance of each tensor over seeds");
        Statistics bias =
                SweepFigure.distance("hidden1.bias")
                        .statistics(summary.of(summary.groups().get(0)));
        assertThat(repeated.get(1))
                .startsWith(
                        "8",
                        "hidden1.bias",
                        "3",
                        Double.toString(bias.mean()),
                        Double.toString(bias.deviation()));
    }

    @Test
    void phases_areToldApartByTheGapOrAsGiven() throws Exception {
        ParsedPage page = write(widths().summary(), null);
        // The mean lowest losses are 0.3, 0.15 and 0.01875: of the gaps the second is wider.
        assertThat(page.text("//section[@id='phases']/p"))
                .contains("L* = ", "half-way in logarithms");
        assertThat(page.table("Regimes by width and epoch"))
                .containsExactly(
                        List.of("8", "low", "0", "20", "3 of 3"),
                        List.of("16", "low", "0", "20", "3 of 3"),
                        List.of("128", "high", "0", "20", "3 of 3"));
        page = write(widths().exploded(r -> r.containsValue("8,8")).summary(), 0.1);
        assertThat(page.text("//section[@id='phases']/p")).contains("L* = 0.1000, as given");
        assertThat(page.table("Regimes by width and epoch"))
                .startsWith(
                        List.of("8", "low", "0", "3", "3 of 3"),
                        List.of("8", "untrainable", "4", "20", "3 of 3"),
                        List.of("16", "low", "0", "20", "3 of 3"));
        List<List<String>> events = page.table("Epochs of minima and divergence, by width");
        assertThat(events.get(0).get(2)).isEqualTo("3.0 ± 0.0");
        assertThat(events.get(0).get(4)).isEqualTo("4.0 ± 0.0");
        assertThat(events.get(0).get(5)).isEqualTo("3 unstable");
        assertThat(events.get(1).get(2)).isEqualTo("none of 3");
        assertThat(events.get(1).get(5)).isEqualTo("3 weak");
        assertThat(events.get(2).get(5)).isEqualTo("3 strong");
    }

    @Test
    void equalLoss_hasTheExponentOfTheWidth() throws Exception {
        ParsedPage page = write(widths().levels().summary(), null);
        List<List<String>> fits = page.table("Exponents of width at loss 0.5");
        assertThat(fits).hasSize(2);
        assertThat(fits.get(0)).startsWith("Mean change of hidden1.weight", "9");
        for (int i = 2; i < 5; i++) {
            assertThat(Double.parseDouble(fits.get(0).get(i))).isCloseTo(-0.5, within(1e-6));
            assertThat(Double.parseDouble(fits.get(1).get(i))).isCloseTo(-1, within(1e-6));
        }
        assertThat(page.table("Deviations at loss 0.5, by width").get(2).get(2))
                .isEqualTo("228.0 ± 0.0");
        JsonNode json = new ObjectMapper().readTree(folder.resolve("report.json").toFile());
        assertThat(json.path("fits").path(0).path("figure").asText())
                .isEqualTo("atLoss.0.5.meanAbsRatio.hidden1.weight");
        assertThat(json.path("fits").path(0).path("factor").asDouble()).isCloseTo(3, within(1e-9));
    }

    @Test
    void equalLoss_ofRunsWithoutLevels_saysHowToGetThem() throws Exception {
        ParsedPage page = write(widths().summary(), null);
        assertThat(page.text("//section[@id='equal-loss']/p"))
                .contains("No run has measures", "loss-levels: \"0.5,0.4\"");
    }

    @Test
    void oneExplodedRun_liesBeyondTheAxis() throws Exception {
        ParsedPage page =
                write(
                        widths().exploded(r -> r.containsValue("8,8") && r.containsValue("2"))
                                .summary(),
                        null);
        String chart = "//svg[title = 'Relative distance of all parameters']";
        assertThat(page.all(chart + "//title"))
                .contains("8: 1 run beyond the axis, up to 1.000e+30");
        assertThat(page.all(chart + "//text")).noneMatch(tick -> tick.contains("e" + "3"));
        assertThat(page.source).contains("10,000 times the median");
    }

    @Test
    void sortedPages_haveTheRunsInTheirOrder() throws Exception {
        write(widths().summary(), null);
        ParsedPage sorted = ParsedPage.read(folder.resolve("runs-by-test-accuracy.html"));
        List<List<String>> rows = sorted.table("Every run, by test accuracy");
        assertThat(rows)
                .extracting(row -> row.get(0))
                .startsWith("run 6", "run 7", "run 8", "run 3");
        assertThat(sorted.all("//p/b")).containsExactly("test accuracy");
    }

    @Test
    void failedRuns_areNamedWithTheirReason() throws Exception {
        ParsedPage page = write(widths().failed(r -> r.containsValue("2")).summary(), null);
        assertThat(page.table("Failures"))
                .containsExactly(List.of("run 1", "2 more", "the disk is full"));
        assertThat(page.all("//div[@class='ending warning']//li"))
                .containsExactly("3 runs failed; the page is about the others");
        assertThat(page.table("Losses at the end").get(0).get(1)).isEqualTo("2 of 3");
    }
}
