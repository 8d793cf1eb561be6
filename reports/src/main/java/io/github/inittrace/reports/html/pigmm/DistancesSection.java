// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.pigmm;

import static j2html.TagCreator.p;
import static j2html.TagCreator.td;

import io.github.inittrace.ensemble.LayerState;
import io.github.inittrace.ensemble.LayerState.Distance;
import io.github.inittrace.reports.chart.LineChart;
import io.github.inittrace.reports.chart.LineStyle;
import io.github.inittrace.reports.chart.Series;
import io.github.inittrace.reports.html.kit.ChartFigure;
import io.github.inittrace.reports.html.kit.Markup;
import io.github.inittrace.reports.html.kit.Section;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;

/** How far the fitted laws are from that of the start, and from independent entries. */
final class DistancesSection {
    private DistancesSection() {}

    static Section of(List<LayerCourse> layers) {
        List<DomContent> parts = new ArrayList<>();
        parts.add(
                p(
                        "The squared Wasserstein distance W2² of the largest fitted model from two"
                                + " laws of independent Gaussian entries: that of the start, and the"
                                + " fitted one. The noise floor is what so many networks give by chance"
                                + " alone, if entries are independent. The published plots show W2²"
                                + " under the name of the distance."));
        parts.add(
                Markup.pairs(
                        layers.stream()
                                .filter(LayerCourse::hasCourse)
                                .map(DistancesSection::chart)
                                .toList()));
        List<DomContent> rows = new ArrayList<>();
        for (LayerCourse layer : layers) {
            if (layer.hasCourse()) {
                rows(rows, layer.first());
            }
            rows(rows, layer.last());
        }
        parts.add(
                Markup.numbers(
                        "Distances",
                        List.of(
                                "layer",
                                "when",
                                "from",
                                "W2 (weights)",
                                "W2² (squared weights)",
                                "noise floor of W2²",
                                "W2² by the variance of all entries"),
                        rows));
        return new Section("distance", "Distance", parts);
    }

    private static DomContent chart(LayerCourse layer) {
        List<Series> lines = new ArrayList<>();
        boolean fromStart = layer.states().stream().allMatch(s -> s.fromStart() != null);
        if (fromStart) {
            lines.add(layer.series("from the start", LineStyle.of(0), s -> start(s, true)));
            lines.add(
                    layer.series(
                            "noise floor of the start", LineStyle.other(0), s -> start(s, false)));
        }
        lines.add(
                layer.series(
                        "from the fitted independent entries",
                        LineStyle.of(1),
                        s -> s.fromSimple().wasserstein().squared()));
        lines.add(
                layer.series(
                        "noise floor of the fitted",
                        LineStyle.other(1),
                        s -> s.fromSimple().noiseFloor()));
        LineChart chart =
                LineChart.of("distance-" + layer.index(), layer.title())
                        .describedAs(ChartFigure.inWords(lines))
                        .axes("epoch", "W2² (squared weights)")
                        .logWhenOver(LineChart.DECADE);
        lines.forEach(chart::line);
        return ChartFigure.lines(
                chart,
                layer.last().networks()
                        + " networks; model of "
                        + layer.last().largest().parameters()
                        + " parameters.");
    }

    private static double start(LayerState state, boolean squared) {
        Distance distance = state.fromStart();
        if (distance == null) {
            return Double.NaN;
        }
        return squared ? distance.wasserstein().squared() : distance.noiseFloor();
    }

    private static void rows(List<DomContent> rows, LayerState state) {
        Distance start = state.fromStart();
        if (start != null) {
            rows.add(row(state, "the start", start));
        }
        rows.add(row(state, "fitted independent entries", state.fromSimple()));
    }

    private static DomContent row(LayerState state, String from, Distance distance) {
        return Markup.row(
                state.layer(),
                List.of(
                        td(LayerCourse.at(state)),
                        td(from),
                        Markup.number(distance.wasserstein().distance(), "not finite"),
                        Markup.number(distance.wasserstein().squared(), "not finite"),
                        Markup.number(distance.noiseFloor(), "not finite"),
                        Markup.number(distance.relative(), "no variance")));
    }
}
