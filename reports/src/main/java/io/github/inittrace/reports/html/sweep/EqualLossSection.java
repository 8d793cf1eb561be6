// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.sweep;

import static j2html.TagCreator.h3;
import static j2html.TagCreator.p;
import static j2html.TagCreator.td;

import io.github.inittrace.measure.PowerLaw;
import io.github.inittrace.reports.html.kit.Markup;
import io.github.inittrace.reports.html.kit.Section;
import io.github.inittrace.run.BatchLosses;
import io.github.inittrace.sweep.AxisScale;
import io.github.inittrace.sweep.SweepSummary;
import io.github.inittrace.text.Numbers;
import j2html.tags.DomContent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How far weights had moved when the loss first came down to a level, and how that goes by width. */
final class EqualLossSection {
    private static final int MOST_LEVELS = 4;

    private final FigureCharts charts;
    private final SweepSummary summary;

    /**
     * A figure at a level along a line of the layout.
     *
     * @param figure the figure
     * @param line the line
     * @param law what fits its runs
     */
    record Fit(SweepFigure figure, SweepLayout.Line line, PowerLaw law) {}

    private EqualLossSection(FigureCharts charts) {
        this.charts = charts;
        summary = charts.layout().summary();
    }

    static Section of(FigureCharts charts) {
        String by = charts.layout().shortTitle();
        return new Section(
                "equal-loss",
                "Equal loss",
                "Deviation at an equal loss by " + by,
                new EqualLossSection(charts).parts());
    }

    private List<DomContent> parts() {
        List<Double> levels = SweepFigure.levels(summary);
        List<DomContent> parts = new ArrayList<>();
        if (levels.isEmpty()) {
            if (!summary.runs().isEmpty()) {
                parts.add(
                        p(
                                "No run has measures at levels of the loss; a plan with loss-levels:"
                                        + " \"0.5,0.4\" under run takes them."));
            }
            return parts;
        }
        AxisScale scale = charts.layout().scale();
        parts.add(
                p(
                        "Where the mean loss of the last 100 minibatches first came down to a level: "
                                + charts.marks()
                                + "."
                                + (scale != null && scale.isNumeric()
                                        ? " The lines are powers of "
                                                + charts.layout().shortTitle()
                                                + " that fit the runs, by least squares of the"
                                                + " logarithms; intervals are those of Student's t."
                                        : "")));
        parts.addAll(charts.key());
        for (double level : levels.subList(0, Math.min(MOST_LEVELS, levels.size()))) {
            level(level, parts);
        }
        if (levels.size() > MOST_LEVELS) {
            parts.add(
                    p(
                            "Of "
                                    + levels.size()
                                    + " levels the "
                                    + MOST_LEVELS
                                    + " highest are shown."));
        }
        return parts;
    }

    private void level(double level, List<DomContent> parts) {
        List<SweepFigure> ratios = figures(level, true);
        List<SweepFigure> all = new ArrayList<>(ratios);
        all.addAll(figures(level, false));
        all = LossesSection.present(summary, all);
        String shown = BigDecimal.valueOf(level).stripTrailingZeros().toPlainString();
        String at = "loss " + shown;
        parts.add(h3("At a loss of " + shown));
        early(level).ifPresent(remark -> parts.add(p(remark)));
        List<DomContent> drawn = new ArrayList<>();
        for (SweepFigure figure : LossesSection.present(summary, ratios)) {
            drawn.add(charts.fitted("level-" + level + "-" + (drawn.size() + 1), figure));
        }
        parts.add(Markup.pairs(drawn));
        List<DomContent> rows = fits(charts, level, all).stream().map(fit -> row(fit)).toList();
        if (!rows.isEmpty()) {
            List<String> heads = new ArrayList<>(List.of("figure"));
            if (charts.layout().hasLines()) {
                heads.add("other settings");
            }
            heads.addAll(List.of("runs", "exponent", "95 % from", "to"));
            String title = "Exponents of " + charts.layout().shortTitle() + " at " + at;
            parts.add(Markup.foldedIfLong(rows.size(), title, Markup.numbers(title, heads, rows)));
        }
        List<SweepFigure> columns = new ArrayList<>(List.of(SweepFigure.stepsTo(level)));
        columns.addAll(all);
        parts.add(
                GroupTable.of(
                        charts.layout(),
                        "Deviations at " + at + ", by " + charts.layout().shortTitle(),
                        columns));
    }

    /** How many runs may have come down to a level before that could be told. */
    private Optional<String> early(double level) {
        SweepFigure steps = SweepFigure.stepsTo(level);
        long early =
                summary.runs().values().stream()
                        .filter(run -> steps.of().applyAsDouble(run) <= BatchLosses.WINDOW)
                        .count();
        return early == 0
                ? Optional.empty()
                : Optional.of(
                        Numbers.count(early)
                                + (early == 1 ? " run was" : " runs were")
                                + " at or below it by step "
                                + BatchLosses.WINDOW
                                + ", before which there is no mean of as many minibatches: their loss may lie"
                                + " further below it than that of others.");
    }

    private List<SweepFigure> figures(double level, boolean areRatios) {
        return SweepFigure.matrices(summary).stream()
                .map(
                        matrix ->
                                areRatios
                                        ? SweepFigure.ratioAt(level, matrix)
                                        : SweepFigure.distanceAt(level, matrix))
                .toList();
    }

    /** What fits the figures at a level, along each line of the charts. */
    static List<Fit> fits(FigureCharts charts, double level, List<SweepFigure> figures) {
        List<Fit> fits = new ArrayList<>();
        for (SweepFigure figure : figures) {
            for (SweepLayout.Line line : charts.layout().lines()) {
                charts.fit(line, figure).ifPresent(law -> fits.add(new Fit(figure, line, law)));
            }
        }
        return fits;
    }

    private DomContent row(Fit fit) {
        List<DomContent> cells = new ArrayList<>();
        if (charts.layout().hasLines()) {
            cells.add(td(fit.line().label()));
        }
        String never = "not finite";
        cells.add(Markup.count(fit.law().points()));
        cells.add(Markup.number(fit.law().exponent(), never));
        cells.add(Markup.number(fit.law().low(), never));
        cells.add(Markup.number(fit.law().high(), never));
        return Markup.row(fit.figure().title(), cells);
    }

    /** Every fit of the page, and those of levels and tensors that it does not show. */
    static List<Fit> all(FigureCharts charts) {
        SweepSummary summary = charts.layout().summary();
        List<Fit> fits = new ArrayList<>();
        List<String> tensors = new ArrayList<>(SweepFigure.matrices(summary));
        tensors.add(SweepFigure.TOTAL);
        for (double level : SweepFigure.levels(summary)) {
            for (String tensor : tensors) {
                fits.addAll(
                        fits(
                                charts,
                                level,
                                List.of(
                                        SweepFigure.ratioAt(level, tensor),
                                        SweepFigure.distanceAt(level, tensor))));
            }
        }
        return fits;
    }
}
