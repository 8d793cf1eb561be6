// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.reproduce;

import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.p;

import io.github.inittrace.measure.Histogram;
import io.github.inittrace.measure.Rebinned;
import io.github.inittrace.measure.TensorMeasures;
import io.github.inittrace.reports.chart.HeatMap;
import io.github.inittrace.reports.chart.LineChart;
import io.github.inittrace.reports.chart.LineStyle;
import io.github.inittrace.reports.chart.Scale;
import io.github.inittrace.reports.chart.Series;
import io.github.inittrace.reports.html.kit.ChartFigure;
import io.github.inittrace.reports.html.kit.Markup;
import io.github.inittrace.reports.html.kit.PageFiles;
import io.github.inittrace.reports.reproduce.EvolutionVerdicts;
import io.github.inittrace.reports.reproduce.JointVerdicts;
import io.github.inittrace.reports.reproduce.MarkVerdicts;
import io.github.inittrace.reports.reproduce.Results;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.Evolution;
import io.github.inittrace.run.TrainingHistory;
import io.github.inittrace.sweep.RecordedRun;
import j2html.tags.DomContent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The distribution of the deviation by epoch, beside both losses and the distance. */
final class EvolutionDrawing {
    private static final int MOST_EPOCHS = 40;

    private EvolutionDrawing() {}

    static List<DomContent> of(Results results, PageFiles files) throws IOException {
        List<DomContent> parts = new ArrayList<>();
        parts.add(
                p(
                        "d = w − w₀ of "
                                + JointVerdicts.MATRIX
                                + ": a column an epoch, the stronger the colour, the more weights."
                                + " The publication's own figure is not known here; this one is drawn"
                                + " by its description."));
        add(parts, results, MarkVerdicts.STABLE.plan(), "Width 512");
        add(parts, results, MarkVerdicts.UNSTABLE.plan(), "Width 256");
        add(parts, results, EvolutionVerdicts.FORCED, "Width 64, 20 times the rate after epoch 12");
        return parts;
    }

    private static void add(List<DomContent> parts, Results results, String plan, String title)
            throws IOException {
        List<RecordedRun> runs = results.runs(plan);
        if (runs.isEmpty()) {
            return;
        }
        TrainingHistory history = results.folder(runs.get(0)).history();
        Optional<Evolution> evolution =
                Evolution.of(history, MOST_EPOCHS).stream()
                        .filter(e -> e.tensor().equals(JointVerdicts.MATRIX))
                        .findFirst();
        if (evolution.isPresent()) {
            List<Series> losses = losses(history);
            Series distance = distances(history);
            parts.add(h3(title));
            parts.add(
                    Markup.multiples(
                            List.of(
                                    map(plan, evolution.get()),
                                    chart(
                                            "evolution-" + plan + "-losses",
                                            "Both losses",
                                            "mean loss per example",
                                            losses),
                                    chart(
                                            "evolution-" + plan + "-distance",
                                            "Distance from the start",
                                            "|W − W₀|",
                                            List.of(distance)))));
            List<Series> all = new ArrayList<>(losses);
            all.add(distance);
            parts.add(Curves.table(title, "epoch", all));
        }
    }

    private static DomContent map(String id, Evolution evolution) {
        List<Evolution.Row> rows = evolution.rows();
        int bins =
                rows.stream()
                        .map(Evolution.Row::deviations)
                        .filter(deviations -> deviations != null)
                        .mapToInt(deviations -> deviations.histogram().counts().size())
                        .max()
                        .orElse(1);
        double[] x = new double[rows.size() + 1];
        double[][] cells = new double[rows.size()][bins + 2]; // with what lies beyond, at both ends
        double most = 2;
        for (int i = 0; i < rows.size(); i++) {
            int epoch = rows.get(i).epoch();
            x[i] = i == 0 ? epoch - 0.5 : (rows.get(i - 1).epoch() + epoch) / 2.0;
            x[i + 1] = epoch + 0.5;
            Arrays.fill(cells[i], Double.NaN);
            Rebinned deviations = rows.get(i).deviations();
            List<Long> counts = deviations == null ? List.of() : counts(deviations.histogram());
            for (int bin = 0; bin < counts.size(); bin++) {
                long count = counts.get(bin);
                cells[i][bin] = count == 0 ? Double.NaN : count;
                most = Math.max(most, count);
            }
        }
        double[] y = new double[bins + 3];
        for (int i = 0; i < y.length; i++) {
            y[i] = evolution.low() + (i - 1) * (evolution.high() - evolution.low()) / bins;
        }
        HeatMap map =
                HeatMap.of(
                                id + "-map",
                                "Deviations by epoch",
                                x,
                                y,
                                cells,
                                Scale.log(1, most, 5),
                                "weights per cell")
                        .axes("epoch", "d = w − w₀")
                        .wholeX()
                        .describedAs(
                                rows.size()
                                        + " epochs from "
                                        + rows.get(0).epoch()
                                        + " to "
                                        + rows.get(rows.size() - 1).epoch()
                                        + ".");
        return figure(
                h3("Deviations by epoch"),
                map.drawing(),
                figcaption(
                        "Bins are ± 5 rms of the last epoch; the cells at either end hold all that"
                                + " lies beyond."));
    }

    private static List<Long> counts(Histogram histogram) {
        List<Long> counts = new ArrayList<>();
        counts.add(histogram.below());
        counts.addAll(histogram.counts());
        counts.add(histogram.above());
        return counts;
    }

    private static List<Series> losses(TrainingHistory history) {
        return List.of(
                LossSeries.training(history, LineStyle.of(0)),
                LossSeries.test(history, LineStyle.of(1)));
    }

    private static Series distances(TrainingHistory history) {
        return LossSeries.of("distance", LineStyle.of(2), history, EvolutionDrawing::distance);
    }

    private static DomContent chart(String id, String title, String y, List<Series> lines) {
        LineChart chart =
                LineChart.of(id, title)
                        .axes("epoch", y)
                        .logWhenOver(LineChart.DECADE)
                        .sized(360, 318)
                        .describedAs(ChartFigure.inWords(lines));
        lines.forEach(chart::line);
        return ChartFigure.lines(chart, "");
    }

    private static @Nullable Double distance(EpochRecord record) {
        return record.tensors().stream()
                .filter(tensor -> tensor.name().equals(JointVerdicts.MATRIX))
                .map(TensorMeasures::distance)
                .findFirst()
                .orElse(null);
    }
}
