// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.inittrace.reports.html.kit.ParsedPage;
import io.github.inittrace.run.CurveId;
import io.github.inittrace.run.RunCurves;
import io.github.inittrace.study.ComparedRun;
import io.github.inittrace.study.Comparison;
import io.github.inittrace.study.CurveStatistic;
import io.github.inittrace.study.FakeCurves;
import io.github.inittrace.study.RunGroup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CompareReportTest {
    /** The upper edge of a chart. */
    private static final double TOP = 38;

    private static final Pattern POINT = Pattern.compile("[ML](-?[\\d.]+) (-?[\\d.]+)");
    private static final String HOSTILE = "<script>alert('x')</script>\"&amp;\u0007";

    @TempDir Path folder;

    static Stream<Comparison> comparisons() {
        return Stream.of(
                compare(
                        new FakeCurves("a", "rate", "1", "seed", "1"),
                        new FakeCurves("b", "rate", "2", "seed", "1").brokenFrom(3),
                        new FakeCurves("c", "rate", "1", "seed", "2").epochs(9)),
                compare(many(12, 40)),
                compare(many(60, 300)),
                compare(new FakeCurves("alone")),
                compare(new FakeCurves("a").brokenFrom(0), new FakeCurves("b").brokenFrom(0)),
                hostile());
    }

    private static FakeCurves[] many(int runs, int epochs) {
        return IntStream.range(0, runs)
                .mapToObj(i -> new FakeCurves("run-" + i, "rate", "0." + i).epochs(epochs))
                .toArray(FakeCurves[]::new);
    }

    private static Comparison hostile() {
        return compare(
                new FakeCurves(HOSTILE.replace('/', '|'), HOSTILE, HOSTILE).set(HOSTILE).killed(),
                new FakeCurves("b", HOSTILE, "javascript:alert(1)").set(HOSTILE).data(HOSTILE));
    }

    private static Comparison compare(FakeCurves... runs) {
        return Comparison.of(Stream.of(runs).map(FakeCurves::run).toList(), List.of());
    }

    private ParsedPage write(Comparison comparison) throws Exception {
        return ParsedPage.read(CompareReport.write(comparison, folder));
    }

    @ParameterizedTest
    @MethodSource("comparisons")
    void anyComparison_obeysTheRulesOfPages(Comparison comparison) throws Exception {
        ParsedPage page = write(comparison);
        page.assertObeysRules();
        assertThat(page.all("//img")).isEmpty();
        assertThat(Files.readString(folder.resolve("compare.json"))).doesNotContain("NaN");
    }

    @ParameterizedTest
    @MethodSource("comparisons")
    void everyDrawnPoint_isOneOfTheRecord(Comparison comparison) throws Exception {
        ParsedPage page = write(comparison);
        int chart = 0;
        int points = 0;
        for (CurveId curve : comparison.curves()) {
            String svg = "//svg[title[@id='curve-" + ++chart + "-title']]/g";
            assertThat(page.all(svg)).hasSize(1);
            Axis x = Axis.of(page, svg, "middle", "x", 0);
            Axis y = Axis.of(page, svg, "end", "y", -4.5);
            for (RunGroup line : comparison.lines()) {
                String group = svg + "/g[title=" + literal(line.label()) + "]/path[@fill='none']";
                RunGroup.GroupCurve course = line.course(curve);
                for (String path : page.all(group + "/@d")) {
                    Matcher point = POINT.matcher(path);
                    while (point.find()) {
                        double at = Double.parseDouble(point.group(2));
                        boolean isStart = point.start() == 0 && at == TOP;
                        if (isStart && y.at(shown(curve, course.mean()[0])) < TOP - 0.02) {
                            continue; // the line comes in from a start beyond the axis
                        }
                        double epoch = x.value(Double.parseDouble(point.group(1)));
                        int index = nearest(course.epochs(), epoch);
                        double drawn = y.at(shown(curve, course.mean()[index]));
                        assertThat(drawn).isCloseTo(at, within(0.02));
                        points++;
                    }
                }
            }
        }
        boolean anything = !comparison.curves().isEmpty();
        assertThat(points > 0).isEqualTo(anything);
    }

    /** Accuracies are drawn as error rates. */
    private static double shown(CurveId curve, double value) {
        return curve.kind().isAccuracy() ? 100 * (1 - value) : value;
    }

    @Test
    void everyNumberOfTheTables_equalsTheRecord() throws Exception {
        Comparison comparison = comparisons().findFirst().orElseThrow();
        ParsedPage page = write(comparison);
        List<List<String>> rows = page.table("Every run:");
        List<ComparedRun> runs =
                comparison.lines().stream().flatMap(line -> line.runs().stream()).toList();
        assertThat(rows).hasSameSizeAs(runs);
        List<CurveStatistic> measures = comparison.measures();
        for (int r = 0; r < rows.size(); r++) {
            List<String> row = rows.get(r);
            RunCurves run = runs.get(r).curves();
            int first = row.size() - measures.size();
            assertThat(row.get(first - 3)).isEqualTo(Integer.toString(run.lastEpoch()));
            for (int m = 0; m < measures.size(); m++) {
                assertNumber(row.get(first + m), measures.get(m).of(run));
            }
        }
        List<List<String>> groups = page.table("Mean ± standard deviation");
        for (int g = 0; g < groups.size(); g++) {
            for (int m = 0; m < measures.size(); m++) {
                var expected = comparison.lines().get(g).statistics(measures.get(m));
                String[] cell = groups.get(g).get(2 + m).split(" ± ");
                assertNumber(cell[0], expected.mean());
                assertThat(cell).hasSize(expected.count() < 2 ? 1 : 2);
                if (cell.length == 2) {
                    assertNumber(cell[1], expected.deviation());
                }
            }
        }
        List<CurveStatistic> differences =
                measures.stream().filter(m -> m.kind() != CurveStatistic.Kind.BEST_EPOCH).toList();
        List<List<String>> against = page.table("Every run minus a");
        for (int r = 0; r < against.size(); r++) {
            for (int m = 0; m < differences.size(); m++) {
                double first = differences.get(m).of(comparison.runs().get(0).curves());
                double own = differences.get(m).of(runs.get(r).curves());
                assertNumber(against.get(r).get(1 + m), own - first);
            }
        }
    }

    @Test
    void lossesThatAnotherToolDidNotKeep_areNotCalledNotFinite() throws Exception {
        ParsedPage page =
                write(
                        compare(
                                new FakeCurves("a", "rate", "1").imported().brokenFrom(4),
                                new FakeCurves("b", "rate", "2").brokenFrom(3)));
        String unknown = "undefined (not\u00a0evaluated)";
        String broken = "undefined (not\u00a0finite)";
        assertThat(page.table("Training loss, by epoch").get(4).subList(1, 3))
                .containsExactly(unknown, broken);
        List<List<String>> runs = page.table("Every run:");
        assertThat(runs.get(0)).contains(unknown);
        assertThat(runs.get(0)).as("the distance").containsOnlyOnce(broken);
        assertThat(runs.get(1)).contains(broken).doesNotContain(unknown);
    }

    @Test
    void run_thatWasWatchedForNoAlarm_isNotSaidToHaveNone() throws Exception {
        ParsedPage page =
                write(
                        compare(
                                new FakeCurves("a", "rate", "1").unwatched(),
                                new FakeCurves("b", "rate", "2")));
        assertThat(page.all("//table[starts-with(caption,'Every run:')]/thead/tr/th"))
                .startsWith("run", "rate", "last epoch", "ending", "alarms");
        assertThat(page.table("Every run:"))
                .extracting(row -> row.get(4))
                .containsExactly("not watched for", "none");
        assertThat(page.all("//div[@class='card'][span='runs with alarms']/span"))
                .containsExactly("runs with alarms", "0 of 2", "2 completed; 1 not watched");
    }

    @Test
    void json_hasEveryNumberWithAllItsDigits() throws Exception {
        Comparison comparison = comparisons().findFirst().orElseThrow();
        write(comparison);
        JsonNode json = new ObjectMapper().readTree(folder.resolve("compare.json").toFile());
        assertThat(json.get("schema").asInt()).isEqualTo(1);
        for (int l = 0; l < comparison.lines().size(); l++) {
            RunGroup line = comparison.lines().get(l);
            JsonNode node = json.get("lines").get(l);
            assertThat(node.get("label").asText()).isEqualTo(line.label());
            for (CurveId curve : comparison.curves()) {
                RunGroup.GroupCurve course = line.course(curve);
                JsonNode written = node.get("curves").get(CurveStatistic.title(curve));
                JsonNode mean = written.get(line.isGroup() ? "mean" : "values");
                for (int i = 0; i < course.epochs().length; i++) {
                    assertThat(written.get("epochs").get(i).asInt()).isEqualTo(course.epochs()[i]);
                    assertSame(mean.get(i), course.mean()[i]);
                    if (line.isGroup()) {
                        assertSame(written.get("min").get(i), course.min()[i]);
                        assertSame(written.get("max").get(i), course.max()[i]);
                        assertThat(written.get("runs").get(i).asInt())
                                .isEqualTo(course.counts()[i]);
                    }
                }
            }
        }
        for (int r = 0; r < comparison.runs().size(); r++) {
            JsonNode figures = json.get("runs").get(r).get("figures");
            for (CurveStatistic measure : comparison.measures()) {
                assertSame(
                        figures.get(measure.title()),
                        measure.of(comparison.runs().get(r).curves()));
            }
        }
    }

    @Test
    void hostileNames_areText() throws Exception {
        ParsedPage page = write(hostile());
        String shown = HOSTILE.replace('\u0007', '\ufffd');
        assertThat(page.all("//h3")).contains("Loss on " + shown);
        assertThat(page.text("//ul[contains(@class,'key')]")).contains("<script>alert('x')");
        assertThat(page.text("//div[contains(@class,'warning')]")).contains("<script>alert('x')<|");
    }

    @Test
    void everyChart_hasATableWithItsNumbers() throws Exception {
        Comparison comparison = compare(many(3, 30));
        ParsedPage page = write(comparison);
        assertThat(page.all("//section[@id='epochs']//figure"))
                .hasSameSizeAs(
                        page.all("//section[@id='epochs']//figure/figcaption/details/div/table"));
        List<List<String>> rows = page.table("Training loss, by epoch");
        assertThat(rows).hasSize(31);
        for (int line = 0; line < comparison.lines().size(); line++) {
            double[] mean = comparison.lines().get(line).course(comparison.curves().get(0)).mean();
            for (int epoch = 0; epoch < mean.length; epoch++) {
                assertThat(Double.parseDouble(rows.get(epoch).get(line + 1)))
                        .isEqualTo(mean[epoch]);
            }
        }
    }

    @Test
    void manyLines_allButTheOutstandingAreGrey() throws Exception {
        ParsedPage page = write(compare(many(60, 30)));
        assertThat(page.all("//ul[contains(@class,'key')]/li")).hasSize(7);
        String first = "//svg[title[@id='curve-1-title']]";
        assertThat(page.all(first + "//path[@stroke='#9a9da3']")).hasSize(53);
        assertThat(page.text("//section[@id='epochs']/p")).contains("the other 53 are grey");
    }

    @Test
    void twoHundredLongRuns_areAPageThatBrowsersLike() throws Exception {
        CompareReport.write(compare(many(200, 1000)), folder);
        assertThat(Files.size(folder.resolve("index.html"))).isLessThan(4_000_000);
    }

    @Test
    void sameRuns_giveSameBytesInAnyLocale() throws Exception {
        Comparison comparison = comparisons().findFirst().orElseThrow();
        String first = write(comparison).source;
        byte[] json = Files.readAllBytes(folder.resolve("compare.json"));
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            assertThat(write(comparison).source).isEqualTo(first);
            assertThat(folder.resolve("compare.json")).hasBinaryContent(json);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void reportOfARun_isLinked() throws Exception {
        Path run = folder.resolve("my runs/#1");
        Files.createDirectories(run.resolve("report"));
        Files.writeString(run.resolve("report/index.html"), "<p>");
        Path output = folder.resolve("page");
        Comparison comparison = compare(new FakeCurves(run.toString()), new FakeCurves("b"));
        ParsedPage page = ParsedPage.read(CompareReport.write(comparison, output));
        assertThat(page.all("//section[@id='runs']//a/@href"))
                .containsExactly("../my%20runs/%231/report/index.html");
    }

    private static void assertNumber(String cell, double expected) {
        if (Double.isFinite(expected)) {
            assertThat(Double.parseDouble(cell)).isEqualTo(expected);
        } else {
            assertThat(cell).startsWith("undefined");
        }
    }

    private static void assertSame(JsonNode number, double expected) {
        if (Double.isFinite(expected)) {
            assertThat(number.doubleValue()).isEqualTo(expected);
        } else {
            assertThat(number.isNull()).isTrue();
        }
    }

    private static int nearest(int[] epochs, double epoch) {
        int best = 0;
        for (int i = 0; i < epochs.length; i++) {
            best = Math.abs(epochs[i] - epoch) < Math.abs(epochs[best] - epoch) ? i : best;
        }
        assertThat(epoch).isCloseTo(epochs[best], within(0.05));
        return best;
    }

    /** A text as XPath quotes it. */
    private static String literal(String text) {
        String shown = text.replace('\u0007', '\ufffd');
        return "concat('" + shown.replace("'", "',\"'\",'") + "','')";
    }

    /** An axis as the labels of its ticks show it. */
    private record Axis(boolean log, double first, double step, double firstAt, double stepAt) {

        static Axis of(ParsedPage page, String svg, String anchor, String attribute, double offset)
                throws Exception {
            String labels = svg + "/g[1]/text[@text-anchor='" + anchor + "']";
            List<String> texts = page.all(labels);
            List<String> places = page.all(labels + "/@" + attribute);
            List<Double> ticks = new ArrayList<>();
            for (String text : texts) {
                if (text.matches("-?[\\d.]+(e-?\\d+)?")) {
                    ticks.add(Double.parseDouble(text));
                }
            }
            boolean log = attribute.equals("y") && page.text(svg + "/g[1]").contains(", log axis");
            int last = ticks.size() - 1;
            double a = log ? Math.log10(ticks.get(0)) : ticks.get(0);
            double b = log ? Math.log10(ticks.get(last)) : ticks.get(last);
            double at = Double.parseDouble(places.get(0)) + offset;
            double end = Double.parseDouble(places.get(last)) + offset;
            return new Axis(log, a, b - a, at, end - at);
        }

        double value(double at) {
            return first + (at - firstAt) / stepAt * step;
        }

        double at(double value) {
            return firstAt + ((log ? Math.log10(value) : value) - first) / step * stepAt;
        }
    }
}
