// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.sweep;

import static j2html.TagCreator.p;

import io.github.inittrace.reports.html.kit.Markup;
import io.github.inittrace.reports.html.kit.Section;
import io.github.inittrace.sweep.SweepSummary;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;

/** Losses, and how far the weights moved, at the end of the runs; and their lowest losses. */
final class LossesSection {
    private static final int MOST_OPEN = 8;

    private LossesSection() {}

    /** Losses and deviations at the end, along the axis. */
    static Section atTheEnd(FigureCharts charts) {
        SweepSummary summary = charts.layout().summary();
        List<SweepFigure> figures =
                present(
                        summary,
                        List.of(
                                SweepFigure.TRAINING_LOSS,
                                SweepFigure.TEST_LOSS,
                                SweepFigure.TEST_ERROR,
                                SweepFigure.MOVED));
        List<SweepFigure> matrices = new ArrayList<>();
        for (String matrix : SweepFigure.matrices(summary)) {
            matrices.add(SweepFigure.relativeDistance(matrix));
        }
        for (String matrix : SweepFigure.matrices(summary)) {
            matrices.add(SweepFigure.meanAbsRatio(matrix));
        }
        List<SweepFigure> shown = present(summary, matrices);
        if (figures.isEmpty() && shown.isEmpty()) {
            return new Section("end", "Losses and deviations", List.of());
        }
        List<DomContent> parts = new ArrayList<>();
        parts.add(p("At the last recorded epoch of each run: " + charts.marks() + "."));
        parts.addAll(charts.key());
        parts.add(Markup.pairs(charts(charts, "end", figures)));
        if (!figures.isEmpty()) {
            parts.add(
                    GroupTable.of(charts.layout(), "Losses at the end, by " + by(charts), figures));
        }
        if (!shown.isEmpty()) {
            int open = Math.min(MOST_OPEN, shown.size());
            List<DomContent> all = charts(charts, "matrix", shown);
            parts.add(Markup.pairs(all.subList(0, open)));
            if (open < all.size()) {
                parts.add(
                        Markup.folded(
                                "Deviations of matrices, " + (all.size() - open) + " more charts",
                                Markup.pairs(all.subList(open, all.size()))));
            }
            parts.add(
                    GroupTable.of(
                            charts.layout(),
                            "Deviations of matrices at the end, by " + by(charts),
                            shown));
        }
        return new Section(
                "end", "Losses and deviations", "Losses and deviations by " + by(charts), parts);
    }

    /** The lowest losses that runs ever had, along the axis. */
    static Section lowest(FigureCharts charts) {
        List<SweepFigure> figures =
                present(
                        charts.layout().summary(),
                        List.of(SweepFigure.LOWEST_TRAINING_LOSS, SweepFigure.LOWEST_TEST_LOSS));
        if (figures.isEmpty()) {
            return new Section("lowest", "Lowest losses", List.of());
        }
        List<DomContent> parts = new ArrayList<>();
        parts.add(
                p(
                        "The lowest loss that each run recorded at any epoch, whatever came of it"
                                + " later: "
                                + charts.marks()
                                + "."));
        parts.addAll(charts.key());
        parts.add(Markup.pairs(charts(charts, "lowest", figures)));
        parts.add(
                GroupTable.of(charts.layout(), "Average lowest losses, by " + by(charts), figures));
        return new Section(
                "lowest", "Lowest losses", "Average lowest losses by " + by(charts), parts);
    }

    private static String by(FigureCharts charts) {
        return charts.layout().shortTitle();
    }

    static List<SweepFigure> present(SweepSummary summary, List<SweepFigure> figures) {
        return figures.stream().filter(figure -> figure.isIn(summary)).toList();
    }

    static List<DomContent> charts(FigureCharts charts, String id, List<SweepFigure> figures) {
        List<DomContent> drawn = new ArrayList<>();
        for (SweepFigure figure : figures) {
            drawn.add(charts.chart(id + "-" + (drawn.size() + 1), figure));
        }
        return drawn;
    }
}
