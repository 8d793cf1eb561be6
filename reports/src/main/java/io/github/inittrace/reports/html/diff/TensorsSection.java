// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.diff;

import static j2html.TagCreator.p;
import static j2html.TagCreator.td;

import io.github.inittrace.diff.ModelDiff;
import io.github.inittrace.diff.TensorDiff;
import io.github.inittrace.measure.Difference;
import io.github.inittrace.measure.DistributionDistance;
import io.github.inittrace.measure.Moments;
import io.github.inittrace.measure.PairMeasures;
import io.github.inittrace.reports.html.kit.Markup;
import io.github.inittrace.reports.html.kit.Section;
import io.github.inittrace.study.MissingValue;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Every figure of every pair of tensors, with a row for all together. */
final class TensorsSection {
    private static final List<String> DISTANCES =
            List.of(
                    "tensor",
                    "shape in A",
                    "n",
                    "|A|",
                    "|B|",
                    "|B − A|",
                    "|B − A| / |A|",
                    "rms",
                    "mean size",
                    "largest",
                    "at",
                    "cosine",
                    "sign flips",
                    "unchanged");
    private static final List<String> DISTRIBUTIONS =
            List.of(
                    "tensor",
                    "W₁",
                    "± W₁",
                    "KS",
                    "± KS",
                    "mean of A",
                    "variance",
                    "skewness",
                    "kurtosis",
                    "mean of B",
                    "variance",
                    "skewness",
                    "kurtosis",
                    "mean of B − A",
                    "variance",
                    "skewness",
                    "kurtosis");

    private TensorsSection() {}

    static Section of(ModelDiff diff) {
        return new Section(
                "tensors", "Every tensor", diff.tensors().isEmpty() ? List.of() : content(diff));
    }

    private static List<DomContent> content(ModelDiff diff) {
        return List.of(
                p(
                        "Four digits are shown; hovering over a number shows all. The total takes"
                                + " all floating-point tensors that have a counterpart of their shape, as if"
                                + " they were one, without single numbers that a node is given."),
                Markup.numbers("Distances", DISTANCES, rows(diff, TensorsSection::distances)),
                Markup.numbers(
                        "Distributions of the values",
                        DISTRIBUTIONS,
                        rows(diff, TensorsSection::distributions)));
    }

    /** A row's cells: of a tensor, or of the total, which has no tensor. */
    private interface Cells {
        List<DomContent> of(PairMeasures measures, @Nullable TensorDiff tensor);
    }

    private static List<DomContent> rows(ModelDiff diff, Cells cells) {
        List<DomContent> rows = new ArrayList<>();
        for (TensorDiff tensor : diff.tensors()) {
            PairMeasures measures = tensor.measures();
            if (measures != null) {
                rows.add(Markup.row(tensor.pair().a().name(), cells.of(measures, tensor)));
            }
        }
        PairMeasures total = diff.total();
        if (total != null) {
            rows.add(Markup.total("total", cells.of(total, null)));
        }
        return rows;
    }

    private static List<DomContent> distances(PairMeasures measures, @Nullable TensorDiff tensor) {
        Difference difference = measures.difference();
        String nf = MissingValue.NOT_FINITE;
        boolean zero = isZero(measures.a().norm());
        List<DomContent> cells = new ArrayList<>();
        cells.add(td(tensor == null ? "" : shape(tensor)).withClass("shape"));
        cells.add(Markup.count(measures.a().count()));
        cells.add(Markup.number(measures.a().norm(), nf));
        cells.add(Markup.number(measures.b().norm(), nf));
        Function<Function<Difference, @Nullable Double>, DomContent> number =
                figure ->
                        difference == null
                                ? Markup.number(null, "other shape")
                                : Markup.number(figure.apply(difference), nf);
        cells.add(number.apply(Difference::distance));
        cells.add(
                difference != null && zero
                        ? Markup.number(null, "A is 0")
                        : number.apply(Difference::relativeDistance));
        cells.add(number.apply(Difference::rms));
        cells.add(number.apply(Difference::meanAbs));
        cells.add(number.apply(Difference::maxAbs));
        List<Integer> index = tensor == null ? null : tensor.maxIndex();
        cells.add(td(index == null ? "" : index.toString()).withClass("shape"));
        cells.add(
                difference != null && (zero || isZero(measures.b().norm()))
                        ? Markup.number(null, "a norm is 0")
                        : number.apply(Difference::cosine));
        cells.add(number.apply(d -> (double) d.signFlips() / d.count()));
        cells.add(number.apply(d -> (double) d.unchanged() / d.count()));
        return cells;
    }

    private static List<DomContent> distributions(
            PairMeasures measures, @Nullable TensorDiff tensor) {
        DistributionDistance distance = measures.distribution();
        String nf = MissingValue.NOT_FINITE;
        List<DomContent> cells = new ArrayList<>();
        cells.add(Markup.number(distance.wasserstein(), nf));
        cells.add(Markup.number(distance.wassersteinError(), nf));
        cells.add(Markup.number(distance.kolmogorovSmirnov(), nf));
        cells.add(Markup.number(distance.kolmogorovSmirnovError(), nf));
        moments(cells, measures.a().moments());
        moments(cells, measures.b().moments());
        Difference difference = measures.difference();
        if (difference == null) {
            for (int i = 0; i < 4; i++) {
                cells.add(Markup.number(null, "other shape"));
            }
        } else {
            moments(cells, difference.moments());
        }
        return cells;
    }

    private static void moments(List<DomContent> cells, Moments moments) {
        cells.add(Markup.number(moments.mean(), MissingValue.NOT_FINITE));
        cells.add(Markup.number(moments.variance(), MissingValue.NOT_FINITE));
        cells.add(Markup.number(moments.skewness(), MissingValue.shape(moments)));
        cells.add(Markup.number(moments.kurtosis(), MissingValue.shape(moments)));
    }

    private static String shape(TensorDiff tensor) {
        List<Integer> shape = tensor.pair().a().shape();
        return shape.isEmpty()
                ? "one number"
                : shape.stream().map(String::valueOf).collect(Collectors.joining(" × "))
                        + (tensor.pair().transposed() ? ", B turned" : "");
    }

    private static boolean isZero(@Nullable Double value) {
        return value != null && value == 0;
    }
}
