// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.sweep;

import static j2html.TagCreator.p;
import static j2html.TagCreator.td;

import io.github.inittrace.measure.LossCurveAnalysis.Learner;
import io.github.inittrace.reports.html.kit.Markup;
import io.github.inittrace.reports.html.kit.Section;
import io.github.inittrace.study.RunSummary;
import io.github.inittrace.study.Statistics;
import io.github.inittrace.text.Numbers;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** When losses were lowest and when runs diverged, and how many runs ended before. */
final class EventsSection {
    private EventsSection() {}

    /**
     * The section.
     *
     * @param strong the loss below which a learner is strong; NaN if it is not known
     */
    static Section of(FigureCharts charts, double strong) {
        boolean hasLosses =
                charts.layout().summary().runs().values().stream()
                        .anyMatch(run -> run.training() != null || run.test() != null);
        if (!hasLosses) {
            return new Section("events", "Minima and divergence", List.of());
        }
        List<DomContent> parts = new ArrayList<>();
        parts.add(
                p(
                        "Mean ± standard deviation of the epochs, over the runs in which the event"
                                + " happened; how many these are stands behind. Runs that ended"
                                + " before are counted, not averaged: with a loss that is lowest at"
                                + " the last epoch, the minimum may lie beyond."));
        List<SweepFigure> drawn =
                LossesSection.present(charts.layout().summary(), SweepFigure.EVENTS);
        if (!drawn.isEmpty()) {
            parts.addAll(charts.key());
            parts.add(Markup.pairs(LossesSection.charts(charts, "event", drawn)));
        }
        parts.add(
                GroupTable.of(
                        charts.layout(),
                        "Epochs of minima and divergence, by " + charts.layout().shortTitle(),
                        List.of("t_min train", "t_min test", "t_div", "learners"),
                        (runs, column) ->
                                column < SweepFigure.EVENTS.size()
                                        ? event(SweepFigure.EVENTS.get(column), runs)
                                        : td(learners(runs, strong))));
        return new Section("events", "Minima and divergence", parts);
    }

    private static DomContent event(SweepFigure event, List<RunSummary> runs) {
        Statistics of = event.statistics(runs);
        if (runs.isEmpty() || of.count() == 0) {
            return td(runs.isEmpty() ? "–" : "none of " + runs.size());
        }
        String spread = of.count() < 2 ? "" : " ± " + Numbers.rough(of.deviation());
        return td(Numbers.text(of.mean()) + spread + " (" + of.count() + " of " + runs.size() + ")")
                .withTitle(
                        Numbers.exact(of.mean())
                                + (of.count() < 2 ? "" : " ± " + Numbers.exact(of.deviation())));
    }

    private static String learners(List<RunSummary> runs, double strong) {
        Map<Learner, Integer> counts = new EnumMap<>(Learner.class);
        int unknown = 0;
        for (RunSummary run : runs) {
            Learner learner = run.training() == null ? null : run.training().learner(strong);
            if (learner == null) {
                unknown++;
            } else {
                counts.merge(learner, 1, Integer::sum);
            }
        }
        List<String> words =
                counts.entrySet().stream()
                        .map(
                                entry ->
                                        entry.getValue()
                                                + " "
                                                + entry.getKey().name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.toCollection(ArrayList::new));
        if (unknown > 0) {
            words.add(unknown + " not diverged");
        }
        return words.isEmpty() ? "–" : String.join(", ", words);
    }
}
