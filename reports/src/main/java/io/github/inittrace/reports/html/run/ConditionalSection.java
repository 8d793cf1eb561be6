// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.run;

import static j2html.TagCreator.each;
import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.p;
import static j2html.TagCreator.text;

import io.github.inittrace.measure.ConditionalBin;
import io.github.inittrace.measure.ConditionalDistribution;
import io.github.inittrace.measure.InitialMagnitudeBin;
import io.github.inittrace.measure.JointHistogram;
import io.github.inittrace.reports.chart.HeatMap;
import io.github.inittrace.reports.chart.LineChart;
import io.github.inittrace.reports.chart.LineStyle;
import io.github.inittrace.reports.chart.Scale;
import io.github.inittrace.reports.chart.Series;
import io.github.inittrace.reports.html.kit.ChartFigure;
import io.github.inittrace.reports.html.kit.Markup;
import io.github.inittrace.reports.html.kit.Section;
import io.github.inittrace.run.ConditionalRecord;
import io.github.inittrace.text.Numbers;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where weights went by where they started: P(w_f | w_i) of each matrix at its last record. */
final class ConditionalSection {
    private static final LineStyle MODE = LineStyle.of(3);
    private static final double MARGIN = 1.4;
    private static final String START = "w₀";

    private final List<ConditionalRecord> records;
    private final String remark;

    ConditionalSection(ReportInput input) {
        remark = input.firstMatricesOnly();
        Map<String, ConditionalRecord> last = new LinkedHashMap<>();
        input.conditionals().stream()
                .filter(r -> !r.distribution().bins().isEmpty())
                .forEach(r -> last.put(r.tensor(), r));
        records = last.values().stream().limit(ReportInput.MOST_MATRICES).toList();
    }

    Section section() {
        return new Section(
                "conditional", "Where weights went", records.isEmpty() ? List.of() : content());
    }

    private List<DomContent> content() {
        List<DomContent> parts = new ArrayList<>();
        parts.add(
                p(
                        "Where the weights of each matrix are by where they started, P(w | w₀): all"
                                + " of them in cells; the change w − w₀ with its mean, mode and"
                                + " percentiles; and how far they moved in the direction of their"
                                + " sign, by their initial size. Lines join the means of w₀ of bins"
                                + " that hold "
                                + ConditionalDistribution.FEWEST
                                + " weights or more, where there are as many."
                                + remark));
        for (int i = 0; i < records.size(); i++) {
            ConditionalRecord record = records.get(i);
            parts.add(h3(record.tensor() + " at epoch " + record.epoch()));
            parts.add(
                    Markup.multiples(
                            List.of(map(record, i), change(record, i), outward(record, i))));
        }
        parts.add(
                Markup.folded(
                        "The numbers behind these charts",
                        each(
                                records,
                                record ->
                                        each(
                                                text("\n"),
                                                ConditionalTables.changes(record),
                                                ConditionalTables.outwards(record)))));
        parts.add(
                Markup.folded(
                        "The counts behind the maps",
                        each(
                                records,
                                record -> {
                                    JointHistogram joint = record.distribution().joint();
                                    return joint == null
                                            ? text("")
                                            : each(
                                                    text("\n"),
                                                    ConditionalTables.joint(record, joint));
                                })));
        return parts;
    }

    private static DomContent map(ConditionalRecord record, int index) {
        ConditionalDistribution all = record.distribution();
        JointHistogram joint = all.joint();
        if (joint == null) {
            return figure(figcaption("There are no counts to draw."));
        }
        List<ConditionalBin> bins = all.bins();
        double a = joint.initialReach();
        double[] edges = ConditionalTables.edges(joint.weightReach(), joint.counts().get(0).size());
        double range =
                MARGIN * bins.stream().mapToDouble(ConditionalSection::reach).reduce(a, Math::max);
        int first = 0;
        int end = edges.length - 1;
        while (edges[first + 1] < -range) {
            first++;
            end--;
        }
        double[][] shares = new double[joint.counts().size()][end - first];
        long shown = 0;
        for (int column = 0; column < shares.length; column++) {
            List<Long> counts = joint.counts().get(column);
            long most = counts.stream().reduce(1L, Math::max);
            for (int row = first; row < end; row++) {
                shares[column][row - first] =
                        counts.get(row) == 0 ? Double.NaN : 100.0 * counts.get(row) / most;
                shown += counts.get(row);
            }
        }
        Series mean = line(bins, "mean", black(), b -> b.weights().mean());
        HeatMap map =
                HeatMap.of(
                                "to-" + index,
                                "w against w₀",
                                ConditionalTables.edges(a, shares.length),
                                Arrays.copyOfRange(edges, first, end + 1),
                                shares,
                                Scale.linear(0, 100, 5),
                                "of the fullest cell of the column, %")
                        .axes(START, "w")
                        .describedAs(
                                Numbers.count(all.count())
                                        + " weights. "
                                        + ChartFigure.inWords(List.of(mean), START))
                        .line(
                                new Series(
                                        "w = w₀",
                                        new LineStyle("#d55e00", "", 0, 4),
                                        new double[] {-a, a},
                                        new double[] {-a, a}))
                        .line(mean)
                        .line(line(bins, "mode", MODE, ConditionalSection::mode))
                        .line(line(bins, "2 %", thin(), b -> b.weights().percentile2()))
                        .line(line(bins, "98 %", thin(), b -> b.weights().percentile98()));
        return figure(
                ChartFigure.legend(map.legend()),
                map.drawing(),
                figcaption(
                        "The cell of the strongest colour is the fullest of its column; "
                                + Numbers.count(all.count() - shown)
                                + " weights lie beyond."
                                + leftOut(all)));
    }

    /** No chart of a marked matrix has the weights that were zeroed; a reader may count them. */
    private static String leftOut(ConditionalDistribution all) {
        return all.excluded() == 0
                ? ""
                : " Left out here and beside it: "
                        + Numbers.count(all.excluded())
                        + " weights that a mark set to zero.";
    }

    private static double reach(ConditionalBin bin) {
        return Math.max(-bin.weights().percentile2(), bin.weights().percentile98());
    }

    /** Where weights of a bin are most often, up to the width of the bin: the mode is that of d. */
    private static @Nullable Double mode(ConditionalBin bin) {
        Double start = bin.initialMean();
        Double change = bin.mode();
        return start == null || change == null ? null : start + change;
    }

    private static DomContent change(ConditionalRecord record, int index) {
        List<ConditionalBin> bins = record.distribution().bins();
        List<Series> lines =
                List.of(
                        line(bins, "mean", black(), b -> b.deviations().mean()),
                        line(bins, "mode", MODE, ConditionalBin::mode),
                        line(bins, "median", LineStyle.of(0), b -> b.deviations().median()),
                        line(bins, "25 %", quartile(), b -> b.deviations().percentile25()),
                        line(bins, "75 %", quartile(), b -> b.deviations().percentile75()));
        return chart(
                "change-" + index,
                "w − w₀ against w₀",
                START,
                "w − w₀",
                lines,
                "At 0 weights stay: there w = w₀.");
    }

    private static DomContent outward(ConditionalRecord record, int index) {
        List<InitialMagnitudeBin> bins = record.distribution().outward();
        List<Series> lines =
                List.of(
                        outward(
                                bins,
                                "rms of the change",
                                LineStyle.of(4),
                                b -> ConditionalTables.rms(b.movement())),
                        outward(bins, "mean", black(), b -> b.movement().mean()),
                        outward(bins, "median", LineStyle.of(0), b -> b.movement().median()),
                        outward(bins, "25 %", quartile(), b -> b.movement().percentile25()),
                        outward(bins, "75 %", quartile(), b -> b.movement().percentile75()));
        return chart(
                "outward-" + index,
                "Movement against |w₀|",
                "|w₀|",
                "sign(w₀) · (w − w₀)",
                lines,
                "Above 0 weights grew in the direction of their sign, below they shrank.");
    }

    private static DomContent chart(
            String id, String title, String x, String y, List<Series> lines, String caption) {
        LineChart chart =
                LineChart.of(id, title)
                        .describedAs(ChartFigure.inWords(lines, x))
                        .axes(x, y)
                        .anyNumbers()
                        .sized(360, 270);
        lines.forEach(chart::line);
        return figure(ChartFigure.legend(chart.legend()), chart.drawing(), figcaption(caption));
    }

    private static Series line(
            List<ConditionalBin> bins,
            String name,
            LineStyle style,
            Function<ConditionalBin, @Nullable Double> value) {
        return series(bins, name, style, ConditionalBin::initialMean, value);
    }

    private static Series outward(
            List<InitialMagnitudeBin> bins,
            String name,
            LineStyle style,
            Function<InitialMagnitudeBin, @Nullable Double> value) {
        return series(bins, name, style, InitialMagnitudeBin::initialMean, value);
    }

    private static <B> Series series(
            List<B> bins,
            String name,
            LineStyle style,
            Function<B, @Nullable Double> x,
            Function<B, @Nullable Double> y) {
        List<B> known = bins.stream().filter(b -> x.apply(b) != null).toList();
        return new Series(
                name,
                style,
                known.stream().mapToDouble(b -> orNaN(x.apply(b))).toArray(),
                known.stream().mapToDouble(b -> orNaN(y.apply(b))).toArray());
    }

    private static double orNaN(@Nullable Double value) {
        return value == null ? Double.NaN : value;
    }

    private static LineStyle black() {
        return new LineStyle("#000000", "", 1, 1.8);
    }

    private static LineStyle quartile() {
        return new LineStyle("#009e73", "8 3", 3, 1.4);
    }

    private static LineStyle thin() {
        return new LineStyle("#666666", "2.5 2.5", 0, 1.2);
    }
}
