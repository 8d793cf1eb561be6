// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.reproduce;

import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.li;
import static j2html.TagCreator.text;
import static j2html.TagCreator.ul;

import io.github.inittrace.measure.Histogram;
import io.github.inittrace.measure.Movement;
import io.github.inittrace.measure.TensorMeasures;
import io.github.inittrace.onnx.OnnxTensor;
import io.github.inittrace.onnx.OnnxWeights;
import io.github.inittrace.reports.chart.HistogramChart;
import io.github.inittrace.reports.html.kit.Markup;
import io.github.inittrace.reports.html.kit.PageFiles;
import io.github.inittrace.reports.reproduce.DistanceVerdicts;
import io.github.inittrace.reports.reproduce.Results;
import io.github.inittrace.reports.reproduce.ShapeVerdicts;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.sweep.RecordedRun;
import io.github.inittrace.text.Numbers;
import j2html.tags.DomContent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Histograms of the first matrix, and of how its weights moved. */
final class ShapeDrawing {
    private static final int BINS = 60;

    private ShapeDrawing() {}

    static List<DomContent> histograms(Results results, PageFiles files) throws IOException {
        List<DomContent> figures = new ArrayList<>();
        List<DomContent> tables = new ArrayList<>();
        for (RecordedRun run : results.runs(ShapeVerdicts.HISTOGRAMS)) {
            double[] start = matrix(run.folder().resolve(RunFolder.INITIAL));
            double[] end = matrix(run.folder().resolve(RunFolder.TRAINED));
            double reach = 1.1 * Arrays.stream(start).map(Math::abs).max().orElse(1);
            Histogram before = Histogram.of(start, -reach, reach, BINS);
            Histogram after = Histogram.of(end, -reach, reach, BINS);
            String title =
                    DistanceVerdicts.start(run)
                            + ", "
                            + run.run().settings().get("epochs")
                            + " iterations";
            figures.add(chart(figures.size(), title, before, after));
            tables.add(table(title, before, after));
        }
        return List.of(
                ul(
                                li(HistogramChart.barSample(), text(" start")),
                                li(HistogramChart.outlineSample(), text(" end")))
                        .withClass("legend"),
                Markup.multiples(figures),
                Markup.folded("The counts behind these histograms", Markup.lines(tables)));
    }

    private static double[] matrix(Path onnx) throws IOException {
        for (OnnxTensor tensor : OnnxWeights.read(onnx).tensors()) {
            if (tensor.name().equals(ShapeVerdicts.MATRIX)) {
                double[] wide = new double[tensor.values().length];
                for (int i = 0; i < wide.length; i++) {
                    wide[i] = tensor.values()[i];
                }
                return wide;
            }
        }
        throw new IOException(
                onnx + " has no tensor '" + ShapeVerdicts.MATRIX + "'; train it again");
    }

    private static DomContent chart(int index, String title, Histogram before, Histogram after) {
        long beyond = after.below() + after.above();
        HistogramChart chart =
                HistogramChart.of(
                                "shape-" + index,
                                title,
                                before.low(),
                                before.high(),
                                before.counts())
                        .comparedWith(after.counts())
                        .axis("weight")
                        .describedAs("Weights at the start as bars, at the end as an outline.");
        return figure(
                h3(title),
                chart.drawing(),
                figcaption(
                        beyond == 0
                                ? "All weights of the end are within the axis."
                                : Numbers.count(beyond)
                                        + " weights of the end lie beyond the axis."));
    }

    private static DomContent table(String title, Histogram before, Histogram after) {
        double[] edges = before.edges();
        List<DomContent> rows = new ArrayList<>();
        for (int bin = 0; bin < BINS; bin++) {
            rows.add(
                    Markup.row(
                            Numbers.text(edges[bin]),
                            List.of(
                                    Markup.count(before.counts().get(bin)),
                                    Markup.count(after.counts().get(bin)))));
        }
        return Markup.numbers(title, List.of("from", "start", "end"), rows);
    }

    static List<DomContent> movement(Results results, PageFiles files) throws IOException {
        List<DomContent> figures = new ArrayList<>();
        List<DomContent> tables = new ArrayList<>();
        for (RecordedRun run : results.runs(DistanceVerdicts.DISTANCE)) {
            TensorMeasures weights = ShapeVerdicts.matrix(results.folder(run).history().last());
            if (weights != null && weights.histogram() != null) {
                Histogram histogram = weights.histogram();
                String title = DistanceVerdicts.name(run);
                HistogramChart chart =
                        HistogramChart.of(
                                        "movement-" + figures.size(),
                                        title,
                                        histogram.low(),
                                        histogram.high(),
                                        histogram.counts())
                                .axis("w − w₀")
                                .mark(0)
                                .describedAs("How far weights moved; 0 is dashed.");
                figures.add(
                        figure(
                                h3(title),
                                chart.drawing(),
                                figcaption(caption(weights, histogram))));
                tables.add(counts(title, histogram));
            }
        }
        return List.of(
                Markup.multiples(figures),
                Markup.folded("The counts behind these histograms", Markup.lines(tables)));
    }

    private static String caption(TensorMeasures weights, Histogram histogram) {
        Movement movement = weights.movement();
        Double moved = movement == null ? null : movement.moved();
        return "± 5 rms, beyond which "
                + Numbers.count(histogram.below() + histogram.above())
                + " of "
                + Numbers.count(weights.count())
                + " weights lie."
                + (moved == null
                        ? ""
                        : " The bin at 0 holds also the "
                                + Numbers.percent(1 - moved)
                                + " that never moved.");
    }

    private static DomContent counts(String title, Histogram histogram) {
        double[] edges = histogram.edges();
        List<DomContent> rows = new ArrayList<>();
        for (int bin = 0; bin < histogram.counts().size(); bin++) {
            rows.add(
                    Markup.row(
                            Numbers.text(edges[bin]),
                            List.of(Markup.count(histogram.counts().get(bin)))));
        }
        return Markup.numbers(title, List.of("w − w₀ from", "weights"), rows);
    }
}
