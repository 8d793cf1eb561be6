// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.diff;

import static j2html.TagCreator.div;
import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.li;
import static j2html.TagCreator.p;
import static j2html.TagCreator.text;
import static j2html.TagCreator.ul;

import io.github.inittrace.diff.ModelDiff;
import io.github.inittrace.diff.TensorDiff;
import io.github.inittrace.image.DivergingColours;
import io.github.inittrace.image.Png;
import io.github.inittrace.measure.Difference;
import io.github.inittrace.measure.Histogram;
import io.github.inittrace.measure.PairDistributions;
import io.github.inittrace.measure.PairMeasures;
import io.github.inittrace.measure.RmsGrid;
import io.github.inittrace.reports.chart.HistogramChart;
import io.github.inittrace.reports.html.kit.Markup;
import io.github.inittrace.reports.html.kit.PageFiles;
import io.github.inittrace.reports.html.kit.Section;
import io.github.inittrace.reports.html.kit.WeightsFigure;
import io.github.inittrace.study.MissingValue;
import io.github.inittrace.text.Numbers;
import j2html.tags.DomContent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * For the tensors that differ most: their values on both sides, the differences, and where in the
 * matrix they are.
 */
final class ValuesSection {
    /** With more the page gets heavy; all figures are in its tables in any case. */
    private static final int MOST_TENSORS = 40;

    private final PageFiles files;
    private final List<DomContent> figures = new ArrayList<>();
    private final int tensors;
    private int drawn;

    ValuesSection(ModelDiff diff, PageFiles files) throws IOException {
        this.files = files;
        List<TensorDiff> candidates =
                diff.tensors().stream()
                        .filter(t -> t.pair().a().count() > 1 && t.measures() != null)
                        .toList();
        tensors = candidates.size();
        List<TensorDiff> most =
                candidates.stream()
                        .sorted(Comparator.comparingDouble(ValuesSection::weight).reversed())
                        .limit(MOST_TENSORS)
                        .toList();
        for (TensorDiff tensor : candidates) {
            if (most.contains(tensor)) {
                draw(tensor);
            }
        }
    }

    /** The relative distance; what starts at zero or is not finite comes first. */
    private static double weight(TensorDiff tensor) {
        if (tensor.isNone()) {
            return 0;
        }
        Difference difference = tensor.difference();
        Double relative = difference == null ? null : difference.relativeDistance();
        return relative == null ? Double.MAX_VALUE : relative;
    }

    Section section() {
        List<DomContent> parts = new ArrayList<>();
        parts.add(
                p(
                        "For every tensor: its values in A and in B, in the same bins; the"
                                + " differences B − A, with dashed lines at ± their root mean square"
                                + " (rms); and, for a matrix, where they are: the rms of B − A in"
                                + " cells of equal size, white for 0, the darkest for the largest"
                                + " cell. Where a few bins tower over the rest, the count axis is"
                                + " logarithmic and says so."
                                + (drawn < tensors
                                        ? " Shown are the "
                                                + drawn
                                                + " of "
                                                + tensors
                                                + " tensors that differ most, relative to A."
                                        : "")));
        parts.add(
                ul(
                                li(HistogramChart.barSample(), text(" A")),
                                li(HistogramChart.outlineSample(), text(" B")))
                        .withClass("legend"));
        parts.addAll(figures);
        return new Section("values", "Where the values lie", tensors == 0 ? List.of() : parts);
    }

    private void draw(TensorDiff tensor) throws IOException {
        PairDistributions distributions = tensor.distributions();
        if (distributions == null) {
            return;
        }
        String name = tensor.pair().a().name();
        int number = drawn++;
        List<DomContent> row = new ArrayList<>();
        Histogram a = distributions.a();
        Histogram b = distributions.b();
        row.add(
                a == null || b == null
                        ? missing(name, "values: some are not finite")
                        : values(number, name, a, b));
        Histogram differences = distributions.differences();
        row.add(
                differences == null
                        ? missing(name + ", B − A", "differences that could be counted")
                        : differences(number, name, differences, tensor));
        RmsGrid grid = distributions.grid();
        if (grid != null) {
            row.add(map(number, tensor, grid));
        }
        figures.add(Markup.multiples(row));
        HistogramTables.of(name, distributions).ifPresent(figures::add);
    }

    private static DomContent missing(String name, String what) {
        return figure(h3(name), figcaption("No " + what + "."));
    }

    private static DomContent values(int number, String name, Histogram a, Histogram b) {
        return figure(
                h3(name),
                HistogramChart.of("values-" + number, name, a.low(), a.high(), a.counts())
                        .comparedWith(b.counts())
                        .axis("weight")
                        .describedAs(
                                "Values of A and B from "
                                        + Numbers.text(a.low())
                                        + " to "
                                        + Numbers.text(a.high())
                                        + ".")
                        .drawing(),
                figcaption("Values in A and in B."));
    }

    private static DomContent differences(
            int number, String name, Histogram histogram, TensorDiff tensor) {
        HistogramChart chart =
                HistogramChart.of(
                                "differences-" + number,
                                name,
                                histogram.low(),
                                histogram.high(),
                                histogram.counts())
                        .axis("B − A")
                        .describedAs(
                                "Differences from "
                                        + Numbers.text(histogram.low())
                                        + " to "
                                        + Numbers.text(histogram.high())
                                        + ", "
                                        + Numbers.count(histogram.below() + histogram.above())
                                        + " outside.");
        @Nullable PairMeasures measures = tensor.measures();
        Difference difference = measures == null ? null : measures.difference();
        Double rms = difference == null ? null : difference.rms();
        if (rms != null) {
            chart.mark(-rms).mark(rms);
        }
        return figure(
                h3(name + ", B − A"),
                chart.drawing(),
                figcaption(
                        "rms "
                                + Numbers.text(rms, MissingValue.NOT_FINITE)
                                + "; "
                                + Numbers.count(histogram.below())
                                + " below and "
                                + Numbers.count(histogram.above())
                                + " above the range."));
    }

    private DomContent map(int number, TensorDiff tensor, RmsGrid grid) {
        int[] rgb =
                grid.values().stream()
                        .mapToInt(value -> DivergingColours.of(value, grid.max()))
                        .toArray();
        String name = tensor.pair().a().name();
        return figure(
                h3(name + ", where"),
                div(
                                files.picture(
                                                "img/map-" + number + ".png",
                                                Png.encode(grid.columns(), grid.rows(), rgb),
                                                "rms of B − A over the rows and columns of " + name)
                                        .withClass("pixels map")
                                        .attr("width", grid.columns())
                                        .attr("height", grid.rows()),
                                WeightsFigure.colourBar(0, grid.max()))
                        .withClass("drawn"),
                figcaption(
                        grid.rows()
                                + " × "
                                + grid.columns()
                                + " cells of "
                                + tensor.pair().a().shape().get(0)
                                + " rows, down, and "
                                + tensor.pair().a().shape().get(1)
                                + " columns, across; rms up to "
                                + Numbers.text(grid.max())
                                + "."));
    }
}
