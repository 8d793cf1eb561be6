// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.run;

import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.p;
import static j2html.TagCreator.td;

import io.github.inittrace.measure.Histogram;
import io.github.inittrace.measure.TensorMeasures;
import io.github.inittrace.reports.chart.HistogramChart;
import io.github.inittrace.reports.html.kit.Markup;
import io.github.inittrace.reports.html.kit.Section;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.study.MissingValue;
import io.github.inittrace.text.Numbers;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;

/** How the single weights' deviations are distributed at the end, tensor by tensor. */
final class DeviationsSection {
    private final int epoch;
    private final String remark;
    private final List<TensorMeasures> shown;
    private final DeviationMaps spreading;

    DeviationsSection(ReportInput input) {
        spreading = new DeviationMaps(input);
        EpochRecord last = LastFiniteEpoch.of(input.history());
        epoch = last.index();
        remark = last == input.history().last() ? "" : LastFiniteEpoch.REMARK;
        shown =
                last.tensors().stream()
                        .filter(t -> t.histogram() != null && !t.histogram().counts().isEmpty())
                        .toList();
    }

    Section section() {
        List<DomContent> parts = new ArrayList<>();
        if (shown.isEmpty()) {
            parts.add(
                    p(
                            "There is no distribution of w − w₀ at epoch "
                                    + epoch
                                    + ": nothing has moved yet, or the weights are not finite."));
        } else {
            parts.add(
                    p(
                            "Histograms of w − w₀ at epoch "
                                    + epoch
                                    + "."
                                    + remark
                                    + " Dashed lines: ± the root mean square (rms) of the tensor's"
                                    + " deviations. Each axis spans its own range; where a few bins"
                                    + " tower over the rest, the count axis is logarithmic and says"
                                    + " so."));
            List<DomContent> charts = new ArrayList<>();
            for (int i = 0; i < shown.size(); i++) {
                charts.add(chart(shown.get(i), i));
            }
            parts.add(Markup.multiples(charts));
            parts.add(Markup.folded("The counts behind the histograms", counts()));
            spreading.addTo(parts);
        }
        return new Section("deviations", "How single weights moved", parts);
    }

    private static DomContent chart(TensorMeasures tensor, int index) {
        Histogram histogram = tensor.histogram();
        if (histogram == null) {
            throw new IllegalStateException("only tensors with a histogram are shown");
        }
        long inside = histogram.counts().stream().mapToLong(Long::longValue).sum();
        String outside =
                histogram.below() == 0 && histogram.above() == 0
                        ? "none outside the range"
                        : Numbers.count(histogram.below())
                                + " below and "
                                + Numbers.count(histogram.above())
                                + " above the range";
        HistogramChart chart =
                HistogramChart.of(
                                "deviations-" + index,
                                tensor.name(),
                                histogram.low(),
                                histogram.high(),
                                histogram.counts())
                        .axis("w − w₀")
                        .describedAs(
                                Numbers.count(inside)
                                        + " deviations from "
                                        + Numbers.text(histogram.low())
                                        + " to "
                                        + Numbers.text(histogram.high())
                                        + ", "
                                        + outside
                                        + ".");
        Double rms = tensor.rms();
        if (rms != null) {
            chart.mark(-rms).mark(rms);
        }
        return figure(
                h3(tensor.name()),
                chart.drawing(),
                figcaption(
                        Numbers.count(tensor.count())
                                + " values, rms "
                                + Numbers.text(rms, MissingValue.NOT_FINITE)
                                + "; "
                                + outside
                                + "."));
    }

    private DomContent counts() {
        List<String> heads = new ArrayList<>(List.of("bin"));
        int bins = 0;
        for (TensorMeasures tensor : shown) {
            heads.add(tensor.name() + ": from");
            heads.add("count");
            bins = Math.max(bins, counts(tensor).size());
        }
        List<DomContent> rows = new ArrayList<>();
        for (int bin = 0; bin < bins; bin++) {
            List<DomContent> cells = new ArrayList<>();
            for (TensorMeasures tensor : shown) {
                boolean has = bin < counts(tensor).size();
                cells.add(has ? Markup.number(from(tensor, bin), MissingValue.NOT_FINITE) : td());
                cells.add(has ? Markup.count(counts(tensor).get(bin)) : td());
            }
            rows.add(Markup.row(Integer.toString(bin + 1), cells));
        }
        return Markup.numbers("Deviations in each bin at epoch " + epoch, heads, rows);
    }

    private static List<Long> counts(TensorMeasures tensor) {
        return tensor.histogram() == null ? List.of() : tensor.histogram().counts();
    }

    private static double from(TensorMeasures tensor, int bin) {
        Histogram histogram = tensor.histogram();
        return histogram == null
                ? Double.NaN
                : histogram.low()
                        + bin * (histogram.high() - histogram.low()) / histogram.counts().size();
    }
}
