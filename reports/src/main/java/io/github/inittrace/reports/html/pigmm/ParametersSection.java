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
import io.github.inittrace.reports.chart.LineStyle;
import io.github.inittrace.reports.chart.Means;
import io.github.inittrace.reports.chart.MeansChart;
import io.github.inittrace.reports.chart.Places;
import io.github.inittrace.reports.html.kit.ChartFigure;
import io.github.inittrace.reports.html.kit.Markup;
import io.github.inittrace.reports.html.kit.Section;
import io.github.inittrace.text.Numbers;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The parameters of the largest model, with their standard errors. */
final class ParametersSection {
    /** Which parameters share a chart: what their names begin with, and the unit of their axis. */
    private static final String[][] CHARTS = {
        {"means", "mu", "weights"},
        {"C0, v", "C0 v", "squared weights"},
        {"CH", "CH", "squared weights"},
    };

    private ParametersSection() {}

    static Section of(List<LayerCourse> layers) {
        List<DomContent> parts = new ArrayList<>();
        parts.add(
                p(
                        "The parameters of the largest model, all in orthonormal coordinates, so that"
                                + " independent weights have their variance everywhere: mu are means,"
                                + " C0 is the covariance of S1 = s/D and S2 = (t − s/D)/√(D − 1), with"
                                + " s the sum of all weights of a D × D matrix and t its trace, CH of"
                                + " the differences among column sums, row sums and the diagonal, v2"
                                + " and v3 are variances of the symmetric and the antisymmetric rest;"
                                + " of matrices with rows and columns apart, v00, vH0, v0H and vHH are"
                                + " variances of s/√(mn), of the differences among row sums and among"
                                + " column sums, and of the rest. Bars are one standard error, for"
                                + " Gaussian weights."));
        layers.stream().flatMap(layer -> singular(layer).stream()).forEach(parts::add);
        List<DomContent> charts = new ArrayList<>();
        for (String[] chart : CHARTS) {
            layers.stream().filter(LayerCourse::hasCourse).forEach(of -> chart(charts, of, chart));
        }
        parts.add(Markup.pairs(charts));
        layers.forEach(layer -> parts.add(table(layer)));
        return new Section("parameters", "Parameters", parts);
    }

    /** What there is to know of fits whose covariances are singular, at any epoch. */
    private static Optional<DomContent> singular(LayerCourse layer) {
        Set<String> blocks = new TreeSet<>();
        int epochs = 0;
        for (LayerState state : layer.states()) {
            List<String> found = state.largest().singular();
            blocks.addAll(found);
            epochs += found.isEmpty() ? 0 : 1;
        }
        return blocks.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        p(
                                layer.title()
                                        + ": "
                                        + String.join(", ", blocks)
                                        + (blocks.size() == 1 ? " is" : " are")
                                        + " singular in "
                                        + epochs
                                        + " of "
                                        + layer.states().size()
                                        + (layer.states().size() == 1 ? " fit" : " fits")
                                        + ", as of fewer than three networks or of matrices of a"
                                        + " special form: these parameters and their errors say"
                                        + " nothing there."));
    }

    private static void chart(List<DomContent> charts, LayerCourse layer, String[] of) {
        List<String> names = layer.last().largest().model().parameterNames();
        List<String> starts = List.of(of[1].split(" "));
        Places epochs =
                Places.words(
                        layer.states().stream().map(s -> Integer.toString(s.epoch())).toList());
        String title = layer.last().layer() + ": " + of[0];
        MeansChart chart =
                MeansChart.of("parameters-" + (charts.size() + 1), title, epochs)
                        .axes("epoch", of[2])
                        .signed();
        List<String> words = new ArrayList<>();
        for (int k = 0; k < names.size(); k++) {
            int parameter = k;
            if (starts.stream().anyMatch(names.get(k)::startsWith)) {
                double[] values = numbers(layer, s -> s.largest().model().parameters()[parameter]);
                chart.line(
                        new Means(
                                names.get(k),
                                LineStyle.of(words.size()),
                                values,
                                numbers(layer, s -> s.largest().standardErrors().get(parameter))));
                words.add(
                        names.get(k)
                                + ": "
                                + Numbers.text(values[0])
                                + " at first, "
                                + Numbers.text(values[values.length - 1])
                                + " at last.");
            }
        }
        if (!words.isEmpty()) {
            charts.add(
                    figure(
                            h3(title),
                            ChartFigure.legend(chart.legend()),
                            text("\n"),
                            chart.describedAs(words.stream().collect(Collectors.joining(" ")))
                                    .drawing(),
                            figcaption(chart.remark())));
        }
    }

    private static double[] numbers(LayerCourse layer, ToDoubleFunction<LayerState> of) {
        return layer.states().stream().mapToDouble(of).toArray();
    }

    private static DomContent table(LayerCourse layer) {
        List<DomContent> rows = new ArrayList<>();
        for (ModelFit fit : layer.last().fits()) {
            double[] values = fit.model().parameters();
            for (int k = 0; k < values.length; k++) {
                rows.add(
                        Markup.row(
                                fit.model().parameterNames().get(k),
                                List.of(
                                        td(fit.parameters() + " parameters"),
                                        Markup.number(values[k], "not finite"),
                                        fit.isSingular(fit.model().parameterNames().get(k))
                                                ? Markup.number(null, "singular fit")
                                                : Markup.number(
                                                        fit.standardErrors().get(k),
                                                        "not finite"))));
            }
        }
        String title = layer.title() + ", " + LayerCourse.at(layer.last());
        return Markup.folded(
                "Parameters of " + title,
                Markup.numbers(
                        title, List.of("parameter", "model of", "value", "standard error"), rows));
    }
}
