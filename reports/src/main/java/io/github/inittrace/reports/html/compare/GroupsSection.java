// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.compare;

import static j2html.TagCreator.p;

import io.github.inittrace.reports.html.kit.Markup;
import io.github.inittrace.reports.html.kit.Section;
import io.github.inittrace.study.Comparison;
import io.github.inittrace.study.CurveStatistic;
import io.github.inittrace.study.RunGroup;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;

/** The figures of runs that differ in nothing but the seed, together. */
final class GroupsSection {
    private GroupsSection() {}

    /** The section; without content where there are no such runs. */
    static Section of(Comparison comparison, GroupStyles styles) {
        return new Section(
                "groups",
                "Seeds together",
                !comparison.hasGroups()
                        ? List.of()
                        : List.of(
                                p(
                                        "Mean ± standard deviation (divisor n − 1) over the runs"
                                                + " that differ in nothing but the seed; bands in"
                                                + " the charts go from the smallest to the"
                                                + " largest."),
                                Markup.boxedIfLong(
                                        comparison.lines().size(),
                                        "All groups",
                                        table(comparison, styles))));
    }

    private static DomContent table(Comparison comparison, GroupStyles styles) {
        List<CurveStatistic> measures = comparison.measures();
        List<String> heads = new ArrayList<>(List.of("configuration", "runs"));
        measures.forEach(measure -> heads.add(measure.title()));
        List<DomContent> rows = new ArrayList<>();
        for (RunGroup line : comparison.lines()) {
            List<DomContent> cells = new ArrayList<>(List.of(Markup.count(line.runs().size())));
            for (CurveStatistic measure : measures) {
                cells.add(Markup.statistics(line.statistics(measure), line.runs().size()));
            }
            rows.add(Markup.row(styles.number(line) + " " + line.label(), cells));
        }
        return Markup.numbers("Mean ± standard deviation of each group", heads, rows);
    }
}
