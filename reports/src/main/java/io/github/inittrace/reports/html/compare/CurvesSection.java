// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.compare;

import static j2html.TagCreator.a;
import static j2html.TagCreator.b;
import static j2html.TagCreator.code;
import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.li;
import static j2html.TagCreator.p;
import static j2html.TagCreator.text;
import static j2html.TagCreator.ul;

import io.github.inittrace.reports.chart.Band;
import io.github.inittrace.reports.chart.LineChart;
import io.github.inittrace.reports.chart.LineStyle;
import io.github.inittrace.reports.chart.Series;
import io.github.inittrace.reports.html.kit.ChartFigure;
import io.github.inittrace.reports.html.kit.Markup;
import io.github.inittrace.reports.html.kit.Section;
import io.github.inittrace.run.CurveId;
import io.github.inittrace.study.Comparison;
import io.github.inittrace.study.CurveStatistic;
import io.github.inittrace.study.RunGroup;
import io.github.inittrace.study.Statistics;
import io.github.inittrace.text.Numbers;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The curves of all runs, one chart for each figure, with one key for all of them. */
final class CurvesSection {
    private static final double WIDE_DISTANCE = 100;
    private static final int MOST_OPEN = 10;
    private static final String EPOCH = "epoch (0 = untrained)";

    private final Comparison comparison;
    private final GroupStyles styles;

    CurvesSection(Comparison comparison, GroupStyles styles) {
        this.comparison = comparison;
        this.styles = styles;
    }

    Section section() {
        List<DomContent> charts = new ArrayList<>();
        for (CurveId curve : comparison.curves()) {
            charts.add(figureOf(curve, charts.size()));
        }
        int open = Math.min(MOST_OPEN, charts.size());
        List<DomContent> parts = new ArrayList<>(List.of(p(howToRead())));
        parts.add(key());
        parts.add(Markup.pairs(charts.subList(0, open)));
        if (open < charts.size()) {
            List<DomContent> rest = charts.subList(open, charts.size());
            parts.add(
                    Markup.folded(
                            rest.size() + (rest.size() == 1 ? " more chart" : " more charts"),
                            Markup.pairs(rest)));
        }
        return new Section("epochs", "Epoch by epoch", parts);
    }

    private String howToRead() {
        StringBuilder text = new StringBuilder("All charts share the epoch axis and this key. ");
        if (comparison.hasGroups()) {
            text.append(
                    "Runs that differ in nothing but the seed are one line, their mean, in a band"
                            + " from the smallest to the largest of them; where some have ended or"
                            + " have no finite value, mean and band are those of the others. ");
        }
        if (!styles.others().isEmpty()) {
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
                    .append(styles.others().size())
                    .append(" are grey and say their name on pointing at them. ");
        }
        return text.append("Numbers at the ends of lines are those of the key and of the tables.")
                .toString();
    }

    private DomContent key() {
        List<DomContent> entries = new ArrayList<>();
        styles.styles()
                .forEach(
                        (line, style) ->
                                entries.add(
                                        li(
                                                style.sample(),
                                                text(" "),
                                                b(styles.number(line)),
                                                text(" " + line.label()))));
        return ul(Markup.lines(entries)).withClass("legend key");
    }

    private DomContent figureOf(CurveId curve, int index) {
        LineChart chart = LineChart.of("curve-" + (index + 1), heading(curve));
        List<Series> styled = new ArrayList<>();
        for (RunGroup line : styles.others()) {
            chart.faint(series(line, curve, line.course(curve), LineStyle.faint()));
        }
        styles.styles()
                .forEach(
                        (line, style) -> {
                            RunGroup.GroupCurve course = line.course(curve);
                            Series series = series(line, curve, course, style);
                            if (line.isGroup()) {
                                chart.band(band(line, curve, course, style));
                            }
                            chart.line(series, styles.number(line));
                            styled.add(series);
                        });
        chart.axes(EPOCH, unit(curve)).xTo(lastEpoch()).describedAs(inWords(curve, styled));
        if (curve.kind() == CurveId.Kind.RELATIVE_DISTANCE) {
            chart.fromZero().logWhenOver(WIDE_DISTANCE);
        } else {
            chart.logWhenOver(LineChart.DECADE).cutStart();
        }
        String remark = chart.remark();
        return figure(
                h3(chart.title()),
                text("\n"),
                chart.drawing(),
                figcaption(
                        text(curve.kind().isAccuracy() ? "100 % minus the accuracy. " : ""),
                        text(remark.isEmpty() ? "" : remark + " "),
                        text("All numbers: "),
                        a(code(CompareJson.FILE)).withHref(CompareJson.FILE),
                        CurveTable.of(name(curve), curve, styles.styles().keySet())));
    }

    private static Series series(
            RunGroup line, CurveId curve, RunGroup.GroupCurve course, LineStyle style) {
        return new Series(line.label(), style, course.x(), shown(curve, course.mean()));
    }

    private static Band band(
            RunGroup line, CurveId curve, RunGroup.GroupCurve course, LineStyle style) {
        boolean turned = curve.kind().isAccuracy();
        return new Band(
                line.label() + ", smallest to largest",
                style.colour(),
                course.x(),
                shown(curve, turned ? course.max() : course.min()),
                shown(curve, turned ? course.min() : course.max()));
    }

    /** Accuracies as error rates: near 1, the differences could not be seen. */
    private static double[] shown(CurveId curve, double[] values) {
        return curve.kind().isAccuracy()
                ? Arrays.stream(values).map(Numbers::wrongInPercent).toArray()
                : values;
    }

    private String inWords(CurveId curve, List<Series> styled) {
        if (styles.others().isEmpty()) {
            return ChartFigure.inWords(styled);
        }
        CurveStatistic last = new CurveStatistic(curve, CurveStatistic.Kind.LAST);
        double[] all = comparison.runs().stream().mapToDouble(r -> last.of(r.curves())).toArray();
        Statistics ends = Statistics.of(shown(curve, all));
        return ends.count()
                + " runs end between "
                + Numbers.text(ends.min())
                + " and "
                + Numbers.text(ends.max())
                + ". "
                + ChartFigure.inWords(styled);
    }

    private int lastEpoch() {
        return comparison.runs().stream().mapToInt(r -> r.curves().lastEpoch()).max().orElse(0);
    }

    /** Of the chart; its table has the figures as they were recorded. */
    private static String heading(CurveId curve) {
        return switch (curve.kind()) {
            case TRAINING_ACCURACY -> "Training error rate";
            case VALIDATION_ACCURACY -> "Error rate on " + curve.of();
            default -> name(curve);
        };
    }

    private static String name(CurveId curve) {
        return switch (curve.kind()) {
            case TRAINING_LOSS -> "Training loss";
            case TRAINING_ACCURACY -> "Training accuracy";
            case VALIDATION_LOSS -> "Loss on " + curve.of();
            case VALIDATION_ACCURACY -> "Accuracy on " + curve.of();
            case RELATIVE_DISTANCE ->
                    "Relative distance of "
                            + (curve.of().equals("total") ? "all parameters" : curve.of());
            case MEAN_ABS_RATIO, DISTANCE, NORM -> CurveStatistic.title(curve);
        };
    }

    private static String unit(CurveId curve) {
        if (curve.kind().isLoss()) {
            return "mean loss per example";
        }
        return curve.kind().isAccuracy() ? "classified wrongly, %" : "|W − W₀| / |W₀|";
    }
}
