// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.run;

import static j2html.TagCreator.p;
import static j2html.TagCreator.td;

import io.github.inittrace.measure.Moments;
import io.github.inittrace.measure.Movement;
import io.github.inittrace.measure.TensorMeasures;
import io.github.inittrace.reports.html.kit.Markup;
import io.github.inittrace.reports.html.kit.Section;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.study.MissingValue;
import io.github.inittrace.text.Numbers;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Every measure of every tensor at the end, with a row for all together. */
final class TensorTablesSection {
    private static final List<String> DISTANCE =
            List.of(
                    "tensor",
                    "shape",
                    "n",
                    "share",
                    "|w|",
                    "|w₀|",
                    "distance",
                    "relative distance",
                    "rms Δ",
                    "mean abs Δ",
                    "max abs Δ",
                    "cosine",
                    "last update");
    private static final List<String> MOMENTS =
            List.of(
                    "tensor",
                    "mean of w",
                    "variance",
                    "skewness",
                    "kurtosis",
                    "mean of Δ",
                    "variance",
                    "skewness",
                    "kurtosis");

    private static final List<String> MOVEMENT =
            List.of(
                    "tensor",
                    "a = max |w₀|",
                    "mean |w₀|",
                    "mean abs Δ / mean |w₀|",
                    "correlation",
                    "slope",
                    "intercept",
                    "moved",
                    "beyond 0.1 a",
                    "beyond 0.5 a",
                    "beyond a",
                    "rms of w",
                    "weighted norm",
                    "weighted distance");

    private final EpochRecord last;
    private final boolean atEnd;

    TensorTablesSection(ReportInput input) {
        last = LastFiniteEpoch.of(input.history());
        atEnd = last == input.history().last();
    }

    Section section() {
        String at = " at epoch " + last.index();
        return new Section(
                "tensors",
                "Every tensor",
                List.of(
                        p(
                                "Δ = w − w₀, the weights of epoch "
                                        + last.index()
                                        + " minus the initial ones."
                                        + (atEnd ? "" : LastFiniteEpoch.REMARK)
                                        + " Four digits are shown; hovering over a number shows"
                                        + " all, and epochs.jsonl has them."),
                        Markup.numbers("Distances" + at, DISTANCE, rows(this::distance)),
                        Markup.numbers("Moments" + at, MOMENTS, rows(TensorTablesSection::moments)),
                        Markup.folded(
                                "How w lies against w₀",
                                Markup.numbers(
                                        "Movement" + at,
                                        MOVEMENT,
                                        rows(TensorTablesSection::movement)))));
    }

    private List<DomContent> rows(Function<TensorMeasures, List<DomContent>> cells) {
        List<DomContent> rows = new ArrayList<>();
        last.tensors().forEach(t -> rows.add(Markup.row(t.name(), cells.apply(t))));
        rows.add(Markup.total("all parameters", cells.apply(last.total())));
        return rows;
    }

    private List<DomContent> distance(TensorMeasures t) {
        String nf = MissingValue.NOT_FINITE;
        String shape = t.shape().stream().map(String::valueOf).collect(Collectors.joining(" × "));
        double share = last.total().count() == 0 ? 0 : t.count() / (double) last.total().count();
        return List.of(
                td(shape).withClass("shape"),
                Markup.count(t.count()),
                td(Numbers.percent(share)),
                Markup.number(t.norm(), nf),
                Markup.number(t.initialNorm(), nf),
                Markup.number(t.distance(), nf),
                Markup.number(t.relativeDistance(), MissingValue.relative(t)),
                Markup.number(t.rms(), nf),
                Markup.number(t.meanAbs(), nf),
                Markup.number(t.maxAbs(), nf),
                Markup.number(t.cosine(), MissingValue.relative(t)),
                Markup.number(t.updateSize(), MissingValue.update(last.index())));
    }

    private static List<DomContent> moments(TensorMeasures tensor) {
        List<DomContent> cells = new ArrayList<>();
        for (Moments moments : List.of(tensor.weights(), tensor.deviations())) {
            cells.add(Markup.number(moments.mean(), MissingValue.NOT_FINITE));
            cells.add(Markup.number(moments.variance(), MissingValue.NOT_FINITE));
            cells.add(shape(moments.skewness(), moments));
            cells.add(shape(moments.kurtosis(), moments));
        }
        return cells;
    }

    private static List<DomContent> movement(TensorMeasures tensor) {
        Movement m = tensor.movement();
        if (m == null) {
            return Collections.nCopies(
                    MOVEMENT.size() - 1, Markup.number(null, MissingValue.OLDER_RECORD));
        }
        String nf = MissingValue.NOT_FINITE;
        String beyond = MissingValue.beyond(tensor);
        return List.of(
                Markup.number(m.initialHalfWidth(), MissingValue.halfWidth(tensor)),
                Markup.number(m.initialMeanAbs(), nf),
                Markup.number(m.meanAbsRatio(), MissingValue.relative(tensor)),
                Markup.number(m.correlation(), MissingValue.line(tensor)),
                Markup.number(m.slope(), MissingValue.line(tensor)),
                Markup.number(m.intercept(), MissingValue.line(tensor)),
                Markup.number(m.moved(), nf),
                Markup.number(m.beyondTenth(), beyond),
                Markup.number(m.beyondHalf(), beyond),
                Markup.number(m.beyondRange(), beyond),
                Markup.number(m.weightRms(), nf),
                Markup.number(m.weightedNorm(), nf),
                Markup.number(m.weightedDistance(), nf));
    }

    private static DomContent shape(@Nullable Double value, Moments moments) {
        return Markup.number(value, MissingValue.shape(moments));
    }
}
