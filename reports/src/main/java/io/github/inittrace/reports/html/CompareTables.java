// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html;

import static j2html.TagCreator.a;
import static j2html.TagCreator.caption;
import static j2html.TagCreator.details;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;
import static j2html.TagCreator.summary;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.text;
import static j2html.TagCreator.th;
import static j2html.TagCreator.tr;

import io.github.inittrace.alarms.Alarm;
import io.github.inittrace.reports.compare.ComparedRun;
import io.github.inittrace.reports.compare.Comparison;
import io.github.inittrace.reports.compare.CurveStatistic;
import io.github.inittrace.reports.compare.RunGroup;
import io.github.inittrace.reports.compare.Settings;
import io.github.inittrace.reports.compare.Statistics;
import io.github.inittrace.text.Numbers;
import j2html.tags.DomContent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** The numbers of a comparison: of groups and of runs, as they are and against the first. */
final class CompareTables {
    private static final int LONGEST_OPEN = 25;

    private final Comparison comparison;
    private final CompareLooks looks;
    private final Path folder;

    CompareTables(Comparison comparison, CompareLooks looks, Path folder) {
        this.comparison = comparison;
        this.looks = looks;
        this.folder = folder;
    }

    /** The parts of the page that there are, each with its id and its name. */
    static List<List<String>> parts(Comparison comparison) {
        List<List<String>> parts = new ArrayList<>();
        parts.add(List.of("epochs", "Epoch by epoch"));
        if (comparison.hasGroups()) {
            parts.add(List.of("groups", "Seeds together"));
        }
        parts.add(List.of("runs", "Every run"));
        parts.add(List.of("differences", "Against the first"));
        if (!comparison.matrices().isEmpty()) {
            parts.add(List.of("matrices", "How far each matrix moved"));
        }
        parts.add(List.of("common", "What all have in common"));
        return parts;
    }

    List<DomContent> content() {
        List<DomContent> sections = new ArrayList<>();
        if (comparison.hasGroups()) {
            sections.add(
                    section(
                                    Markup.lines(
                                            h2("Seeds together"),
                                            p(
                                                    "Mean ± standard deviation (divisor n − 1) over"
                                                            + " the runs that differ in nothing but"
                                                            + " the seed; bands in the charts go"
                                                            + " from the smallest to the largest."),
                                            groups()))
                            .withId("groups"));
        }
        sections.add(
                section(Markup.lines(h2("Every run"), folded("All runs", true, runs())))
                        .withId("runs"));
        sections.add(
                section(
                                Markup.lines(
                                        h2("Against the first"),
                                        p(
                                                "What each has more or less than the first, which"
                                                        + " is "
                                                        + comparison.lines().get(0).label()
                                                        + "."
                                                        + (comparison.hasOneData()
                                                                ? ""
                                                                : " Their data differ, see above:"
                                                                        + " differences of losses"
                                                                        + " and accuracies say"
                                                                        + " nothing about the"
                                                                        + " networks.")),
                                        differences()))
                        .withId("differences"));
        List<CurveStatistic> matrices = comparison.matrices();
        if (!matrices.isEmpty()) {
            sections.add(
                    section(
                                    Markup.lines(
                                            h2("How far each matrix moved"),
                                            p(
                                                    "|W − W₀| / |W₀| of every weight matrix at the"
                                                            + " last epoch."),
                                            folded(
                                                    "All runs",
                                                    false,
                                                    perRun(
                                                            "Relative distance of each matrix",
                                                            matrices,
                                                            this::value))))
                            .withId("matrices"));
        }
        sections.add(common());
        return sections;
    }

    private DomContent groups() {
        List<CurveStatistic> measures = comparison.measures();
        List<String> heads = new ArrayList<>(List.of("configuration", "runs"));
        measures.forEach(measure -> heads.add(measure.title()));
        List<DomContent> rows = new ArrayList<>();
        for (RunGroup line : comparison.lines()) {
            List<DomContent> cells = new ArrayList<>(List.of(Markup.count(line.runs().size())));
            for (CurveStatistic measure : measures) {
                cells.add(statistics(line.statistics(measure), line.runs().size()));
            }
            rows.add(Markup.row(looks.number(line) + " " + line.label(), cells));
        }
        DomContent table = Markup.numbers("Mean ± standard deviation of each group", heads, rows);
        return folded(rows.size(), "All groups", true, table);
    }

    private static DomContent statistics(Statistics of, int runs) {
        if (of.count() == 0) {
            return Markup.number(null, "none finite");
        }
        String missing = of.count() < runs ? " (" + of.count() + " of " + runs + ")" : "";
        if (of.count() == 1) {
            return td(Numbers.text(of.mean()) + missing).withTitle(Numbers.exact(of.mean()));
        }
        return td(Numbers.text(of.mean()) + " ± " + Numbers.rough(of.deviation()) + missing)
                .withTitle(Numbers.exact(of.mean()) + " ± " + Numbers.exact(of.deviation()));
    }

    private DomContent runs() {
        Set<String> settings = new LinkedHashSet<>();
        comparison.runs().forEach(run -> settings.addAll(run.settings().keySet()));
        List<CurveStatistic> measures = comparison.measures();
        List<String> heads = new ArrayList<>(List.of("run"));
        heads.addAll(settings);
        heads.addAll(List.of("recorded epochs", "ending", "alarms"));
        measures.forEach(measure -> heads.add(measure.title()));
        List<DomContent> rows = new ArrayList<>();
        eachRun(
                (line, run) -> {
                    List<DomContent> cells = new ArrayList<>();
                    for (String name : settings) {
                        String value = run.settings().get(name);
                        cells.add(value == null ? td("–") : td(Settings.shown(value)));
                    }
                    cells.add(Markup.count(run.curves().lastEpoch()));
                    cells.add(td(run.ending()));
                    cells.add(td(alarms(run)));
                    measures.forEach(measure -> cells.add(value(run, measure)));
                    rows.add(tr(name(line, run), each(cells, cell -> cell)));
                });
        return Markup.numbers("Every run: what differs, how it ended, its figures", heads, rows);
    }

    /** Runs in the order of their lines, so that seeds stand together. */
    private void eachRun(BiConsumer<RunGroup, ComparedRun> visitor) {
        for (RunGroup line : comparison.lines()) {
            for (ComparedRun run : line.runs()) {
                visitor.accept(line, run);
            }
        }
    }

    private DomContent name(RunGroup line, ComparedRun run) {
        String number = looks.number(line) + " ";
        Path report = run.curves().path().resolve("report").resolve("index.html");
        if (!Files.isRegularFile(report)) {
            return th(number + run.name()).attr("scope", "row");
        }
        Path from = folder.toAbsolutePath().normalize();
        Path to = report.toAbsolutePath().normalize();
        return th(text(number), a(run.name()).withHref(Links.relative(from, to)))
                .attr("scope", "row");
    }

    private static String alarms(ComparedRun run) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (Alarm alarm : run.curves().alarms()) {
            counts.merge(alarm.kind().id(), 1, Integer::sum);
        }
        return counts.isEmpty()
                ? "none"
                : counts.entrySet().stream()
                        .map(e -> e.getKey() + (e.getValue() > 1 ? " ×" + e.getValue() : ""))
                        .collect(Collectors.joining(", "));
    }

    private DomContent value(ComparedRun run, CurveStatistic measure) {
        double value = measure.of(run.curves());
        if (measure.kind() == CurveStatistic.Kind.BEST_EPOCH && Double.isFinite(value)) {
            return Markup.count((long) value);
        }
        boolean has = run.curves().values().containsKey(measure.curve());
        return Markup.number(value, has ? Reasons.NOT_FINITE : "none");
    }

    private DomContent differences() {
        List<CurveStatistic> measures =
                comparison.measures().stream()
                        .filter(measure -> measure.kind() != CurveStatistic.Kind.BEST_EPOCH)
                        .toList();
        ComparedRun first = comparison.runs().get(0);
        DomContent runs =
                perRun(
                        "Every run minus " + first.name(),
                        measures,
                        (run, measure) ->
                                signed(measure.of(run.curves()) - measure.of(first.curves())));
        if (!comparison.hasGroups()) {
            return folded("All runs", false, runs);
        }
        RunGroup reference = comparison.lines().get(0);
        List<String> heads = new ArrayList<>(List.of("configuration"));
        measures.forEach(measure -> heads.add(measure.title()));
        List<DomContent> rows = new ArrayList<>();
        for (RunGroup line : comparison.lines()) {
            List<DomContent> cells = new ArrayList<>();
            for (CurveStatistic measure : measures) {
                double mean = line.statistics(measure).mean();
                cells.add(signed(mean - reference.statistics(measure).mean()));
            }
            rows.add(Markup.row(looks.number(line) + " " + line.label(), cells));
        }
        return each(
                folded(
                        rows.size(),
                        "All groups",
                        true,
                        Markup.numbers(
                                "The mean of every group minus that of the first", heads, rows)),
                text("\n"),
                details(
                        summary("Every run minus the first, " + comparison.runs().size() + " rows"),
                        text("\n"),
                        runs));
    }

    private static DomContent signed(double difference) {
        if (!Double.isFinite(difference)) {
            return Markup.number(null, "one has none");
        }
        String sign = difference > 0 ? "+" : "";
        return td(sign + Numbers.text(difference)).withTitle(Numbers.exact(difference));
    }

    private DomContent perRun(
            String title,
            List<CurveStatistic> measures,
            BiFunction<ComparedRun, CurveStatistic, DomContent> cell) {
        List<String> heads = new ArrayList<>(List.of("run"));
        measures.forEach(measure -> heads.add(measure.title()));
        List<DomContent> rows = new ArrayList<>();
        eachRun(
                (line, run) -> {
                    rows.add(
                            Markup.row(
                                    looks.number(line) + " " + run.name(),
                                    measures.stream()
                                            .map(measure -> cell.apply(run, measure))
                                            .toList()));
                });
        return Markup.numbers(title, heads, rows);
    }

    private DomContent folded(String title, boolean open, DomContent table) {
        return folded(comparison.runs().size(), title, open, table);
    }

    /** Folded if it is long, unless it is what people came for; then it scrolls in a box. */
    private static DomContent folded(int rows, String title, boolean open, DomContent table) {
        if (rows <= LONGEST_OPEN) {
            return table;
        }
        var box = details(summary(title + ", " + rows + " rows"), text("\n"), table);
        return open ? box.attr("open", "open") : box;
    }

    private DomContent common() {
        List<DomContent> rows = new ArrayList<>();
        comparison
                .common()
                .forEach(
                        (name, value) ->
                                rows.add(
                                        tr(
                                                th(name).attr("scope", "row"),
                                                td(Settings.shown(value)))));
        return section(
                        Markup.lines(
                                h2("What all have in common"),
                                div(table(caption("Settings"), tbody(Markup.lines(rows))))
                                        .withClass("facts")))
                .withId("common");
    }
}
