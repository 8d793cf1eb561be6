// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.sweep;

import static j2html.TagCreator.p;
import static j2html.TagCreator.td;

import io.github.inittrace.reports.html.kit.Markup;
import io.github.inittrace.reports.html.kit.Section;
import io.github.inittrace.study.RunSummary;
import io.github.inittrace.study.Statistics;
import io.github.inittrace.sweep.SweepGroup;
import io.github.inittrace.sweep.SweepSummary;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;

/** How far each tensor moved, and how much that differs from seed to seed. */
final class RepeatabilitySection {
    private RepeatabilitySection() {}

    static Section of(FigureCharts charts) {
        SweepLayout layout = charts.layout();
        SweepSummary summary = layout.summary();
        boolean repeated =
                summary.groups().stream().anyMatch(group -> summary.of(group).size() > 1);
        List<String> tensors = new ArrayList<>(SweepFigure.tensors(summary));
        tensors.add(SweepFigure.TOTAL);
        List<DomContent> parts = new ArrayList<>();
        if (repeated && tensors.size() > 1) {
            parts.add(
                    p(
                            "The distance |W − W₀| of each tensor at the last recorded epoch, over"
                                    + " the runs of a group: their number n, mean, standard"
                                    + " deviation (divisor n − 1), and that in percent of the"
                                    + " mean."));
            List<SweepFigure> matrices =
                    LossesSection.present(
                            summary,
                            SweepFigure.matrices(summary).stream()
                                    .map(SweepFigure::distance)
                                    .toList());
            parts.addAll(charts.key());
            parts.add(
                    Markup.pairs(
                            LossesSection.charts(
                                    charts,
                                    "repeat",
                                    matrices.subList(0, Math.min(6, matrices.size())))));
            parts.add(table(layout, tensors));
        }
        return new Section("repeatability", "Repeatability", parts);
    }

    private static DomContent table(SweepLayout layout, List<String> tensors) {
        List<DomContent> rows = new ArrayList<>();
        int all = 0;
        for (SweepLayout.Line line : layout.lines()) {
            for (int place = 0; place < layout.count(); place++) {
                SweepGroup group = line.groups().get(place);
                List<RunSummary> runs = layout.runs(line, place);
                if (group == null || runs.size() < 2) {
                    continue;
                }
                for (String tensor : tensors) {
                    Statistics of = SweepFigure.distance(tensor).statistics(runs);
                    if (of.count() > 0 && all++ < 2 * GroupTable.MOST_ROWS) {
                        rows.add(row(layout, line, place, tensor, of));
                    }
                }
            }
        }
        List<String> heads = new ArrayList<>(List.of(layout.shortTitle()));
        if (layout.hasLines()) {
            heads.add("other settings");
        }
        heads.addAll(List.of("tensor", "n", "mean", "standard deviation", "in % of the mean"));
        String title =
                "Final distance of each tensor over seeds"
                        + (all > rows.size()
                                ? ", the first " + rows.size() + " rows of " + all
                                : "");
        return Markup.foldedIfLong(rows.size(), title, Markup.numbers(title, heads, rows));
    }

    private static DomContent row(
            SweepLayout layout, SweepLayout.Line line, int place, String tensor, Statistics of) {
        List<DomContent> cells = new ArrayList<>();
        if (layout.hasLines()) {
            cells.add(td(line.label()));
        }
        String one = "one run";
        cells.add(td(tensor));
        cells.add(Markup.count(of.count()));
        cells.add(Markup.number(of.mean(), one));
        cells.add(Markup.number(of.deviation(), one));
        cells.add(
                Markup.number(
                        100 * of.deviation() / of.mean(), of.count() < 2 ? one : "mean is 0"));
        return Markup.row(layout.label(place), cells);
    }
}
