// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.compare;

import static j2html.TagCreator.p;
import static j2html.TagCreator.td;

import io.github.inittrace.reports.html.kit.Markup;
import io.github.inittrace.reports.html.kit.Section;
import io.github.inittrace.study.ComparedRun;
import io.github.inittrace.study.Comparison;
import io.github.inittrace.study.CurveStatistic;
import io.github.inittrace.study.RunGroup;
import io.github.inittrace.text.Numbers;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;

/** What each run, and each group, has more or less than the first. */
final class DifferencesSection {
    private final Comparison comparison;
    private final GroupStyles styles;
    private final List<CurveStatistic> measures;

    DifferencesSection(Comparison comparison, GroupStyles styles) {
        this.comparison = comparison;
        this.styles = styles;
        measures =
                comparison.measures().stream()
                        .filter(measure -> measure.kind() != CurveStatistic.Kind.BEST_EPOCH)
                        .toList();
    }

    Section section() {
        List<DomContent> parts = new ArrayList<>();
        parts.add(
                p(
                        "What each has more or less than the first, which is "
                                + comparison.lines().get(0).label()
                                + "."
                                + (comparison.hasOneData()
                                        ? ""
                                        : " Their data differ, see above: differences of losses and"
                                                + " accuracies say nothing about the networks.")));
        int runs = comparison.runs().size();
        if (comparison.hasGroups()) {
            int groups = comparison.lines().size();
            parts.add(Markup.boxedIfLong(groups, "All groups", groups()));
            parts.add(Markup.folded("Every run minus the first, " + runs + " rows", runs()));
        } else {
            parts.add(Markup.foldedIfLong(runs, "All runs", runs()));
        }
        return new Section("differences", "Against the first", parts);
    }

    private DomContent runs() {
        ComparedRun first = comparison.runs().get(0);
        return PerRunTable.of(
                comparison,
                styles,
                "Every run minus " + first.name(),
                measures,
                (run, measure) -> signed(measure.of(run.curves()) - measure.of(first.curves())));
    }

    private DomContent groups() {
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
            rows.add(Markup.row(styles.number(line) + " " + line.label(), cells));
        }
        return Markup.numbers("The mean of every group minus that of the first", heads, rows);
    }

    private static DomContent signed(double difference) {
        if (!Double.isFinite(difference)) {
            return Markup.number(null, "one has none");
        }
        String sign = difference > 0 ? "+" : "";
        return td(sign + Numbers.text(difference)).withTitle(Numbers.exact(difference));
    }
}
