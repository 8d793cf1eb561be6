// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.run;

import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.li;
import static j2html.TagCreator.p;
import static j2html.TagCreator.td;
import static j2html.TagCreator.text;
import static j2html.TagCreator.ul;

import io.github.inittrace.measure.Histogram;
import io.github.inittrace.measure.InitialDistribution;
import io.github.inittrace.reports.chart.HistogramChart;
import io.github.inittrace.reports.html.kit.Markup;
import io.github.inittrace.reports.html.kit.Section;
import io.github.inittrace.reports.image.WeightMatrix;
import io.github.inittrace.text.Numbers;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The values of every weight matrix at the start and at the end, and the law they started with. */
final class WeightDistributionsSection {
    private static final int BINS = 61;
    private static final double WIDEST = 4;

    /** One matrix: what is drawn, and told in a table. */
    private record Pair(
            String name,
            Histogram start,
            @Nullable Histogram end,
            String law,
            List<Double> expected) {}

    private final List<Pair> pairs;
    private final String remark;

    WeightDistributionsSection(ReportInput input) {
        remark = input.firstMatricesOnly();
        List<WeightMatrix> trained = input.trainedWeights();
        pairs =
                input.initialWeights().stream()
                        .limit(ReportInput.MOST_MATRICES)
                        .flatMap(start -> pair(start, named(trained, start.name())).stream())
                        .toList();
    }

    private static @Nullable WeightMatrix named(List<WeightMatrix> matrices, String name) {
        return matrices.stream().filter(m -> m.name().equals(name)).findFirst().orElse(null);
    }

    private static Optional<Pair> pair(WeightMatrix start, @Nullable WeightMatrix trained) {
        double[] initial = start.doubles();
        double[] end = trained == null ? new double[0] : trained.doubles();
        double a = largest(initial);
        double reach = Math.max(a, largest(end));
        if (!Double.isFinite(a) || a == 0 && !(reach > 0)) {
            return Optional.empty();
        }
        boolean isShown = trained != null && Double.isFinite(reach);
        double range = isShown ? reach : a;
        range = a > 0 ? Math.min(range, WIDEST * a) : range;
        InitialDistribution law = InitialDistribution.of(initial);
        Histogram from = Histogram.of(initial, -range, range, BINS);
        return Optional.of(
                new Pair(
                        start.name(),
                        from,
                        isShown ? Histogram.of(end, -range, range, BINS) : null,
                        a == 0 ? "all zero" : law(law),
                        law == null ? List.of() : expected(law, from.edges(), initial.length)));
    }

    private static List<Double> expected(InitialDistribution law, double[] edges, int count) {
        return IntStream.range(0, edges.length - 1)
                .mapToObj(i -> count * (law.cumulative(edges[i + 1]) - law.cumulative(edges[i])))
                .toList();
    }

    /** NaN where a value is not finite. */
    private static double largest(double[] values) {
        double largest = 0;
        for (double value : values) {
            if (!Double.isFinite(value)) {
                return Double.NaN;
            }
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    Section section() {
        return new Section(
                "laws",
                "Start and end",
                "Weights at the start and at the end",
                pairs.isEmpty() ? List.of() : content());
    }

    private List<DomContent> content() {
        List<DomContent> figures = new ArrayList<>();
        for (int i = 0; i < pairs.size(); i++) {
            figures.add(chart(pairs.get(i), i));
        }
        return List.of(
                p(
                        "The values of every weight matrix, of initial.onnx and trained.onnx, in"
                                + " the same "
                                + BINS
                                + " bins, and what the law of the initial values would have in"
                                + " each. Where an outline leaves the line, training has changed"
                                + " the distribution."
                                + remark),
                ul(
                                li(HistogramChart.barSample(), text(" start")),
                                li(HistogramChart.outlineSample(), text(" end")),
                                li(HistogramChart.lawSample(), text(" law of the start")))
                        .withClass("legend"),
                Markup.multiples(figures),
                Markup.folded("The counts behind these histograms", table()));
    }

    private static DomContent chart(Pair pair, int index) {
        Histogram start = pair.start();
        Histogram end = pair.end();
        HistogramChart chart =
                HistogramChart.of(
                                "laws-" + index,
                                pair.name(),
                                start.low(),
                                start.high(),
                                start.counts())
                        .axis("weight")
                        .describedAs(
                                "Weights from "
                                        + Numbers.text(start.low())
                                        + " to "
                                        + Numbers.text(start.high())
                                        + " at the start"
                                        + (end == null ? "" : " and at the end")
                                        + ". Law of the start: "
                                        + pair.law()
                                        + ".");
        if (end != null) {
            chart.comparedWith(end.counts());
        }
        if (!pair.expected().isEmpty()) {
            chart.expecting(pair.expected());
        }
        return figure(
                h3(pair.name()),
                chart.drawing(),
                figcaption("Start: " + pair.law() + ". " + end(end)));
    }

    private static String end(@Nullable Histogram end) {
        if (end == null) {
            return "There is no end to show: no trained weights, or some are not finite.";
        }
        long beyond = end.below() + end.above();
        return "Of the end, "
                + (beyond == 0 ? "none" : Numbers.count(beyond))
                + " outside the range.";
    }

    private static String law(@Nullable InitialDistribution law) {
        if (law instanceof InitialDistribution.Uniform uniform) {
            return "uniform over ±" + Numbers.text(uniform.bound());
        }
        if (law instanceof InitialDistribution.Normal normal) {
            return "normal with mean "
                    + Numbers.text(normal.mean())
                    + " and standard deviation "
                    + Numbers.text(normal.deviation());
        }
        return "neither uniform nor normal, or too few values to tell";
    }

    private DomContent table() {
        List<String> heads = new ArrayList<>(List.of("bin"));
        for (Pair pair : pairs) {
            heads.add(pair.name() + ": from");
            heads.addAll(List.of("start", "end", "law"));
        }
        List<DomContent> rows = new ArrayList<>();
        for (int bin = 0; bin < BINS; bin++) {
            List<DomContent> cells = new ArrayList<>();
            for (Pair pair : pairs) {
                Histogram end = pair.end();
                cells.add(Markup.number(pair.start().edges()[bin], ""));
                cells.add(Markup.count(pair.start().counts().get(bin)));
                cells.add(end == null ? td() : Markup.count(end.counts().get(bin)));
                cells.add(
                        pair.expected().isEmpty()
                                ? td()
                                : td(Numbers.text(pair.expected().get(bin))));
            }
            rows.add(Markup.row(Integer.toString(bin + 1), cells));
        }
        return Markup.numbers("Weights in each bin at the start and at the end", heads, rows);
    }
}
