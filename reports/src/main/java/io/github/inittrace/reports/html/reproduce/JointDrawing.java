// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.reproduce;

import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.p;

import io.github.inittrace.measure.ConditionalBin;
import io.github.inittrace.measure.ConditionalDistribution;
import io.github.inittrace.measure.DistributionSummary;
import io.github.inittrace.measure.JointHistogram;
import io.github.inittrace.reports.chart.Band;
import io.github.inittrace.reports.chart.HeatMap;
import io.github.inittrace.reports.chart.HistogramChart;
import io.github.inittrace.reports.chart.LineStyle;
import io.github.inittrace.reports.chart.Scale;
import io.github.inittrace.reports.chart.Series;
import io.github.inittrace.reports.html.kit.ChartFigure;
import io.github.inittrace.reports.html.kit.Markup;
import io.github.inittrace.reports.html.kit.PageFiles;
import io.github.inittrace.reports.reproduce.JointVerdicts;
import io.github.inittrace.reports.reproduce.MarkVerdicts;
import io.github.inittrace.reports.reproduce.Results;
import io.github.inittrace.run.ConditionalRecord;
import io.github.inittrace.sweep.RecordedRun;
import io.github.inittrace.text.Numbers;
import j2html.tags.DomContent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Where weights ended by where they started, with percentiles and three cuts: figure 3. */
final class JointDrawing {
    private static final double MARGIN = 1.3;

    private final ConditionalRecord record;
    private final List<ConditionalBin> bins;
    private final JointHistogram joint;

    private JointDrawing(ConditionalRecord record, JointHistogram joint) {
        this.record = record;
        bins = record.distribution().bins();
        this.joint = joint;
    }

    static List<DomContent> of(Results results, PageFiles files) throws IOException {
        for (RecordedRun run : results.runs(MarkVerdicts.STABLE.plan())) {
            Optional<ConditionalRecord> last = JointVerdicts.last(results.folder(run));
            if (last.isPresent() && last.get().distribution().joint() != null) {
                return new JointDrawing(last.get(), last.get().distribution().joint()).parts();
            }
        }
        return List.of();
    }

    private List<DomContent> parts() {
        ConditionalDistribution all = record.distribution();
        return List.of(
                p(
                        record.tensor()
                                + " at epoch "
                                + record.epoch()
                                + ": "
                                + Numbers.count(all.count())
                                + " weights; "
                                + Numbers.count(all.excluded())
                                + " that the letter's surroundings set to zero are left out."),
                Markup.pairs(List.of(map())),
                Markup.multiples(insets()),
                Markup.folded("The numbers behind these charts", table()));
    }

    private DomContent map() {
        double a = joint.initialReach();
        double[] edges = edges(joint.weightReach(), joint.counts().get(0).size());
        double range =
                bins.stream()
                        .mapToDouble(
                                bin ->
                                        MARGIN
                                                * Math.max(
                                                        -bin.weights().percentile2(),
                                                        bin.weights().percentile98()))
                        .reduce(a, Math::max);
        int first = 0;
        while (edges[first + 1] < -range) {
            first++;
        }
        int end = edges.length - 1 - first;
        double[][] cells = new double[joint.counts().size()][end - first];
        double most = 2;
        long shown = 0;
        for (int column = 0; column < cells.length; column++) {
            for (int row = first; row < end; row++) {
                long count = joint.counts().get(column).get(row);
                cells[column][row - first] = count == 0 ? Double.NaN : count;
                most = Math.max(most, count);
                shown += count;
            }
        }
        Series median = line("median", new LineStyle("#000000", "2.5 2.5", 0, 2), d -> d.median());
        HeatMap map =
                HeatMap.of(
                                "joint",
                                "Final against initial weight",
                                edges(a, cells.length),
                                Arrays.copyOfRange(edges, first, end + 1),
                                cells,
                                Scale.log(1, most, 5),
                                "weights per cell")
                        .sized(540, 380)
                        .axes("initial weight w_i", "final weight w_f")
                        .describedAs(ChartFigure.inWords(List.of(median), "w_i"))
                        .hatched(band("2 % to 25 %", d -> d.percentile2(), d -> d.percentile25()))
                        .hatched(band("75 % to 98 %", d -> d.percentile75(), d -> d.percentile98()))
                        .line(median)
                        .line(line("25 %", quartile(), d -> d.percentile25()))
                        .line(line("75 %", quartile(), d -> d.percentile75()));
        return figure(
                h3("Final against initial weight"),
                ChartFigure.legend(map.legend()),
                map.drawing(),
                figcaption(
                        "As published: counts in shades of a logarithmic scale, the median dotted,"
                                + " quartiles solid, hatched from the 2nd percentile to the lower"
                                + " quartile and from the upper one to the 98th. "
                                + Numbers.count(record.distribution().count() - shown)
                                + " weights lie beyond the axis."));
    }

    private List<DomContent> insets() {
        int rows = joint.counts().size();
        double width = 2 * joint.initialReach() / rows;
        List<DomContent> insets = new ArrayList<>();
        for (int row : new int[] {0, rows / 2, rows - 1}) {
            double from = -joint.initialReach() + row * width;
            List<Long> counts = joint.counts().get(row);
            HistogramChart chart =
                    HistogramChart.of(
                                    "inset-" + row,
                                    "w_i from " + Numbers.text(from),
                                    -joint.weightReach(),
                                    joint.weightReach(),
                                    counts)
                            .axis("final weight w_f")
                            .mark(from + width / 2)
                            .describedAs(
                                    counts.stream().mapToLong(Long::longValue).sum()
                                            + " weights, dashed where they started.");
            insets.add(
                    figure(
                            h3(
                                    "w_i from "
                                            + Numbers.text(from)
                                            + " to "
                                            + Numbers.text(from + width)),
                            chart.drawing(),
                            figcaption(
                                    "Dashed: where they started. The published windows are about"
                                            + " 0.003 wide.")));
        }
        return insets;
    }

    private DomContent table() {
        List<DomContent> rows = new ArrayList<>();
        for (ConditionalBin bin : bins) {
            DistributionSummary w = bin.weights();
            rows.add(
                    Markup.row(
                            Numbers.text(bin.low()),
                            List.of(
                                    Markup.number(bin.high(), ""),
                                    Markup.count(bin.count()),
                                    Markup.number(w.percentile2(), ""),
                                    Markup.number(w.percentile25(), ""),
                                    Markup.number(w.median(), ""),
                                    Markup.number(w.percentile75(), ""),
                                    Markup.number(w.percentile98(), ""))));
        }
        return Markup.numbers(
                "Percentiles of w_f by w_i",
                List.of("w_i from", "to", "weights", "2 %", "25 %", "median", "75 %", "98 %"),
                rows);
    }

    private Series line(
            String name, LineStyle style, ToDoubleFunction<DistributionSummary> percentile) {
        return new Series(name, style, starts(bins), of(percentile));
    }

    private Band band(
            String name,
            ToDoubleFunction<DistributionSummary> low,
            ToDoubleFunction<DistributionSummary> high) {
        return new Band(name, "#333333", starts(bins), of(low), of(high));
    }

    private double[] of(ToDoubleFunction<DistributionSummary> percentile) {
        return bins.stream().mapToDouble(bin -> percentile.applyAsDouble(bin.weights())).toArray();
    }

    /** Where the weights of each bin started, on average. */
    static double[] starts(List<ConditionalBin> bins) {
        return bins.stream().mapToDouble(bin -> LossSeries.orNaN(bin.initialMean())).toArray();
    }

    private static double[] edges(double reach, int count) {
        double[] edges = new double[count + 1];
        for (int i = 0; i <= count; i++) {
            edges[i] = -reach + i * 2 * reach / count;
        }
        return edges;
    }

    private static LineStyle quartile() {
        return new LineStyle("#000000", "", 0, 1.6);
    }
}
