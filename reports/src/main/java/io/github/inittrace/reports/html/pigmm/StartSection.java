// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.pigmm;

import static j2html.TagCreator.p;
import static j2html.TagCreator.td;

import io.github.inittrace.ensemble.StartLaw;
import io.github.inittrace.pigmm.Invariants;
import io.github.inittrace.pigmm.StartDeviation;
import io.github.inittrace.pigmm.Symmetry;
import io.github.inittrace.reports.chart.LineChart;
import io.github.inittrace.reports.chart.LineStyle;
import io.github.inittrace.reports.chart.Series;
import io.github.inittrace.reports.html.kit.ChartFigure;
import io.github.inittrace.reports.html.kit.Markup;
import io.github.inittrace.reports.html.kit.Section;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** How far linear and quadratic invariants have come from the start. */
final class StartSection {
    private static final int NAMED = 5;

    /** A distance in standard errors that chance alone has once in twenty times. */
    private static final double BY_CHANCE = 2;

    private StartSection() {}

    static Section of(List<LayerCourse> all, @Nullable StartLaw law) {
        List<LayerCourse> layers =
                all.stream().filter(layer -> !layer.last().start().isEmpty()).toList();
        List<DomContent> parts = new ArrayList<>();
        if (!layers.isEmpty()) {
            parts.add(
                    p(
                            "The means of the linear and quadratic invariants, by their distance from"
                                    + " what independent weights of the start, "
                                    + law
                                    + ", have on average, in standard errors of as many untrained"
                                    + " networks. Two and less is chance."));
            parts.add(
                    Markup.pairs(
                            layers.stream()
                                    .filter(LayerCourse::hasCourse)
                                    .map(StartSection::chart)
                                    .toList()));
            layers.forEach(layer -> parts.add(table(layer)));
        }
        return new Section("start", "Away from the start", parts);
    }

    private static DomContent chart(LayerCourse layer) {
        List<StartDeviation> last = layer.last().start();
        List<Integer> largest =
                IntStream.range(0, last.size())
                        .boxed()
                        .sorted(Comparator.comparingDouble((Integer k) -> -last.get(k).deviation()))
                        .limit(NAMED)
                        .sorted()
                        .toList();
        LineChart chart =
                LineChart.of("start-" + layer.index(), layer.title())
                        .axes("epoch", "distance from the start (standard errors)")
                        .logWhenOver(LineChart.DECADE);
        List<Series> named = new ArrayList<>();
        for (int k = 0; k < last.size(); k++) {
            int invariant = k;
            boolean isNamed = largest.contains(k);
            Series line =
                    layer.series(
                            Invariants.name(last.get(k).invariant()),
                            isNamed ? LineStyle.of(named.size()) : LineStyle.faint(),
                            state -> state.start().get(invariant).deviation());
            if (isNamed) {
                named.add(line);
                chart.line(line);
            } else {
                chart.faint(line);
            }
        }
        chart.line(layer.series("chance", LineStyle.other(0), state -> BY_CHANCE));
        return ChartFigure.lines(
                chart.describedAs(ChartFigure.inWords(named)),
                "The "
                        + named.size()
                        + " that are farthest at the end; thin grey lines are the others.");
    }

    private static DomContent table(LayerCourse layer) {
        boolean published = layer.last().symmetry() == Symmetry.TOGETHER;
        List<DomContent> rows = new ArrayList<>();
        for (StartDeviation of : layer.last().start()) {
            List<DomContent> cells = new ArrayList<>();
            cells.add(td(InvariantGlyph.of(of.invariant())));
            cells.add(td(of.invariant().formula()));
            cells.add(Markup.number(of.mean(), "not finite"));
            cells.add(Markup.number(of.expected(), "not finite"));
            cells.add(Markup.number(of.standardError(), "not finite"));
            cells.add(Markup.number(of.deviation(), "no spread"));
            if (published) {
                cells.add(Markup.number(of.publishedDeviation(), "no spread"));
            }
            rows.add(Markup.row(Invariants.name(of.invariant()), cells));
        }
        List<String> heads =
                new ArrayList<>(
                        List.of(
                                "invariant",
                                "graph",
                                "sum",
                                "mean",
                                "at the start",
                                "standard error",
                                "distance"));
        if (published) {
            heads.add("as published");
        }
        String title = layer.title() + ", " + LayerCourse.at(layer.last());
        return Markup.folded(
                "Linear and quadratic invariants of " + title, Markup.numbers(title, heads, rows));
    }
}
