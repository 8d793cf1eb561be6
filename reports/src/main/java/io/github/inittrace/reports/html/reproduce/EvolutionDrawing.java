// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.reproduce;

import static j2html.TagCreator.div;
import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.p;

import io.github.inittrace.measure.TensorMeasures;
import io.github.inittrace.reports.chart.LineChart;
import io.github.inittrace.reports.chart.LineStyle;
import io.github.inittrace.reports.chart.Series;
import io.github.inittrace.reports.chart.StackedCharts;
import io.github.inittrace.reports.html.kit.ChartFigure;
import io.github.inittrace.reports.html.kit.DeviationMap;
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
            parts.add(drawing(plan, title, history, evolution.get(), losses, distance));
            List<Series> all = new ArrayList<>(losses);
            all.add(distance);
            parts.add(Curves.table(title, "epoch", all));
        }
    }

    /** One axis of epochs for all three, so that a jump of one can be seen to be one of the others. */
    private static DomContent drawing(
            String plan,
            String title,
            TrainingHistory history,
            Evolution evolution,
            List<Series> losses,
            Series distance) {
        DeviationMap map = new DeviationMap(history, evolution);
        LineChart loss =
                LineChart.of(plan + "-losses", "Both losses")
                        .axes("epoch", "mean loss per example")
                        .logWhenOver(LineChart.DECADE);
        losses.forEach(loss::line);
        LineChart moved =
                LineChart.of(plan + "-distance", "Distance from the start")
                        .axes("epoch", "distance |W − W₀|")
                        .logWhenOver(LineChart.DECADE)
                        .line(distance);
        StackedCharts stack =
                StackedCharts.of("evolution-" + plan, title)
                        .describedAs(
                                ChartFigure.inWords(losses)
                                        + " "
                                        + ChartFigure.inWords(List.of(distance)))
                        .add(loss)
                        .add(moved)
                        .over(map.draw(plan + "-map", "Deviations by epoch"));
        List<LineChart.LegendEntry> legend = new ArrayList<>(loss.legend());
        legend.addAll(moved.legend());
        return figure(
                        div(h3(title), stack.drawing()),
                        div(
                                        ChartFigure.legend(legend),
                                        figcaption((loss.remark() + " " + map.caption()).strip()))
                                .withClass("beside"))
                .withClass("course");
    }

    private static List<Series> losses(TrainingHistory history) {
        return List.of(
                LossSeries.training(history, LineStyle.of(0)),
                LossSeries.test(history, LineStyle.of(1)));
    }

    private static Series distances(TrainingHistory history) {
        return LossSeries.of("distance", LineStyle.of(2), history, EvolutionDrawing::distance);
    }

    private static @Nullable Double distance(EpochRecord record) {
        return record.tensors().stream()
                .filter(tensor -> tensor.name().equals(JointVerdicts.MATRIX))
                .findFirst()
                .map(TensorMeasures::distance)
                .orElse(null);
    }
}
