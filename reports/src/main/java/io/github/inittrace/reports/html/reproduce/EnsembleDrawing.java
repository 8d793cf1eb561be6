// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.reproduce;

import static j2html.TagCreator.td;

import io.github.inittrace.ensemble.LayerState;
import io.github.inittrace.reports.chart.Series;
import io.github.inittrace.reports.html.kit.Markup;
import io.github.inittrace.reports.html.kit.PageFiles;
import io.github.inittrace.reports.reproduce.Curve;
import io.github.inittrace.reports.reproduce.EnsembleResults;
import io.github.inittrace.reports.reproduce.EnsembleVerdicts;
import io.github.inittrace.reports.reproduce.Results;
import io.github.inittrace.text.Numbers;
import j2html.tags.DomContent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What matrix models say of ensembles, by epoch. */
final class EnsembleDrawing {
    private static final String EPOCH = "epoch";
    private static final String DEVIATION = "mean deviation (standard deviations of a network)";

    private EnsembleDrawing() {}

    /** Deviations and distances of every ensemble, side by side. */
    static List<DomContent> training(Results results, PageFiles files) throws IOException {
        List<DomContent> parts = new ArrayList<>();
        for (EnsembleResults ensemble : EnsembleResults.of(results, EnsembleVerdicts.TRAINING)) {
            parts.addAll(pair(ensemble, ensemble.name()));
        }
        return parts;
    }

    /** The same by width, with what they come to at the end. */
    static List<DomContent> widths(Results results, PageFiles files) throws IOException {
        List<DomContent> parts = new ArrayList<>();
        List<DomContent> rows = new ArrayList<>();
        for (EnsembleResults ensemble : EnsembleResults.of(results, EnsembleVerdicts.WIDTHS)) {
            String width = ensemble.setting("hidden").replaceFirst(",.*", "");
            parts.addAll(pair(ensemble, "width " + width));
            LayerState end = ensemble.end().get(0);
            rows.add(
                    Markup.row(
                            width,
                            List.of(
                                    td(Numbers.count(ensemble.networks())),
                                    Markup.number(EnsembleVerdicts.largest(end), "none"),
                                    Markup.number(end.simplest().meanDeviation(), "none"),
                                    Markup.number(distance(end), "unknown start"),
                                    Markup.number(byChance(end), "unknown start"),
                                    Markup.number(relative(end), "unknown start"))));
        }
        parts.add(
                Markup.numbers(
                        "The square layer at the last epoch, by width",
                        List.of(
                                "width",
                                "networks",
                                "deviation from 13 parameters",
                                "from 2 parameters",
                                "W2² from the start",
                                "by chance",
                                "W2² by the variance of all entries"),
                        rows));
        return parts;
    }

    private static List<DomContent> pair(EnsembleResults ensemble, String title) {
        List<Series> deviations = new ArrayList<>();
        List<Series> distances = new ArrayList<>();
        for (List<LayerState> layer : ensemble.layers()) {
            String name = layer.get(0).layer();
            deviations.add(
                    line(name + ", 13", deviations.size(), layer, EnsembleVerdicts::largest));
            deviations.add(
                    line(
                            name + ", 2",
                            deviations.size(),
                            layer,
                            state -> state.simplest().meanDeviation()));
            distances.add(line(name, distances.size(), layer, EnsembleDrawing::distance));
        }
        distances.add(
                line("by chance", distances.size(), highest(ensemble), EnsembleDrawing::byChance));
        String id = title.replaceAll("[^A-Za-z0-9]+", "-").toLowerCase(Locale.ROOT);
        return List.of(
                Markup.pairs(
                        List.of(
                                Curves.chart(
                                        "deviation-" + id,
                                        "Higher invariants: " + title,
                                        EPOCH,
                                        DEVIATION,
                                        deviations,
                                        "How far cubic and quartic invariants are from what models of 13"
                                                + " and 2 parameters predict, on average over all of"
                                                + " them; "
                                                + ensemble.networks()
                                                + " networks."),
                                Curves.chart(
                                        "distance-" + id,
                                        "Distance from the start: " + title,
                                        EPOCH,
                                        "W2² (squared weights)",
                                        distances,
                                        "Squared Wasserstein distance of the fitted 13-parameter law"
                                                + " from the Gaussian law of the start. By chance: what"
                                                + " so many networks alone leave, in the layer where that is most."))),
                Curves.table("Deviations: " + title, EPOCH, deviations),
                Curves.table("Distances: " + title, EPOCH, distances));
    }

    /** The layer with the highest noise floor at the end. */
    private static List<LayerState> highest(EnsembleResults ensemble) {
        return ensemble.layers().stream()
                .max(Comparator.comparingDouble(layer -> byChance(layer.get(layer.size() - 1))))
                .orElseThrow();
    }

    /** W2² by the variance of all entries at the start, which compares across widths. */
    private static double relative(LayerState state) {
        LayerState.Distance start = state.fromStart();
        return start == null ? Double.NaN : start.relative();
    }

    private static double byChance(LayerState state) {
        LayerState.Distance start = state.fromStart();
        return start == null ? Double.NaN : start.noiseFloor();
    }

    private static double distance(LayerState state) {
        LayerState.Distance start = state.fromStart();
        return start == null ? Double.NaN : start.wasserstein().squared();
    }

    private static Series line(
            String name, int index, List<LayerState> layer, ToDoubleFunction<LayerState> figure) {
        return Curves.line(
                name,
                index,
                new Curve(
                        layer.stream().mapToInt(LayerState::epoch).toArray(),
                        layer.stream().mapToDouble(figure).toArray()));
    }
}
