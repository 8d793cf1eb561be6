// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.reproduce;

import static j2html.TagCreator.p;
import static j2html.TagCreator.td;

import io.github.inittrace.data.DatasetLoader;
import io.github.inittrace.reports.chart.LineStyle;
import io.github.inittrace.reports.chart.Means;
import io.github.inittrace.reports.chart.Places;
import io.github.inittrace.reports.html.kit.Markup;
import io.github.inittrace.reports.html.kit.PageFiles;
import io.github.inittrace.reports.html.kit.PhaseFigure;
import io.github.inittrace.reports.reproduce.Results;
import io.github.inittrace.reports.reproduce.Width;
import io.github.inittrace.study.LossGap;
import io.github.inittrace.study.PhaseColumn;
import io.github.inittrace.study.Statistics;
import io.github.inittrace.sweep.SweepSummary;
import io.github.inittrace.text.Numbers;
import j2html.tags.DomContent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The regimes by width and epoch, with the epochs of minima and divergence: figure 2c. */
final class PhaseDrawing {
    /** On HASYv2, the loss between the published clusters of widths. */
    private static final double PUBLISHED = 0.05;

    private PhaseDrawing() {}

    static List<DomContent> of(Results results, PageFiles files) throws IOException {
        SweepSummary sweep = results.summary("widths");
        List<Width> widths = Width.of(sweep);
        if (widths.isEmpty()) {
            return List.of();
        }
        Optional<LossGap> gap = sweep.gap();
        boolean isPublished = results.isOn(DatasetLoader.HASYV2);
        double strong = isPublished ? PUBLISHED : gap.map(LossGap::middle).orElse(Double.NaN);
        int[] epochs = sweep.epochs();
        List<Means> events =
                List.of(
                        means("t_min train", 2, widths, Width::minimumOfTraining),
                        means("t_min test", 4, widths, Width::minimumOfTest),
                        means("t_div", 1, widths, Width::divergence));
        List<DomContent> parts = new ArrayList<>();
        parts.add(
                p(
                        isPublished
                                ? "High trainability: below a training loss of "
                                        + PUBLISHED
                                        + ", between the published lowest ones of widths 250 and"
                                        + " 275, 0.117 and 0.02."
                                : gap.isEmpty()
                                        ? "The lowest training losses of the widths are no two clusters, so"
                                                + " that low and high trainability are not told apart."
                                        : "High trainability: below a training loss of "
                                                + Numbers.text(strong)
                                                + ", half-way in the widest gap between the widths."));
        parts.add(
                Markup.pairs(
                        List.of(
                                PhaseFigure.of(
                                        "phase",
                                        "Regime by width and epoch",
                                        places(widths),
                                        "width (units of each hidden layer)",
                                        widths.stream()
                                                .map(w -> PhaseColumn.of(w.runs(), epochs, strong))
                                                .toList(),
                                        events.stream().filter(PhaseDrawing::hasAny).toList(),
                                        epochs[epochs.length - 1]))));
        parts.add(table(widths));
        return parts;
    }

    /** The widths as an axis. */
    static Places places(List<Width> widths) {
        return Places.numbers(
                widths.stream().map(w -> String.valueOf(w.units())).toList(),
                widths.stream().map(w -> (double) w.units()).toList());
    }

    /** A figure of each width. */
    static Means means(
            String name, int style, List<Width> widths, Function<Width, Statistics> figure) {
        return new Means(
                name,
                LineStyle.of(style),
                widths.stream().mapToDouble(w -> figure.apply(w).mean()).toArray(),
                widths.stream().mapToDouble(w -> figure.apply(w).deviation()).toArray());
    }

    private static boolean hasAny(Means means) {
        for (double mean : means.mean()) {
            if (Double.isFinite(mean)) {
                return true;
            }
        }
        return false;
    }

    private static DomContent table(List<Width> widths) {
        List<DomContent> rows = new ArrayList<>();
        for (Width width : widths) {
            rows.add(
                    Markup.row(
                            String.valueOf(width.units()),
                            List.of(
                                    event(width, Width::minimumOfTraining),
                                    event(width, Width::minimumOfTest),
                                    event(width, Width::divergence))));
        }
        return Markup.numbers(
                "Epochs of minima and divergence, mean ± standard deviation",
                List.of("width", "t_min train", "t_min test", "t_div"),
                rows);
    }

    /** A run that ended before the event is counted, not averaged. */
    private static DomContent event(Width width, Function<Width, Statistics> figure) {
        Statistics of = figure.apply(width);
        return of.count() == 0
                ? td(">" + width.runs().get(0).lastEpoch())
                : Markup.statistics(of, width.runs().size());
    }
}
