// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.sweep;

import static j2html.TagCreator.p;

import io.github.inittrace.reports.html.kit.Markup;
import io.github.inittrace.reports.html.kit.Section;
import io.github.inittrace.sweep.SweepAxis;
import io.github.inittrace.sweep.SweepSummary;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Distance and norm against the learning rate, where that is an axis. */
final class RateSection {
    private static final int MOST_MATRICES = 4;

    private RateSection() {}

    static Section of(SweepSummary summary) {
        Optional<SweepAxis> rates =
                SweepLayout.varied(summary).stream().filter(RateSection::isRate).findFirst();
        List<DomContent> parts = new ArrayList<>();
        if (rates.isPresent()) {
            FigureCharts charts = new FigureCharts(SweepLayout.along(summary, rates.get()));
            List<SweepFigure> wanted = new ArrayList<>();
            wanted.add(SweepFigure.distance(SweepFigure.TOTAL));
            wanted.add(SweepFigure.norm(SweepFigure.TOTAL));
            SweepFigure.matrices(summary).stream()
                    .limit(MOST_MATRICES)
                    .forEach(
                            matrix -> {
                                wanted.add(SweepFigure.distance(matrix));
                                wanted.add(SweepFigure.norm(matrix));
                            });
            List<SweepFigure> figures = LossesSection.present(summary, wanted);
            if (!figures.isEmpty()) {
                parts.add(p("At the last recorded epoch of each run: " + charts.marks() + "."));
                parts.addAll(charts.key());
                parts.add(Markup.pairs(LossesSection.charts(charts, "rate", figures)));
                parts.add(
                        GroupTable.of(
                                charts.layout(), "Distance and norm by learning rate", figures));
            }
        }
        return new Section(
                "rate", "Learning rate", "Distance and norm against the learning rate", parts);
    }

    private static boolean isRate(SweepAxis axis) {
        return axis.settings().stream()
                .map(setting -> setting.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", ""))
                .anyMatch(
                        setting ->
                                setting.endsWith("learningrate")
                                        || setting.equals("rate")
                                        || setting.equals("lr"));
    }
}
