// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.compare;

import io.github.inittrace.reports.html.kit.Markup;
import io.github.inittrace.study.ComparedRun;
import io.github.inittrace.study.Comparison;
import io.github.inittrace.study.CurveStatistic;
import io.github.inittrace.study.MissingValue;
import io.github.inittrace.study.RunGroup;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** Tables of figures with a row for each run, in the order of their groups: seeds stand together. */
final class PerRunTable {
    private PerRunTable() {}

    /**
     * A table of figures.
     *
     * @param title what it holds
     * @param measures its columns
     * @param cell the cell of a run in a column
     */
    static DomContent of(
            Comparison comparison,
            GroupStyles styles,
            String title,
            List<CurveStatistic> measures,
            BiFunction<ComparedRun, CurveStatistic, DomContent> cell) {
        List<String> heads = new ArrayList<>(List.of("run"));
        measures.forEach(measure -> heads.add(measure.title()));
        List<DomContent> rows = new ArrayList<>();
        for (RunGroup line : comparison.lines()) {
            for (ComparedRun run : line.runs()) {
                rows.add(
                        Markup.row(
                                styles.number(line) + " " + run.name(),
                                measures.stream().map(m -> cell.apply(run, m)).toList()));
            }
        }
        return Markup.numbers(title, heads, rows);
    }

    /** A figure of a run as it is. */
    static DomContent value(ComparedRun run, CurveStatistic measure) {
        double value = measure.of(run.curves());
        if (measure.kind() == CurveStatistic.Kind.BEST_EPOCH && Double.isFinite(value)) {
            return Markup.count((long) value);
        }
        return Markup.number(value, MissingValue.ofCurve(run.curves(), measure.curve()));
    }
}
