// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.sweep;

import static j2html.TagCreator.p;
import static j2html.TagCreator.td;

import io.github.inittrace.reports.chart.LineStyle;
import io.github.inittrace.reports.chart.Means;
import io.github.inittrace.reports.html.kit.Markup;
import io.github.inittrace.reports.html.kit.PhaseFigure;
import io.github.inittrace.reports.html.kit.Section;
import io.github.inittrace.study.PhaseColumn;
import io.github.inittrace.study.PhaseColumn.Block;
import io.github.inittrace.study.PhaseColumn.Cell;
import io.github.inittrace.study.Statistics;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** The phase diagram: in which regime training is, by the axis and the epoch. */
final class PhaseSection {
    private static final int MOST_CHARTS = 12;
    private static final int MOST_OPEN = 4;

    private final SweepLayout layout;
    private final StrongLoss strong;

    private PhaseSection(SweepLayout layout, StrongLoss strong) {
        this.layout = layout;
        this.strong = strong;
    }

    static Section of(SweepLayout layout, StrongLoss strong) {
        boolean hasLoss = SweepFigure.LOWEST_TRAINING_LOSS.isIn(layout.summary());
        return new Section(
                "phases",
                "Phase diagram",
                "Phase diagram: " + layout.shortTitle() + " × epoch",
                hasLoss ? new PhaseSection(layout, strong).parts() : List.of());
    }

    private List<DomContent> parts() {
        List<DomContent> parts = new ArrayList<>();
        parts.add(
                p(
                        "The regime of most runs at each recorded epoch, after Jesus et al. (2021),"
                                + " by their training loss; of equally many, the worse. "
                                + strong.words()));
        int[] epochs = layout.summary().epochs();
        List<DomContent> charts = new ArrayList<>();
        List<DomContent> rows = new ArrayList<>();
        for (SweepLayout.Line line : layout.lines()) {
            List<PhaseColumn> columns = new ArrayList<>();
            for (int place = 0; place < layout.count(); place++) {
                columns.add(PhaseColumn.of(layout.runs(line, place), epochs, strong.loss()));
                rows(line, place, columns.get(place), rows);
            }
            if (charts.size() < MOST_CHARTS && isTelling(line, columns)) {
                charts.add(
                        chart(
                                "phase-" + (charts.size() + 1),
                                line,
                                columns,
                                epochs[epochs.length - 1]));
            }
        }
        if (charts.isEmpty()) {
            parts.add(
                    p(
                            "All are in one regime at every epoch, and no minimum or divergence is known."));
        } else {
            parts.add(Markup.pairs(charts.subList(0, Math.min(MOST_OPEN, charts.size()))));
        }
        if (charts.size() > MOST_OPEN) {
            parts.add(
                    Markup.folded(
                            "Phase diagrams, " + (charts.size() - MOST_OPEN) + " more",
                            Markup.pairs(charts.subList(MOST_OPEN, charts.size()))));
        }
        int others = layout.lines().size() - charts.size();
        if (!charts.isEmpty() && others > 0) {
            parts.add(
                    p(
                            others == 1
                                    ? "The other combination is in the table."
                                    : "The other " + others + " combinations are in the table."));
        }
        parts.add(table(rows));
        return parts;
    }

    /** Whether a chart would show more than one region, or an event. */
    private boolean isTelling(SweepLayout.Line line, List<PhaseColumn> columns) {
        long phases =
                columns.stream()
                        .flatMap(c -> c.cells().stream())
                        .map(Cell::phase)
                        .distinct()
                        .count();
        return phases > 1
                || IntStream.range(0, layout.count())
                        .mapToObj(place -> layout.runs(line, place))
                        .anyMatch(
                                runs ->
                                        SweepFigure.EVENTS.stream()
                                                .anyMatch(e -> e.statistics(runs).count() > 0));
    }

    private DomContent table(List<DomContent> rows) {
        List<String> heads = new ArrayList<>(List.of(layout.shortTitle()));
        if (layout.hasLines()) {
            heads.add("other settings");
        }
        heads.addAll(List.of("regime", "from epoch", "to epoch", "least agreement"));
        boolean isCut = rows.size() > GroupTable.MOST_ROWS;
        List<DomContent> some = isCut ? rows.subList(0, GroupTable.MOST_ROWS) : rows;
        String title =
                "Regimes by "
                        + layout.shortTitle()
                        + " and epoch"
                        + (isCut ? ", the first " + some.size() + " rows of " + rows.size() : "");
        return Markup.foldedIfLong(some.size(), title, Markup.numbers(title, heads, some));
    }

    private void rows(SweepLayout.Line line, int place, PhaseColumn column, List<DomContent> rows) {
        for (Block block : column.blocks()) {
            List<DomContent> cells = new ArrayList<>();
            if (layout.hasLines()) {
                cells.add(td(line.label()));
            }
            cells.add(td(block.phase().name().toLowerCase(Locale.ROOT)));
            cells.add(Markup.count(block.from()));
            cells.add(Markup.count(block.to()));
            cells.add(td(block.agree() + " of " + block.runs()));
            rows.add(Markup.row(layout.label(place), cells));
        }
    }

    private DomContent chart(
            String id, SweepLayout.Line line, List<PhaseColumn> columns, int lastEpoch) {
        List<Means> events = new ArrayList<>();
        line(events, line, "t_min train", SweepFigure.T_MIN_TRAINING, 2);
        line(events, line, "t_min test", SweepFigure.T_MIN_TEST, 4);
        line(events, line, "t_div", SweepFigure.T_DIVERGENCE, 1);
        String title = line.label().isEmpty() ? "All groups" : line.label();
        return PhaseFigure.of(
                id, title, layout.places(), layout.title(), columns, events, lastEpoch);
    }

    private void line(
            List<Means> events, SweepLayout.Line line, String name, SweepFigure figure, int style) {
        double[] mean = new double[layout.count()];
        double[] deviation = new double[layout.count()];
        boolean any = false;
        for (int place = 0; place < mean.length; place++) {
            Statistics of = figure.statistics(layout.runs(line, place));
            mean[place] = of.mean();
            deviation[place] = of.deviation();
            any |= of.count() > 0;
        }
        if (any) {
            events.add(new Means(name, LineStyle.of(style), mean, deviation));
        }
    }
}
