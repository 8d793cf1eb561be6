// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.run;

import static j2html.TagCreator.a;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.h4;
import static j2html.TagCreator.li;
import static j2html.TagCreator.ol;
import static j2html.TagCreator.p;
import static j2html.TagCreator.strong;
import static j2html.TagCreator.text;

import io.github.inittrace.alarms.Severity;
import io.github.inittrace.measure.TensorMeasures;
import io.github.inittrace.reports.chart.LineChart;
import io.github.inittrace.reports.chart.LineStyle;
import io.github.inittrace.reports.chart.Series;
import io.github.inittrace.reports.chart.StackedCharts;
import io.github.inittrace.reports.html.kit.ChartFigure;
import io.github.inittrace.reports.html.kit.Markup;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.ValidationRecord;
import io.github.inittrace.study.MissingValue;
import io.github.inittrace.study.NamedRun;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Loss and distance one above the other on one epoch axis, with what happened on the way. */
final class LossDistanceChart {
    private static final double WIDE_DISTANCE = 1000;
    private static final String TITLE = "Loss, and distance from the initial weights";

    private final ReportInput input;
    private final EpochSeries series;
    private final List<RunEvents.Event> events;

    LossDistanceChart(ReportInput input) {
        this.input = input;
        series = new EpochSeries(input.history());
        events = RunEvents.of(input);
    }

    DomContent content() {
        List<LineChart> charts = new ArrayList<>(List.of(loss()));
        LineChart distance = distance();
        if (!distance.isEmpty()) {
            charts.add(distance);
        }
        StackedCharts stack = StackedCharts.of("course", TITLE).describedAs(description(charts));
        charts.forEach(stack::add);
        for (int i = 0; i < events.size(); i++) {
            RunEvents.Event event = events.get(i);
            stack.line(
                    event.epoch(),
                    i + 1,
                    event.severity() == Severity.FAILURE,
                    "epoch " + event.epoch() + ": " + event.text());
        }
        return figure(
                        div(h3(TITLE), stack.drawing()),
                        div(Markup.lines(beside(charts))).withClass("beside"))
                .withClass("course");
    }

    private List<DomContent> beside(List<LineChart> charts) {
        List<DomContent> parts = new ArrayList<>();
        for (LineChart chart : charts) {
            parts.add(h4(chart.title()));
            parts.add(ChartFigure.legend(chart.legend()));
        }
        if (!events.isEmpty()) {
            parts.add(h4("What happened"));
            parts.add(
                    ol(each(
                                    events,
                                    event ->
                                            li(
                                                    strong("Epoch " + event.epoch()),
                                                    text(": " + event.text() + "."))))
                            .withClass("events"));
            int more = RunEvents.more(input);
            if (more > 0) {
                parts.add(
                        p(
                                text(
                                        "What happened at "
                                                + more
                                                + (more == 1 ? " more epoch" : " more epochs")
                                                + " is left out here; alarms are all in the "),
                                a("table of alarms").withHref("#alarms"),
                                text(".")));
            }
        }
        parts.add(
                p("End of epoch: a fresh pass with the weights of that epoch. Running mean:"
                                + " over the epoch’s minibatches, while the weights move. Distance:"
                                + " at 1 a matrix has moved as far as its initial values are from"
                                + " zero. "
                                + String.join(
                                        " ",
                                        charts.stream()
                                                .map(LineChart::remark)
                                                .filter(r -> !r.isEmpty())
                                                .distinct()
                                                .toList()))
                        .withClass("caption"));
        return parts;
    }

    private String description(List<LineChart> charts) {
        StringBuilder words = new StringBuilder();
        for (LineChart chart : charts) {
            words.append(chart.title()).append(". ").append(chart.description()).append(' ');
        }
        for (RunEvents.Event event : events) {
            words.append("Epoch ").append(event.epoch()).append(": ").append(event.text());
            words.append(". ");
        }
        return words.toString().trim();
    }

    private LineChart loss() {
        List<Series> lines = new ArrayList<>();
        lines.add(series.of("training, end of epoch", 0, EpochRecord::epochEndLoss));
        lines.add(series.of("training, running mean", 4, EpochRecord::runningLoss));
        lines.addAll(series.perSet(ValidationRecord::loss));
        NamedRun baseline = input.baseline();
        if (baseline != null) {
            lines.addAll(losses(baseline));
        }
        return series.chart("loss", "Loss", lines)
                .xTo(end())
                .axes(EpochSeries.AXIS, "mean loss per example")
                .logWhenOver(LineChart.DECADE)
                .cutStart();
    }

    /** Of the baseline: on the training data, and on the set that this run is judged by. */
    private List<Series> losses(NamedRun baseline) {
        EpochSeries other = new EpochSeries(baseline.history());
        List<Series> lines = new ArrayList<>();
        lines.add(other.of("training, baseline", LineStyle.other(0), EpochRecord::epochEndLoss));
        if (!input.history().first().validation().isEmpty()) {
            String set = series.firstSet();
            lines.add(
                    other.of(
                            set + ", baseline",
                            LineStyle.other(1),
                            epoch ->
                                    epoch.validation().stream()
                                            .filter(v -> v.name().equals(set))
                                            .map(ValidationRecord::loss)
                                            .filter(Objects::nonNull)
                                            .findFirst()
                                            .orElse(null)));
        }
        return lines;
    }

    /** The last epoch of both runs: charts one above the other share their axis. */
    private int end() {
        NamedRun baseline = input.baseline();
        int other = baseline == null ? 0 : baseline.history().last().index();
        return Math.max(series.last(), other);
    }

    private LineChart distance() {
        List<Series> lines =
                series.perTensor(
                        t -> !MissingValue.startsAtZero(t), TensorMeasures::relativeDistance);
        lines.add(series.total(TensorMeasures::relativeDistance));
        NamedRun baseline = input.baseline();
        if (baseline != null) {
            lines.add(
                    new EpochSeries(baseline.history())
                            .of(
                                    "all parameters, baseline",
                                    LineStyle.other(0),
                                    epoch -> epoch.total().relativeDistance()));
        }
        return series.chart("relative", "Relative distance", lines)
                .xTo(end())
                .axes(EpochSeries.AXIS, "|W − W₀| / |W₀|")
                .logWhenOver(WIDE_DISTANCE)
                .fromZero();
    }
}
