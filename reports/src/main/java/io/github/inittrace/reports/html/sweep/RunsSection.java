// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.sweep;

import static j2html.TagCreator.a;
import static j2html.TagCreator.b;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.p;
import static j2html.TagCreator.td;
import static j2html.TagCreator.text;
import static j2html.TagCreator.th;
import static j2html.TagCreator.tr;

import io.github.inittrace.reports.html.kit.Markup;
import io.github.inittrace.reports.html.kit.Page;
import io.github.inittrace.reports.html.kit.PageFiles;
import io.github.inittrace.reports.html.kit.Section;
import io.github.inittrace.study.MissingValue;
import io.github.inittrace.study.RunSummary;
import io.github.inittrace.sweep.RecordedRun;
import io.github.inittrace.sweep.SweepAxis;
import io.github.inittrace.sweep.SweepSummary;
import io.github.inittrace.text.Numbers;
import j2html.tags.DomContent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Every run in a table. Beside the page lies a page with the same rows for each order in which
 * people want them, so that links sort it; a page that stands alone has the order of the plan.
 */
final class RunsSection {
    /** A column, and the name of the page with the runs by it. */
    private record Column(String head, String page, SweepFigure figure, boolean isLargestFirst) {}

    private static final List<Column> COLUMNS =
            List.of(
                    new Column("training loss", "training-loss", SweepFigure.TRAINING_LOSS, false),
                    new Column(
                            "lowest training loss",
                            "lowest-training-loss",
                            SweepFigure.LOWEST_TRAINING_LOSS,
                            false),
                    new Column("t_min train", "t-min-train", SweepFigure.T_MIN_TRAINING, false),
                    new Column("test loss", "test-loss", SweepFigure.TEST_LOSS, false),
                    new Column(
                            "lowest test loss",
                            "lowest-test-loss",
                            SweepFigure.LOWEST_TEST_LOSS,
                            false),
                    new Column("t_min test", "t-min-test", SweepFigure.T_MIN_TEST, false),
                    new Column("t_div", "t-div", SweepFigure.T_DIVERGENCE, false),
                    new Column("test accuracy", "test-accuracy", SweepFigure.TEST_ACCURACY, true),
                    new Column("relative distance", "distance", SweepFigure.MOVED, true));

    private record Row(DomContent markup, @Nullable RunSummary summary) {}

    private final SweepSummary summary;
    private final PageFiles files;
    private final List<Column> columns;

    private RunsSection(SweepSummary summary, PageFiles files) {
        this.summary = summary;
        this.files = files;
        columns = COLUMNS.stream().filter(column -> column.figure().isIn(summary)).toList();
    }

    static Section of(SweepSummary summary, PageFiles files) {
        return new Section("runs", "Every run", new RunsSection(summary, files).parts());
    }

    private List<DomContent> parts() {
        List<Row> rows = summary.sweep().runs().stream().map(this::row).toList();
        boolean linked = false;
        for (Column column : columns) {
            List<Row> sorted = rows.stream().sorted(by(column)).toList();
            String order =
                    "Every run, by "
                            + column.head()
                            + ", the "
                            + (column.isLargestFirst() ? "largest" : "smallest")
                            + " first";
            String page =
                    Page.beside(
                            order,
                            p(a("To the page of the sweep").withHref("index.html#runs")),
                            div(
                                    Markup.lines(
                                            h1(order),
                                            orders(column, "index.html#runs"),
                                            table(order, sorted))),
                            "Written by InitTrace.");
            linked |= files.put(name(column), page.getBytes(StandardCharsets.UTF_8)).isPresent();
        }
        List<DomContent> parts = new ArrayList<>();
        if (linked) {
            parts.add(orders(null, "#runs"));
        }
        DomContent table = table("Every run, in the order of the plan", rows);
        parts.add(Markup.boxedIfLong(rows.size(), "All runs", table));
        return parts;
    }

    private static String name(Column column) {
        return "runs-by-" + column.page() + ".html";
    }

    private static Comparator<Row> by(Column column) {
        return Comparator.comparingDouble(
                row -> {
                    RunSummary run = row.summary();
                    double value =
                            run == null ? Double.NaN : column.figure().of().applyAsDouble(run);
                    return Double.isNaN(value)
                            ? Double.POSITIVE_INFINITY
                            : column.isLargestFirst() ? -value : value;
                });
    }

    /** Links to the orders; the one that is shown is none. */
    private DomContent orders(@Nullable Column shown, String plan) {
        List<DomContent> links = new ArrayList<>();
        links.add(text("Sorted by: "));
        links.add(shown == null ? b("plan") : a("plan").withHref(plan));
        for (Column column : columns) {
            links.add(text(" · "));
            links.add(column == shown ? b(column.head()) : a(column.head()).withHref(name(column)));
        }
        return p(each(links, link -> link));
    }

    private DomContent table(String title, List<Row> rows) {
        List<String> heads = new ArrayList<>(List.of("run"));
        summary.sweep().axes().forEach(axis -> heads.add(axis.name()));
        heads.addAll(List.of("state", "last epoch"));
        columns.forEach(column -> heads.add(column.head()));
        return Markup.numbers(title, heads, rows.stream().map(Row::markup).toList());
    }

    private Row row(RecordedRun run) {
        RunSummary of = summary.runs().get(run.run().name());
        List<DomContent> cells = new ArrayList<>();
        for (SweepAxis axis : summary.sweep().axes()) {
            cells.add(td(axis.value(run.run().settings())));
        }
        cells.add(td(of == null ? run.state().word() : of.ending()));
        cells.add(of == null ? td("–") : Markup.count(of.lastEpoch()));
        for (Column column : columns) {
            cells.add(of == null ? td("–") : cell(column.figure(), of));
        }
        Optional<String> report = files.link(run.folder().resolve("report").resolve("index.html"));
        DomContent name =
                report.isEmpty()
                        ? text(run.run().name())
                        : a(run.run().name()).withHref(report.get());
        return new Row(tr(th(name).attr("scope", "row"), each(cells, cell -> cell)), of);
    }

    private static DomContent cell(SweepFigure figure, RunSummary run) {
        double value = figure.of().applyAsDouble(run);
        if (!figure.isEpoch()) {
            return Markup.number(value, MissingValue.NOT_FINITE);
        }
        if (Double.isFinite(value)) {
            return Markup.count((long) value);
        }
        boolean isOfTest = figure == SweepFigure.T_MIN_TEST;
        boolean isEvaluated = (isOfTest ? run.test() : run.training()) != null;
        return td(isEvaluated ? ">" + Numbers.count(run.lastEpoch()) : "–");
    }
}
