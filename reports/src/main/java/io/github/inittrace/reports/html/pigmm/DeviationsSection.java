// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.pigmm;

import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.p;
import static j2html.TagCreator.td;
import static j2html.TagCreator.text;

import io.github.inittrace.ensemble.LayerState;
import io.github.inittrace.ensemble.ModelFit;
import io.github.inittrace.pigmm.Deviation;
import io.github.inittrace.pigmm.Invariants;
import io.github.inittrace.reports.chart.LineChart;
import io.github.inittrace.reports.chart.LineStyle;
import io.github.inittrace.reports.chart.RowBars;
import io.github.inittrace.reports.chart.Series;
import io.github.inittrace.reports.html.kit.ChartFigure;
import io.github.inittrace.reports.html.kit.Markup;
import io.github.inittrace.reports.html.kit.Section;
import io.github.inittrace.text.Numbers;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** How well the fitted models predict cubic and quartic invariants. */
final class DeviationsSection {
    private static final String DEVIATION = "deviation (standard deviations over networks)";

    private static final double FAR = 3;

    private DeviationsSection() {}

    static Section of(List<LayerCourse> layers) {
        List<DomContent> parts = new ArrayList<>();
        parts.add(
                p(
                        "A model is fitted to linear and quadratic invariants. How well does it"
                                + " predict the means of the others? The deviation is |expected −"
                                + " mean| by the standard deviation of single networks, as published:"
                                + " 1 is a distance that single networks have."));
        List<DomContent> curves = new ArrayList<>();
        List<DomContent> bars = new ArrayList<>();
        for (LayerCourse layer : layers) {
            if (layer.hasCourse()) {
                curves.add(curves(layer));
            }
            bars.add(bars(layer));
        }
        if (!curves.isEmpty()) {
            parts.add(h3("By epoch"));
            parts.add(Markup.pairs(curves));
        }
        parts.add(h3("One by one"));
        parts.add(Markup.pairs(bars));
        layers.forEach(layer -> parts.add(table(layer)));
        return new Section("deviations", "Higher invariants", parts);
    }

    private static DomContent curves(LayerCourse layer) {
        LineChart chart =
                LineChart.of("deviation-" + layer.index(), layer.title())
                        .axes("epoch", DEVIATION)
                        .fromZero()
                        .cutStart();
        int count = layer.last().largest().deviations().size();
        for (int k = 0; k < count; k++) {
            int invariant = k;
            chart.faint(
                    layer.series(
                            "",
                            LineStyle.faint(),
                            s -> s.largest().deviations().get(invariant).normalised()));
        }
        List<Series> means = new ArrayList<>();
        for (InvariantGroup group : InvariantGroup.of(layer.last().symmetry())) {
            Series line =
                    layer.series(
                            group.name(), LineStyle.of(means.size()), s -> group.mean(s.largest()));
            means.add(line);
            chart.line(line);
        }
        return ChartFigure.lines(
                chart.describedAs(ChartFigure.inWords(means)),
                "Under the model of "
                        + layer.last().largest().parameters()
                        + " parameters: the mean of each group, and each invariant as a thin grey"
                        + " line.");
    }

    private static DomContent bars(LayerCourse layer) {
        LayerState last = layer.last();
        ModelFit fit = last.largest();
        RowBars chart =
                RowBars.of("bars-" + layer.index(), layer.title())
                        .describedAs("The table below has the numbers.")
                        .axis(DEVIATION, fit.parameters() + " parameters, " + LayerCourse.at(last))
                        .marks("2 parameters, " + LayerCourse.at(last));
        if (layer.hasCourse()) {
            chart.distantMarks(fit.parameters() + " parameters, " + LayerCourse.at(layer.first()));
        }
        for (InvariantGroup group : InvariantGroup.of(last.symmetry())) {
            List<Deviation> simple = group.in(last.simplest());
            List<Deviation> before = group.in(layer.first().largest());
            List<RowBars.Row> rows = new ArrayList<>();
            for (Deviation of : group.in(fit)) {
                double other = simple.get(rows.size()).normalised();
                rows.add(
                        new RowBars.Row(
                                Invariants.name(of.invariant()),
                                of.normalised(),
                                layer.hasCourse()
                                        ? new double[] {other, before.get(rows.size()).normalised()}
                                        : new double[] {other}));
            }
            chart.group(new RowBars.Group(group.name(), rows));
        }
        StringBuilder caption = new StringBuilder("Mean over all: ");
        for (ModelFit each : last.fits()) {
            caption.append(each == fit ? "" : ", ")
                    .append(Numbers.text(each.meanDeviation()))
                    .append(" under ")
                    .append(each.parameters())
                    .append(" parameters (")
                    .append(Numbers.rough(each.meanByChance()))
                    .append(" by chance, |z| above 3 for ")
                    .append(each.deviations().stream().filter(DeviationsSection::isFar).count())
                    .append(" of ")
                    .append(each.deviations().size())
                    .append(')');
        }
        return figure(
                h3(chart.title()),
                ChartFigure.legend(chart.legend()),
                text("\n"),
                chart.drawing(),
                figcaption(caption + "." + changes(layer)));
    }

    /** The published normalised change since the first epoch, of each invariant. */
    private static double[] change(LayerCourse layer) {
        List<Deviation> first = layer.first().largest().deviations();
        List<Deviation> last = layer.last().largest().deviations();
        return IntStream.range(0, last.size())
                .mapToDouble(k -> last.get(k).changeSince(first.get(k)))
                .toArray();
    }

    private static String changes(LayerCourse layer) {
        if (!layer.hasCourse()) {
            return "";
        }
        DoubleSummaryStatistics signed =
                DoubleStream.of(change(layer)).filter(Double::isFinite).summaryStatistics();
        DoubleSummaryStatistics absolute =
                DoubleStream.of(change(layer))
                        .filter(Double::isFinite)
                        .map(Math::abs)
                        .summaryStatistics();
        return signed.getCount() == 0
                ? ""
                : " Normalised change (now − then) / (now + then) since "
                        + LayerCourse.at(layer.first())
                        + ", lowest, mean and highest: "
                        + three(signed)
                        + "; of its absolute value "
                        + three(absolute)
                        + ".";
    }

    private static String three(DoubleSummaryStatistics of) {
        return Numbers.text(of.getMin())
                + ", "
                + Numbers.text(of.getAverage())
                + ", "
                + Numbers.text(of.getMax());
    }

    /** Whether the model is wrong about an invariant by more than chance. */
    private static boolean isFar(Deviation of) {
        return Math.abs(of.z()) > FAR;
    }

    private static DomContent table(LayerCourse layer) {
        LayerState last = layer.last();
        List<String> heads = new ArrayList<>(List.of("invariant", "graph", "sum", "mean"));
        for (ModelFit fit : last.fits()) {
            String of = " of " + fit.parameters();
            heads.addAll(List.of("expected" + of, "deviation" + of, "z" + of));
        }
        if (layer.hasCourse()) {
            heads.add("change since " + LayerCourse.at(layer.first()));
        }
        double[] changes = change(layer);
        List<DomContent> rows = new ArrayList<>();
        for (int k = 0; k < last.largest().deviations().size(); k++) {
            Deviation first = last.largest().deviations().get(k);
            List<DomContent> cells = new ArrayList<>();
            cells.add(td(InvariantGlyph.of(first.invariant())));
            cells.add(td(first.invariant().formula()));
            cells.add(Markup.number(first.mean(), "not finite"));
            for (ModelFit fit : last.fits()) {
                Deviation of = fit.deviations().get(k);
                cells.add(Markup.number(of.expected(), "not finite"));
                cells.add(Markup.number(of.normalised(), "no spread"));
                cells.add(Markup.number(of.z(), "no spread"));
            }
            if (layer.hasCourse()) {
                cells.add(Markup.number(changes[k], "none"));
            }
            rows.add(Markup.row(Invariants.name(first.invariant()), cells));
        }
        String title = layer.title() + ", " + LayerCourse.at(last);
        return Markup.folded(
                "Cubic and quartic invariants of " + title, Markup.numbers(title, heads, rows));
    }
}
