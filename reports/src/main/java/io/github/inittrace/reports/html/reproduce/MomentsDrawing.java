// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.reproduce;

import static j2html.TagCreator.p;

import io.github.inittrace.measure.ConditionalBin;
import io.github.inittrace.reports.chart.Band;
import io.github.inittrace.reports.chart.LineChart;
import io.github.inittrace.reports.chart.LineStyle;
import io.github.inittrace.reports.chart.Palette;
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
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Mean, spread, skewness and peak of the deviation by the initial weight. */
final class MomentsDrawing {
    private static final String START = "initial weight w_i";

    private MomentsDrawing() {}

    static List<DomContent> of(Results results, PageFiles files) throws IOException {
        for (RecordedRun run : results.runs(MarkVerdicts.STABLE.plan())) {
            Optional<ConditionalRecord> last = JointVerdicts.last(results.folder(run));
            if (last.isPresent()) {
                return parts(last.get());
            }
        }
        return List.of();
    }

    private static List<DomContent> parts(ConditionalRecord record) {
        List<ConditionalBin> bins = record.distribution().bins();
        return List.of(
                p(
                        "d = w_f − w_i of "
                                + record.tensor()
                                + " at epoch "
                                + record.epoch()
                                + ", in bins of w_i. The publication's own figure is not known here;"
                                + " this one is drawn by its description."),
                Markup.multiples(List.of(place(bins), spread(bins), skewness(bins))),
                Markup.folded("The numbers behind these charts", table(bins)));
    }

    private static DomContent place(List<ConditionalBin> bins) {
        LineChart chart =
                chart(
                        "peak",
                        "Peak, median and mean of d",
                        "d",
                        line(bins, "peak", 3, ConditionalBin::mode),
                        line(bins, "median", 0, bin -> bin.deviations().median()),
                        line(bins, "mean", 1, bin -> bin.deviations().mean()));
        return ChartFigure.lines(chart, "At 0, weights stay where they started.");
    }

    private static DomContent spread(List<ConditionalBin> bins) {
        LineChart chart =
                chart(
                        "spread",
                        "Standard deviation of d",
                        "standard deviation",
                        line(bins, "standard deviation", 0, bin -> bin.deviations().sd()));
        return ChartFigure.lines(chart.fromZero(), "How far weights of each bin spread.");
    }

    private static DomContent skewness(List<ConditionalBin> bins) {
        double[] x = JointDrawing.starts(bins);
        double[] above = bins.stream().mapToDouble(bin -> 2 * bin.skewnessError()).toArray();
        double[] below = bins.stream().mapToDouble(bin -> -2 * bin.skewnessError()).toArray();
        LineChart chart =
                chart(
                        "skewness",
                        "Skewness of d",
                        "skewness",
                        line(bins, "skewness", 2, bin -> bin.deviations().skewness()));
        return ChartFigure.lines(
                chart.band(new Band("2 standard errors", Palette.AXIS, x, below, above)),
                "Grey: two standard errors around 0, for independent normal values.");
    }

    private static LineChart chart(String id, String title, String y, Series... lines) {
        LineChart chart =
                LineChart.of(id, title)
                        .axes(START, y)
                        .anyNumbers()
                        .sized(360, 270)
                        .describedAs(ChartFigure.inWords(List.of(lines), "w_i"));
        List.of(lines).forEach(chart::line);
        return chart;
    }

    private static Series line(
            List<ConditionalBin> bins,
            String name,
            int style,
            Function<ConditionalBin, @Nullable Double> figure) {
        return new Series(
                name,
                LineStyle.of(style),
                JointDrawing.starts(bins),
                bins.stream().mapToDouble(bin -> LossSeries.orNaN(figure.apply(bin))).toArray());
    }

    private static DomContent table(List<ConditionalBin> bins) {
        List<DomContent> rows = new ArrayList<>();
        for (ConditionalBin bin : bins) {
            rows.add(
                    Markup.row(
                            Numbers.text(bin.low()),
                            List.of(
                                    Markup.number(bin.high(), ""),
                                    Markup.count(bin.count()),
                                    Markup.number(bin.mode(), "no spread"),
                                    Markup.number(bin.deviations().median(), ""),
                                    Markup.number(bin.deviations().mean(), "not finite"),
                                    Markup.number(bin.deviations().sd(), "not finite"),
                                    Markup.number(bin.deviations().skewness(), "no spread"),
                                    Markup.number(bin.skewnessError(), ""))));
        }
        return Markup.numbers(
                "Moments and peak of d by w_i",
                List.of(
                        "w_i from",
                        "to",
                        "weights",
                        "peak",
                        "median",
                        "mean",
                        "sd",
                        "skewness",
                        "its standard error"),
                rows);
    }
}
