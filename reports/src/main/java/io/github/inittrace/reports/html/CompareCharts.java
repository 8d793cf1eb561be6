// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html;

import static j2html.TagCreator.a;
import static j2html.TagCreator.b;
import static j2html.TagCreator.code;
import static j2html.TagCreator.details;
import static j2html.TagCreator.div;
import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.li;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;
import static j2html.TagCreator.summary;
import static j2html.TagCreator.text;
import static j2html.TagCreator.ul;

import io.github.inittrace.reports.chart.Band;
import io.github.inittrace.reports.chart.LineChart;
import io.github.inittrace.reports.chart.LineStyle;
import io.github.inittrace.reports.chart.Series;
import io.github.inittrace.reports.compare.Comparison;
import io.github.inittrace.reports.compare.CurveStatistic;
import io.github.inittrace.reports.compare.RunGroup;
import io.github.inittrace.reports.compare.Statistics;
import io.github.inittrace.run.CurveId;
import io.github.inittrace.text.Numbers;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The curves of all runs, one chart for each figure, with one key for all of them. */
final class CompareCharts {
    private static final double WIDE_LOSS = 10;
    private static final double WIDE_DISTANCE = 100;
    private static final int MOST_OPEN = 10;
    private static final String EPOCH = "epoch (0 = untrained)";

    private final Comparison comparison;
    private final CompareLooks looks;

    CompareCharts(Comparison comparison, CompareLooks looks) {
        this.comparison = comparison;
        this.looks = looks;
    }

    DomContent content() {
        List<DomContent> charts = new ArrayList<>();
        for (CurveId curve : comparison.curves()) {
            charts.add(figureOf(curve, charts.size()));
        }
        int open = Math.min(MOST_OPEN, charts.size());
        List<DomContent> parts = new ArrayList<>(List.of(h2("Epoch by epoch"), p(howToRead())));
        parts.add(key());
        parts.add(columns(charts.subList(0, open)));
        if (open < charts.size()) {
            List<DomContent> rest = charts.subList(open, charts.size());
            parts.add(
                    details(
                            summary("The distances of " + rest.size() + " more matrices"),
                            columns(rest)));
        }
        return section(Markup.lines(parts)).withId("epochs");
    }

    private static DomContent columns(List<DomContent> charts) {
        return div(Markup.lines(charts)).withClass("columns pairs");
    }

    private String howToRead() {
        StringBuilder text = new StringBuilder("All charts share the epoch axis and this key. ");
        if (comparison.hasGroups()) {
            text.append(
                    "Runs that differ in nothing but the seed are one line, their mean, in a band"
                            + " from the smallest to the largest of them; where some have ended or"
                            + " have no finite value, mean and band are those of the others. ");
        }
        if (!looks.others().isEmpty()) {
            text.append("Coloured are the first");
            for (CurveStatistic measure : comparison.ranking()) {
                boolean loss = measure.curve().kind().isLoss();
                text.append(", the three with the ")
                        .append(loss ? "lowest " : "highest ")
                        .append(CurveStatistic.title(measure.curve()))
                        .append(" and the three with the ")
                        .append(loss ? "highest" : "lowest")
                        .append(" (the best of all epochs counts)");
            }
            text.append("; the other ")
                    .append(looks.others().size())
                    .append(" are grey and say their name on pointing at them. ");
        }
        return text.append("Numbers at the ends of lines are those of the key and of the tables.")
                .toString();
    }

    private DomContent key() {
        List<DomContent> entries = new ArrayList<>();
        looks.styles()
                .forEach(
                        (line, style) ->
                                entries.add(
                                        li(
                                                style.sample(),
                                                text(" "),
                                                b(looks.number(line)),
                                                text(" " + line.label()))));
        return ul(Markup.lines(entries)).withClass("legend key");
    }

    private DomContent figureOf(CurveId curve, int index) {
        LineChart chart = LineChart.of("curve-" + (index + 1), heading(curve));
        List<Series> styled = new ArrayList<>();
        for (RunGroup line : looks.others()) {
            chart.faint(series(line, line.course(curve), LineStyle.faint(), scale(curve)));
        }
        looks.styles()
                .forEach(
                        (line, style) -> {
                            RunGroup.GroupCurve course = line.course(curve);
                            Series series = series(line, course, style, scale(curve));
                            if (line.isGroup()) {
                                chart.band(band(line, course, style, scale(curve)));
                            }
                            chart.line(series, looks.number(line));
                            styled.add(series);
                        });
        chart.axes(EPOCH, unit(curve)).xTo(lastEpoch()).describedAs(inWords(curve, styled));
        if (curve.kind().isAccuracy()) {
            chart.fromZero().upTo(100);
        } else {
            chart.fromZero().logWhenOver(curve.kind().isLoss() ? WIDE_LOSS : WIDE_DISTANCE);
        }
        String remark = chart.remark();
        return figure(
                h3(chart.title()),
                text("\n"),
                chart.drawing(),
                figcaption(
                        text(remark.isEmpty() ? "" : remark + " "),
                        text("All numbers: "),
                        a(code(CompareJson.FILE)).withHref(CompareJson.FILE),
                        CurveTable.of(heading(curve), curve, looks.styles().keySet())));
    }

    private static Series series(
            RunGroup line, RunGroup.GroupCurve course, LineStyle style, double scale) {
        return new Series(line.label(), style, course.x(), scaled(course.mean(), scale));
    }

    private static Band band(
            RunGroup line, RunGroup.GroupCurve course, LineStyle style, double scale) {
        return new Band(
                line.label() + ", smallest to largest",
                style.colour(),
                course.x(),
                scaled(course.min(), scale),
                scaled(course.max(), scale));
    }

    private static double[] scaled(double[] values, double scale) {
        return scale == 1 ? values : Arrays.stream(values).map(v -> scale * v).toArray();
    }

    private static double scale(CurveId curve) {
        return curve.kind().isAccuracy() ? 100 : 1;
    }

    private String inWords(CurveId curve, List<Series> styled) {
        if (looks.others().isEmpty()) {
            return Figures.inWords(styled);
        }
        Statistics ends =
                Statistics.of(
                        comparison.runs().stream()
                                .mapToDouble(
                                        run ->
                                                new CurveStatistic(curve, CurveStatistic.Kind.LAST)
                                                        .of(run.curves()))
                                .toArray());
        return ends.count()
                + " runs end between "
                + Numbers.text(scale(curve) * ends.min())
                + " and "
                + Numbers.text(scale(curve) * ends.max())
                + ". "
                + Figures.inWords(styled);
    }

    private int lastEpoch() {
        return comparison.runs().stream().mapToInt(r -> r.curves().lastEpoch()).max().orElse(0);
    }

    private static String heading(CurveId curve) {
        return switch (curve.kind()) {
            case TRAINING_LOSS -> "Training loss";
            case TRAINING_ACCURACY -> "Training accuracy";
            case VALIDATION_LOSS -> "Loss on " + curve.of();
            case VALIDATION_ACCURACY -> "Accuracy on " + curve.of();
            case RELATIVE_DISTANCE ->
                    "Distance from the initial weights, "
                            + (curve.of().equals("total") ? "all parameters" : curve.of());
        };
    }

    private static String unit(CurveId curve) {
        if (curve.kind().isLoss()) {
            return "mean loss per example";
        }
        return curve.kind().isAccuracy() ? "classified correctly, %" : "|W − W₀| / |W₀|";
    }
}
