// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.reproduce;

import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.p;

import io.github.inittrace.measure.PowerLaw;
import io.github.inittrace.reports.chart.LineStyle;
import io.github.inittrace.reports.chart.Means;
import io.github.inittrace.reports.chart.MeansChart;
import io.github.inittrace.reports.chart.Places;
import io.github.inittrace.reports.html.kit.ChartFigure;
import io.github.inittrace.reports.html.kit.Markup;
import io.github.inittrace.reports.html.kit.PageFiles;
import io.github.inittrace.reports.reproduce.EqualLossVerdicts;
import io.github.inittrace.reports.reproduce.Results;
import io.github.inittrace.reports.reproduce.Width;
import io.github.inittrace.run.CurveId.Kind;
import io.github.inittrace.study.Statistics;
import io.github.inittrace.text.Numbers;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The mean change of each matrix when the loss is first down to a level, by width. */
final class EqualLossDrawing {
    private EqualLossDrawing() {}

    static List<DomContent> of(Results results, PageFiles files) {
        List<Width> widths = Width.of(results.summary(EqualLossVerdicts.PLAN));
        OptionalDouble level = EqualLossVerdicts.level(widths);
        if (level.isEmpty()) {
            return List.of(p("There is no level of the loss that all runs came down to."));
        }
        double loss = level.getAsDouble();
        List<String> matrices = EqualLossVerdicts.matrices(widths);
        MeansChart chart =
                MeansChart.of(
                                "equal-loss-chart",
                                "Mean change at a loss of " + loss,
                                places(widths))
                        .axes("width (units of each hidden layer)", "mean |w − w₀| / mean |w₀|")
                        .logWhenOver(1);
        List<String> exponents = new ArrayList<>();
        for (int i = 0; i < matrices.size(); i++) {
            String matrix = matrices.get(i);
            List<Statistics> of = widths.stream().map(w -> change(w, loss, matrix)).toList();
            chart.line(
                    new Means(
                            matrix,
                            LineStyle.of(i),
                            of.stream().mapToDouble(Statistics::mean).toArray(),
                            of.stream().mapToDouble(Statistics::deviation).toArray()));
            Optional<PowerLaw> law = EqualLossVerdicts.law(widths, loss, matrix);
            law.ifPresent(
                    fit -> {
                        chart.curve(widths.stream().mapToDouble(w -> fit.at(w.units())).toArray());
                        exponents.add(matrix + " " + Numbers.text(fit.exponent()));
                    });
        }
        String words = "Exponents of the width: " + String.join(", ", exponents) + ".";
        chart.describedAs(words);
        return List.of(
                p(
                        "Where the mean loss of the last 100 minibatches first was "
                                + loss
                                + " or less, the lowest level that all runs came down to after step"
                                + " 100."),
                Markup.pairs(
                        List.of(
                                figure(
                                        h3(chart.title()),
                                        ChartFigure.legend(chart.legend()),
                                        chart.drawing(),
                                        figcaption(
                                                words
                                                        + " Marks: mean ± standard deviation over"
                                                        + " the seeds; lines: the power laws.")))),
                table(widths, loss, matrices));
    }

    private static Places places(List<Width> widths) {
        return Places.logarithmic(
                widths.stream().map(w -> String.valueOf(w.units())).toList(),
                widths.stream().map(w -> (double) w.units()).toList());
    }

    private static Statistics change(Width width, double loss, String matrix) {
        return Statistics.of(
                width.runs().stream()
                        .mapToDouble(run -> run.at(loss, Kind.MEAN_ABS_RATIO, matrix))
                        .toArray());
    }

    private static DomContent table(List<Width> widths, double loss, List<String> matrices) {
        List<String> heads = new ArrayList<>(List.of("width"));
        heads.addAll(matrices);
        List<DomContent> rows = new ArrayList<>();
        for (Width width : widths) {
            rows.add(
                    Markup.row(
                            String.valueOf(width.units()),
                            matrices.stream()
                                    .map(
                                            matrix ->
                                                    Markup.statistics(
                                                            change(width, loss, matrix),
                                                            width.runs().size()))
                                    .toList()));
        }
        return Markup.numbers(
                "Mean |w − w₀| / mean |w₀| at a loss of " + loss + ", mean ± standard deviation",
                heads,
                rows);
    }
}
