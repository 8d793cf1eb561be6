// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.sweep;

import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.p;
import static j2html.TagCreator.text;

import io.github.inittrace.measure.PowerLaw;
import io.github.inittrace.reports.chart.LineStyle;
import io.github.inittrace.reports.chart.Means;
import io.github.inittrace.reports.chart.MeansChart;
import io.github.inittrace.reports.html.kit.ChartFigure;
import io.github.inittrace.study.RunSummary;
import io.github.inittrace.study.Statistics;
import io.github.inittrace.sweep.AxisScale;
import io.github.inittrace.sweep.SweepSummary;
import io.github.inittrace.text.Numbers;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Charts of figures along the axis of a layout. */
final class FigureCharts {
    private final SweepLayout layout;

    FigureCharts(SweepLayout layout) {
        this.layout = layout;
    }

    /** What the marks of the charts are, in words. */
    String marks() {
        SweepSummary summary = layout.summary();
        return summary.groups().stream().anyMatch(group -> summary.of(group).size() > 1)
                ? "mean ± standard deviation over the runs that differ in nothing but the seed, and"
                        + " each of these as a pale dot"
                : "each mark is one run";
    }

    /** A chart with its words; {@code id} is one that no other element of the page has. */
    DomContent chart(String id, SweepFigure figure) {
        return chart(id, figure, false);
    }

    /** The same with the power law that fits the runs of each line. */
    DomContent fitted(String id, SweepFigure figure) {
        return chart(id, figure, true);
    }

    private DomContent chart(String id, SweepFigure figure, boolean isFitted) {
        MeansChart chart =
                MeansChart.of(
                        id, figure.title(), isFitted ? layout.powerPlaces() : layout.places());
        chart.axes(layout.title(), figure.unit()).logWhenOver(figure.logRatio());
        if (figure.isEpoch()) {
            chart.wholeNumbers();
        } else if (!figure.isOfData()) {
            chart.fromZero();
        }
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < layout.lines().size(); i++) {
            SweepLayout.Line line = layout.lines().get(i);
            LineStyle style = layout.style(i);
            Means means = means(line, figure, style);
            chart.line(means);
            if (style != null) {
                dots(chart, line, figure);
                words.append(inWords(means));
                if (isFitted) {
                    fit(line, figure).ifPresent(law -> chart.curve(heights(law)));
                }
            }
        }
        chart.describedAs(words.toString().strip());
        return figure(
                h3(chart.title()),
                text("\n"),
                chart.drawing(),
                figcaption(((isFitted ? exponent(figure) : "") + chart.remark()).strip()));
    }

    /** How a figure of the single runs of a line goes with the axis; none where that is in words. */
    Optional<PowerLaw> fit(SweepLayout.Line line, SweepFigure figure) {
        AxisScale scale = layout.scale();
        if (scale == null || !scale.isNumeric()) {
            return Optional.empty();
        }
        List<Double> x = new ArrayList<>();
        List<Double> y = new ArrayList<>();
        for (int place = 0; place < layout.count(); place++) {
            for (RunSummary run : layout.runs(line, place)) {
                x.add(scale.numbers().get(place));
                y.add(figure.of().applyAsDouble(run));
            }
        }
        return PowerLaw.of(
                x.stream().mapToDouble(Double::doubleValue).toArray(),
                y.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** In words, where there is one line. */
    private String exponent(SweepFigure figure) {
        return layout.hasLines()
                ? ""
                : fit(layout.lines().get(0), figure)
                        .map(
                                law ->
                                        "Exponent "
                                                + Numbers.text(law.exponent())
                                                + ", 95 %: "
                                                + Numbers.text(law.low())
                                                + " to "
                                                + Numbers.text(law.high())
                                                + ".")
                        .orElse("");
    }

    private double[] heights(PowerLaw law) {
        AxisScale scale = Objects.requireNonNull(layout.scale());
        return scale.numbers().stream().mapToDouble(law::at).toArray();
    }

    private Means means(SweepLayout.Line line, SweepFigure figure, @Nullable LineStyle style) {
        double[] mean = new double[layout.count()];
        double[] deviation = new double[layout.count()];
        for (int place = 0; place < mean.length; place++) {
            Statistics of = figure.statistics(layout.runs(line, place));
            mean[place] = of.mean();
            deviation[place] = of.deviation();
        }
        String name = line.label().isEmpty() ? "mean" : line.label();
        return new Means(name, style, mean, deviation);
    }

    private void dots(MeansChart chart, SweepLayout.Line line, SweepFigure figure) {
        List<Integer> at = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        for (int place = 0; place < layout.count(); place++) {
            for (RunSummary run : layout.runs(line, place)) {
                at.add(place);
                values.add(figure.of().applyAsDouble(run));
            }
        }
        chart.dots(
                at.stream().mapToInt(Integer::intValue).toArray(),
                values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private String inWords(Means means) {
        int[] shown =
                IntStream.range(0, means.mean().length)
                        .filter(i -> Double.isFinite(means.mean()[i]))
                        .toArray();
        if (shown.length == 0) {
            return means.name() + ": no value. ";
        }
        DoubleStream values = IntStream.of(shown).mapToDouble(i -> means.mean()[i]);
        var range = values.summaryStatistics();
        int first = shown[0];
        int last = shown[shown.length - 1];
        return means.name()
                + ": "
                + Numbers.text(means.mean()[first])
                + " at "
                + layout.label(first)
                + ", "
                + Numbers.text(means.mean()[last])
                + " at "
                + layout.label(last)
                + ", between "
                + Numbers.text(range.getMin())
                + " and "
                + Numbers.text(range.getMax())
                + ". ";
    }

    /** The looks of the lines, if there are several. */
    List<DomContent> key() {
        if (!layout.hasLines()) {
            return List.of();
        }
        MeansChart chart = MeansChart.of("key", "", layout.places());
        double[] none = new double[0];
        for (int i = 0; i < layout.lines().size(); i++) {
            chart.line(new Means(layout.lines().get(i).label(), layout.style(i), none, none));
        }
        List<DomContent> parts = new ArrayList<>(List.of(ChartFigure.legend(chart.legend())));
        int grey = layout.lines().size() - SweepLayout.MOST_STYLED;
        if (grey > 0) {
            parts.add(
                    p(
                            "The first "
                                    + SweepLayout.MOST_STYLED
                                    + " combinations have a colour; the other "
                                    + grey
                                    + " are grey, without dots, and say their name on pointing at"
                                    + " them."));
        }
        return parts;
    }

    SweepLayout layout() {
        return layout;
    }
}
