// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.sweep;

import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.p;
import static j2html.TagCreator.td;

import io.github.inittrace.reports.chart.LineStyle;
import io.github.inittrace.reports.chart.Means;
import io.github.inittrace.reports.chart.Palette;
import io.github.inittrace.reports.chart.PhaseChart;
import io.github.inittrace.reports.html.kit.ChartFigure;
import io.github.inittrace.reports.html.kit.Markup;
import io.github.inittrace.reports.html.kit.Section;
import io.github.inittrace.study.PhaseColumn;
import io.github.inittrace.study.PhaseColumn.Block;
import io.github.inittrace.study.PhaseColumn.Cell;
import io.github.inittrace.study.PhaseColumn.Phase;
import io.github.inittrace.study.Statistics;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** The phase diagram: in which regime training is, by the axis and the epoch. */
final class PhaseSection {
    private static final int MOST_CHARTS = 12;
    private static final int MOST_OPEN = 4;

    private static final Map<Phase, PhaseChart.Region> REGIONS =
            new EnumMap<>(
                    Map.of(
                            Phase.UNTRAINABLE,
                            region("untrainable", "U", Palette.line(1), 0.38),
                            Phase.LOW,
                            region("low trainability", "L", Palette.AXIS, 0.16),
                            Phase.HIGH,
                            region("high trainability", "H", Palette.line(0), 0.3),
                            Phase.TRAINABLE,
                            region("trainable", "T", Palette.line(0), 0.12)));

    private final SweepLayout layout;
    private final StrongLoss strong;

    private PhaseSection(SweepLayout layout, StrongLoss strong) {
        this.layout = layout;
        this.strong = strong;
    }

    private static PhaseChart.Region region(
            String name, String letter, String colour, double opacity) {
        return new PhaseChart.Region(name, letter, colour, opacity);
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
        String title = line.label().isEmpty() ? "All groups" : line.label();
        PhaseChart chart = PhaseChart.of(id, title, layout.places(), lastEpoch);
        chart.xTitle(layout.title());
        StringBuilder words = new StringBuilder();
        for (int place = 0; place < columns.size(); place++) {
            words.append(blocks(place, columns.get(place), chart));
        }
        chart.describedAs(words.toString().strip());
        line(chart, line, "t_min train", SweepFigure.T_MIN_TRAINING, 2);
        line(chart, line, "t_min test", SweepFigure.T_MIN_TEST, 4);
        line(chart, line, "t_div", SweepFigure.T_DIVERGENCE, 1);
        return figure(
                h3(title),
                ChartFigure.legend(chart.legend()),
                chart.drawing(),
                figcaption(
                        "Curves: mean ± standard deviation of the runs in which the event"
                                + " happened; where it happened in none there is no mark."));
    }

    private String blocks(int place, PhaseColumn column, PhaseChart chart) {
        StringBuilder words = new StringBuilder();
        double from = 0;
        List<Block> blocks = column.blocks();
        for (int i = 0; i < blocks.size(); i++) {
            Block block = blocks.get(i);
            boolean isLast = i + 1 == blocks.size();
            double to = isLast ? block.to() : (block.to() + blocks.get(i + 1).from()) / 2.0;
            PhaseChart.Region region = REGIONS.get(block.phase());
            if (region != null) {
                chart.block(place, from, to, region);
                words.append(layout.label(place))
                        .append(": ")
                        .append(region.name())
                        .append(" from epoch ")
                        .append(block.from())
                        .append(" to ")
                        .append(block.to())
                        .append(". ");
            }
            from = to;
        }
        return words.toString();
    }

    private void line(
            PhaseChart chart, SweepLayout.Line line, String name, SweepFigure figure, int style) {
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
            chart.line(new Means(name, LineStyle.of(style), mean, deviation));
        }
    }
}
