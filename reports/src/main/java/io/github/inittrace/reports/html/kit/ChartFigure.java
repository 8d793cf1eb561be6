// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.kit;

import static j2html.TagCreator.each;
import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.li;
import static j2html.TagCreator.text;
import static j2html.TagCreator.ul;

import io.github.inittrace.reports.chart.LineChart;
import io.github.inittrace.reports.chart.Series;
import io.github.inittrace.text.Numbers;
import j2html.tags.DomContent;
import java.util.List;
import java.util.stream.Collectors;

/** Charts with heading, legend and caption. */
public final class ChartFigure {
    private ChartFigure() {}

    /** A chart of lines; {@code caption} says how to read it. */
    public static DomContent lines(LineChart chart, String caption) {
        String remark = chart.remark();
        return figure(
                h3(chart.title()),
                legend(chart.legend()),
                text("\n"),
                chart.drawing(),
                figcaption(caption + (remark.isEmpty() ? "" : " " + remark)));
    }

    /** Samples with their names. */
    public static DomContent legend(List<LineChart.LegendEntry> entries) {
        return ul(each(entries, entry -> li(entry.sample(), text(" " + entry.name()))))
                .withClass("legend");
    }

    /** Every line over epochs in words: from, to, lowest and highest value. */
    public static String inWords(List<Series> lines) {
        return inWords(lines, "epoch");
    }

    /** Every line in words; {@code axis} is the word for the horizontal axis. */
    public static String inWords(List<Series> lines, String axis) {
        return lines.stream().map(line -> inWords(line, axis)).collect(Collectors.joining(" "));
    }

    private static String inWords(Series line, String axis) {
        int first = -1;
        int last = -1;
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < line.y().length; i++) {
            if (Double.isFinite(line.y()[i])) {
                first = first < 0 ? i : first;
                last = i;
                min = Math.min(min, line.y()[i]);
                max = Math.max(max, line.y()[i]);
            }
        }
        if (first < 0) {
            return line.name() + ": no value.";
        }
        return line.name()
                + ": "
                + Numbers.text(line.y()[first])
                + " at "
                + axis
                + " "
                + position(line.x()[first])
                + ", "
                + Numbers.text(line.y()[last])
                + " at "
                + axis
                + " "
                + position(line.x()[last])
                + ", between "
                + Numbers.text(min)
                + " and "
                + Numbers.text(max)
                + ".";
    }

    private static String position(double x) {
        return x == (long) x ? Long.toString((long) x) : Numbers.text(x);
    }
}
