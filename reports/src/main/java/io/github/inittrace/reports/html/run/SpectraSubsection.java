// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.run;

import static j2html.TagCreator.h3;
import static j2html.TagCreator.p;
import static j2html.TagCreator.td;

import io.github.inittrace.reports.chart.LineChart;
import io.github.inittrace.reports.chart.LineStyle;
import io.github.inittrace.reports.chart.Series;
import io.github.inittrace.reports.html.kit.ChartFigure;
import io.github.inittrace.reports.html.kit.Markup;
import io.github.inittrace.run.MatrixSpectra;
import io.github.inittrace.run.Spectrum;
import io.github.inittrace.text.Numbers;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The singular values of the weight matrices, before and after training and of the difference. */
final class SpectraSubsection {
    private static final List<String> NAMES = List.of("W₀", "W", "W − W₀");
    private static final String NONE = "all zero or not finite";

    private final List<MatrixSpectra> matrices;

    SpectraSubsection(List<MatrixSpectra> matrices) {
        this.matrices = matrices;
    }

    void addTo(List<DomContent> parts) {
        parts.add(h3("Singular values"));
        parts.add(
                p(
                        "The effective rank is exp(−Σ p ln p) with p = σ / Σσ; the stable rank is"
                                + " Σσ² / σ₁². Small ranks of W − W₀ say that training changed a"
                                + " matrix in few directions."));
        List<DomContent> charts = new ArrayList<>();
        for (int i = 0; i < matrices.size(); i++) {
            charts.add(chart(matrices.get(i), i));
        }
        parts.add(Markup.pairs(charts));
        parts.add(ranks());
        parts.add(Markup.folded("The singular values behind the charts", values()));
    }

    private static List<Spectrum> three(MatrixSpectra matrix) {
        return List.of(matrix.initial(), matrix.trained(), matrix.change());
    }

    private static DomContent chart(MatrixSpectra matrix, int index) {
        List<Series> lines = new ArrayList<>();
        int zeros = 0;
        for (int s = 0; s < NAMES.size(); s++) {
            List<Double> values = three(matrix).get(s).values();
            double[] x = new double[values.size()];
            double[] y = new double[values.size()];
            for (int i = 0; i < x.length; i++) {
                x[i] = i + 1;
                y[i] = isRounding(values, i) ? 0 : values.get(i);
                zeros += y[i] == 0 ? 1 : 0;
            }
            lines.add(new Series(NAMES.get(s), LineStyle.of(s), x, y));
        }
        LineChart chart =
                LineChart.of("spectrum-" + index, matrix.tensor())
                        .describedAs(ChartFigure.inWords(lines, "number"))
                        .axes("number, from the largest", "singular value")
                        .logWhenOver(1);
        lines.forEach(chart::line);
        return ChartFigure.lines(
                chart,
                "Effective rank of W − W₀: "
                        + Numbers.text(matrix.change().effectiveRank(), NONE)
                        + " of at most "
                        + matrix.change().values().size()
                        + "."
                        + (zeros == 0
                                ? ""
                                : " Of all values here, "
                                        + Numbers.count(zeros)
                                        + " are zero up to rounding."));
    }

    /** What is left of a zero: at most n ε of the largest, for n singular values. */
    private static boolean isRounding(List<Double> values, int i) {
        return values.get(i) <= values.get(0) * values.size() * Math.ulp(1.0);
    }

    private DomContent ranks() {
        List<String> heads = new ArrayList<>(List.of("tensor"));
        for (String what : List.of("σ₁ of ", "effective rank of ", "stable rank of ")) {
            NAMES.forEach(name -> heads.add(what + name));
        }
        List<DomContent> rows = new ArrayList<>();
        for (MatrixSpectra matrix : matrices) {
            List<DomContent> cells = new ArrayList<>();
            add(cells, matrix, s -> s.values().isEmpty() ? null : s.values().get(0));
            add(cells, matrix, Spectrum::effectiveRank);
            add(cells, matrix, Spectrum::stableRank);
            rows.add(Markup.row(matrix.tensor(), cells));
        }
        return Markup.numbers("Largest singular value and ranks", heads, rows);
    }

    private static void add(
            List<DomContent> cells,
            MatrixSpectra matrix,
            Function<Spectrum, @Nullable Double> measure) {
        three(matrix).forEach(s -> cells.add(Markup.number(measure.apply(s), NONE)));
    }

    /** Four digits: all of them, of all values, would make a page of their own. */
    private DomContent values() {
        List<String> heads = new ArrayList<>(List.of("number"));
        int most = 0;
        for (MatrixSpectra matrix : matrices) {
            NAMES.forEach(name -> heads.add(matrix.tensor() + " " + name));
            most = Math.max(most, matrix.trained().values().size());
            most = Math.max(most, matrix.initial().values().size());
        }
        List<DomContent> rows = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            List<DomContent> cells = new ArrayList<>();
            for (MatrixSpectra matrix : matrices) {
                for (Spectrum s : three(matrix)) {
                    cells.add(i < s.values().size() ? td(Numbers.text(s.values().get(i))) : td());
                }
            }
            rows.add(Markup.row(Integer.toString(i + 1), cells));
        }
        return Markup.numbers("Singular values (all digits in analysis.json)", heads, rows);
    }
}
