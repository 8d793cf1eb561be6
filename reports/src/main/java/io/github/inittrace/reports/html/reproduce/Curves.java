// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.reproduce;

import io.github.inittrace.reports.chart.LineChart;
import io.github.inittrace.reports.chart.LineStyle;
import io.github.inittrace.reports.chart.Series;
import io.github.inittrace.reports.html.kit.ChartFigure;
import io.github.inittrace.reports.html.kit.Markup;
import io.github.inittrace.reports.reproduce.Curve;
import io.github.inittrace.study.Statistics;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/** Figures of several runs by epoch or iteration, as a chart and as a table. */
final class Curves {
    static final String ITERATION = "iteration (full-batch step)";

    private static final int MOST_ROWS = 21;

    private static final int MOST_SEEDS = 5;

    private Curves() {}

    /** A curve as a line, with another look for each index. */
    static Series line(String name, int index, Curve curve) {
        return new Series(
                name,
                LineStyle.of(index),
                Arrays.stream(curve.epochs()).asDoubleStream().toArray(),
                curve.values());
    }

    /**
     * A line for each seed, or where there are more than can be told apart, for the highest, the mean
     * and the lowest of them at each place.
     */
    static List<Series> overSeeds(List<String> names, List<Curve> curves) {
        List<Series> lines = new ArrayList<>();
        if (curves.size() <= MOST_SEEDS) {
            for (Curve curve : curves) {
                lines.add(line(names.get(lines.size()), lines.size(), curve));
            }
            return lines;
        }
        String of = " of " + curves.size() + " seeds";
        lines.add(line("highest" + of, 1, over(curves, Statistics::max)));
        lines.add(line("mean" + of, 0, over(curves, Statistics::mean)));
        lines.add(line("lowest" + of, 2, over(curves, Statistics::min)));
        return lines;
    }

    private static Curve over(List<Curve> curves, ToDoubleFunction<Statistics> figure) {
        int[] places =
                curves.stream()
                        .flatMapToInt(curve -> Arrays.stream(curve.epochs()))
                        .sorted()
                        .distinct()
                        .toArray();
        double[] values = new double[places.length];
        for (int i = 0; i < values.length; i++) {
            int place = places[i]; // which a run that broke off does not have
            double[] all = curves.stream().mapToDouble(curve -> curve.at(place)).toArray();
            values[i] = figure.applyAsDouble(Statistics.of(all));
        }
        return new Curve(places, values);
    }

    /** Lines in a chart of a page that shows several. */
    static DomContent chart(
            String id, String title, String x, String y, List<Series> lines, String caption) {
        LineChart chart =
                LineChart.of(id, title)
                        .axes(x, y)
                        .describedAs(ChartFigure.inWords(lines, x.replaceFirst(" \\(.*", "")));
        lines.forEach(chart::line);
        return ChartFigure.lines(chart, caption);
    }

    /** Lines by epoch in a small chart, on a logarithmic axis if they span more than a decade. */
    static DomContent logarithmic(String id, String title, String y, List<Series> lines) {
        LineChart chart =
                LineChart.of(id, title)
                        .axes("epoch", y)
                        .logWhenOver(LineChart.DECADE)
                        .sized(360, 318)
                        .describedAs(ChartFigure.inWords(lines));
        lines.forEach(chart::line);
        return ChartFigure.lines(chart, "");
    }

    /** The numbers behind a chart, at some of the places, folded away. */
    static DomContent table(String title, String x, List<Series> lines) {
        List<String> heads = new ArrayList<>(List.of(x.replaceFirst(" \\(.*", "")));
        TreeSet<Double> all = new TreeSet<>();
        for (Series line : lines) {
            heads.add(line.name());
            Arrays.stream(line.x()).forEach(all::add);
        }
        List<Double> places = List.copyOf(all);
        int step = Math.max(1, (places.size() - 1) / (MOST_ROWS - 1));
        List<DomContent> rows = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            if (i % step != 0 && i < places.size() - 1) {
                continue;
            }
            double place = places.get(i);
            rows.add(
                    Markup.row(
                            String.valueOf((long) place),
                            lines.stream()
                                    .map(line -> Markup.number(at(line, place), "none"))
                                    .toList()));
        }
        return Markup.folded("The numbers behind: " + title, Markup.numbers(title, heads, rows));
    }

    private static double at(Series line, double place) {
        int index = Arrays.binarySearch(line.x(), place);
        return index < 0 ? Double.NaN : line.y()[index];
    }
}
