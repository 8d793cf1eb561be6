// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.sweep;

import static j2html.TagCreator.td;

import io.github.inittrace.reports.html.kit.Markup;
import io.github.inittrace.study.RunSummary;
import io.github.inittrace.sweep.SweepGroup;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** Tables with a row for each group of a layout. */
final class GroupTable {
    /** The rest of a longer table is in the file of numbers. */
    static final int MOST_ROWS = 400;

    private GroupTable() {}

    /** The numbers of charts: mean ± standard deviation of each group. */
    static DomContent of(SweepLayout layout, String title, List<SweepFigure> figures) {
        return of(
                layout,
                title,
                figures.stream().map(SweepFigure::title).toList(),
                (runs, column) ->
                        Markup.statistics(figures.get(column).statistics(runs), runs.size()));
    }

    /**
     * A table with a row for each group.
     *
     * @param title what it holds
     * @param heads the names of its columns behind those of place and runs
     * @param cell the cell of runs in a column
     */
    static DomContent of(
            SweepLayout layout,
            String title,
            List<String> heads,
            BiFunction<List<RunSummary>, Integer, DomContent> cell) {
        List<String> all = new ArrayList<>(List.of(layout.shortTitle()));
        if (layout.hasLines()) {
            all.add("other settings");
        }
        all.add("runs");
        all.addAll(heads);
        List<DomContent> rows = new ArrayList<>();
        int groups = 0;
        for (SweepLayout.Line line : layout.lines()) {
            for (int place = 0; place < layout.count(); place++) {
                SweepGroup group = line.groups().get(place);
                if (group != null && groups++ < MOST_ROWS) {
                    rows.add(row(layout, line, place, group, heads.size(), cell));
                }
            }
        }
        String cut =
                groups > MOST_ROWS ? ", the first " + MOST_ROWS + " of " + groups + " groups" : "";
        return Markup.foldedIfLong(
                rows.size(), title + cut, Markup.numbers(title + cut, all, rows));
    }

    private static DomContent row(
            SweepLayout layout,
            SweepLayout.Line line,
            int place,
            SweepGroup group,
            int columns,
            BiFunction<List<RunSummary>, Integer, DomContent> cell) {
        List<RunSummary> runs = layout.runs(line, place);
        List<DomContent> cells = new ArrayList<>();
        if (layout.hasLines()) {
            cells.add(td(line.label()));
        }
        String planned = group.runs().size() == runs.size() ? "" : " of " + group.runs().size();
        cells.add(td(runs.size() + planned));
        for (int column = 0; column < columns; column++) {
            cells.add(cell.apply(runs, column));
        }
        return Markup.row(layout.label(place), cells);
    }
}
