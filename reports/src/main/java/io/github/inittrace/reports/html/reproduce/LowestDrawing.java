// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.reproduce;

import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.h3;

import io.github.inittrace.reports.chart.LineChart;
import io.github.inittrace.reports.chart.Means;
import io.github.inittrace.reports.chart.MeansChart;
import io.github.inittrace.reports.html.kit.ChartFigure;
import io.github.inittrace.reports.html.kit.Markup;
import io.github.inittrace.reports.html.kit.PageFiles;
import io.github.inittrace.reports.reproduce.Results;
import io.github.inittrace.reports.reproduce.Width;
import io.github.inittrace.text.Numbers;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;

/** The means of the lowest losses by width: figure 2d. */
final class LowestDrawing {
    /** The width at which the published figure has a vertical line. */
    private static final int PUBLISHED_LINE = 275;

    private LowestDrawing() {}

    static List<DomContent> of(Results results, PageFiles files) {
        List<Width> widths = Width.of(results.summary("widths"));
        if (widths.isEmpty()) {
            return List.of();
        }
        Means training = PhaseDrawing.means("training", 0, widths, Width::lowestOfTraining);
        Means test = PhaseDrawing.means("test", 1, widths, Width::lowestOfTest);
        MeansChart chart =
                MeansChart.of("lowest", "Mean lowest loss", PhaseDrawing.places(widths))
                        .axes("width (units of each hidden layer)", "mean loss per example")
                        .logWhenOver(LineChart.DECADE)
                        .describedAs(words(training, widths) + " " + words(test, widths))
                        .line(training)
                        .line(test);
        String line = "";
        for (int i = 0; i < widths.size(); i++) {
            if (widths.get(i).units() == PUBLISHED_LINE) {
                chart.mark(i, "width " + PUBLISHED_LINE);
                line = "The line at width " + PUBLISHED_LINE + " is that of the published figure. ";
            }
        }
        List<DomContent> rows = new ArrayList<>();
        for (Width width : widths) {
            rows.add(
                    Markup.row(
                            String.valueOf(width.units()),
                            List.of(
                                    Markup.statistics(
                                            width.lowestOfTraining(), width.runs().size()),
                                    Markup.statistics(width.lowestOfTest(), width.runs().size()))));
        }
        return List.of(
                Markup.pairs(
                        List.of(
                                figure(
                                        h3(chart.title()),
                                        ChartFigure.legend(chart.legend()),
                                        chart.drawing(),
                                        figcaption(
                                                "The lowest loss that each run ever recorded: mean ±"
                                                        + " standard deviation over the seeds. "
                                                        + line
                                                        + chart.remark())))),
                Markup.numbers(
                        "Lowest losses, mean ± standard deviation",
                        List.of("width", "training", "test"),
                        rows));
    }

    private static String words(Means means, List<Width> widths) {
        StringBuilder words = new StringBuilder(means.name()).append(':');
        for (int i = 0; i < widths.size(); i++) {
            words.append(' ')
                    .append(Numbers.text(means.mean()[i]))
                    .append(" at width ")
                    .append(widths.get(i).units())
                    .append(i + 1 < widths.size() ? "," : ".");
        }
        return words.toString();
    }
}
