// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html;

import static j2html.TagCreator.a;
import static j2html.TagCreator.div;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;
import static j2html.TagCreator.text;

import io.github.inittrace.alarms.Alarm;
import io.github.inittrace.alarms.Severity;
import io.github.inittrace.measure.TensorMeasures;
import io.github.inittrace.reports.chart.LineChart;
import io.github.inittrace.reports.chart.Series;
import io.github.inittrace.run.DeadUnitsRecord;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.text.Numbers;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The charts over epochs: the course of the run, and below it one chart for every other figure. */
final class EpochCharts {
    private static final double WIDE_DISTANCE = 1000;
    private static final double WIDE_TIME = 30;

    private final ReportInput input;
    private final EpochSeries series;

    EpochCharts(ReportInput input) {
        this.input = input;
        this.series = new EpochSeries(input.history());
    }

    DomContent content() {
        List<DomContent> charts =
                Stream.of(
                                accuracy(),
                                norms(),
                                updates(),
                                distance(),
                                distanceFromZero(),
                                deadUnits(),
                                times())
                        .flatMap(Optional::stream)
                        .toList();
        List<DomContent> left = new ArrayList<>();
        List<DomContent> right = new ArrayList<>();
        for (int i = 0; i < charts.size(); i++) {
            (i % 2 == 0 ? left : right).add(charts.get(i));
        }
        return section(
                        Markup.lines(
                                h2("Epoch by epoch"),
                                p(
                                        text(
                                                "All charts share the epoch axis: where the loss"
                                                        + " jumps, look below it whether the weights"
                                                        + " jump too. Pointing at a marker tells its"
                                                        + " number; those of all are in the tables"
                                                        + " of "),
                                        a("every epoch").withHref("#table"),
                                        text(".")),
                                new LossDistanceChart(input).content(),
                                div(
                                                div(Markup.lines(left)).withClass("column"),
                                                div(Markup.lines(right)).withClass("column"))
                                        .withClass("columns")))
                .withId("epochs");
    }

    private Optional<DomContent> accuracy() {
        List<Series> lines = new ArrayList<>();
        lines.add(
                series.of(
                        "training, end of epoch", 0, e -> Numbers.inPercent(e.epochEndAccuracy())));
        lines.addAll(series.perSet(set -> Numbers.inPercent(set.accuracy())));
        return figure(
                series.chart("accuracy", "Accuracy", lines)
                        .axes(EpochSeries.AXIS, "classified correctly, %")
                        .fromZero()
                        .upTo(100),
                "The share of examples whose most likely class is the right one.");
    }

    private Optional<DomContent> norms() {
        List<Series> lines = series.perTensor(t -> !Reasons.startsAtZero(t), EpochCharts::ratio);
        lines.add(series.total(EpochCharts::ratio));
        return figure(
                series.chart("norms", "Norm", lines)
                        .axes(EpochSeries.AXIS, "|W| / |W₀|")
                        .logWhenOver(WIDE_DISTANCE),
                "The norm of the weights relative to the initial one: 1 means as large as at the"
                        + " start.");
    }

    private Optional<DomContent> updates() {
        return figure(
                series.chart(
                                "updates",
                                "Update size",
                                series.perTensor(t -> true, TensorMeasures::updateSize))
                        .axes(EpochSeries.AXIS, "|w(epoch) − w(epoch before)|")
                        .logWhenOver(1),
                "How far each tensor moved between one epoch and the next.");
    }

    private Optional<DomContent> distance() {
        return figure(
                series.chart(
                                "absolute",
                                "Distance of each tensor",
                                series.perTensor(
                                        t -> !Reasons.startsAtZero(t), TensorMeasures::distance))
                        .axes(EpochSeries.AXIS, "|W − W₀|")
                        .logWhenOver(WIDE_DISTANCE)
                        .fromZero(),
                "Not relative to the initial norm, unlike in the first chart.");
    }

    private Optional<DomContent> distanceFromZero() {
        return figure(
                series.chart(
                                "distance",
                                "Distance of what starts at zero",
                                series.perTensor(Reasons::startsAtZero, TensorMeasures::distance))
                        .axes(EpochSeries.AXIS, "|w − w₀|")
                        .logWhenOver(WIDE_DISTANCE)
                        .fromZero(),
                "Tensors whose initial values are all zero, mostly biases, have no relative"
                        + " distance; this is the distance itself.");
    }

    /** Only where some unit is dead at some epoch. */
    private Optional<DomContent> deadUnits() {
        List<DeadUnitsRecord> layers = layers(input.history().first());
        List<Series> lines = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            int layer = i;
            lines.add(
                    series.of(
                            layers.get(i).layer(),
                            2 * i,
                            epoch ->
                                    layer < layers(epoch).size()
                                            ? share(layers(epoch).get(layer))
                                            : null));
        }
        boolean any = lines.stream().anyMatch(l -> Arrays.stream(l.y()).anyMatch(v -> v > 0));
        return any
                ? figure(
                        series.chart("dead", "Dead units", lines)
                                .axes(EpochSeries.AXIS, "units of the layer, %")
                                .fromZero()
                                .upTo(100),
                        "ReLUs that are 0 for every example of the training sample: they pass"
                                + " nothing on, and learn nothing.")
                : Optional.empty();
    }

    private static List<DeadUnitsRecord> layers(EpochRecord epoch) {
        return epoch.deadUnits() == null ? List.of() : epoch.deadUnits();
    }

    private static @Nullable Double share(DeadUnitsRecord layer) {
        return layer.units() == 0 ? null : 100.0 * layer.dead() / layer.units();
    }

    private Optional<DomContent> times() {
        return figure(
                series.chart(
                                "times",
                                "Time",
                                List.of(
                                        series.of("training", 0, EpochCharts::trainingTime),
                                        series.of("evaluation", 1, EpochRecord::evaluationSeconds),
                                        series.of("measuring", 2, EpochRecord::measureSeconds)))
                        .axes(EpochSeries.AXIS, "seconds since the record before")
                        .logWhenOver(WIDE_TIME)
                        .fromZero(),
                "Wall time of the passes, of computing losses, and of measuring the weights.");
    }

    private Optional<DomContent> figure(LineChart chart, String caption) {
        return chart.isEmpty()
                ? Optional.empty()
                : Optional.of(Figures.lines(remarks(chart), caption));
    }

    /** Marks where something first failed, or else where the validation loss is lowest. */
    private LineChart remarks(LineChart chart) {
        OptionalInt diverged = VerdictSection.divergedAt(input);
        if (diverged.isPresent()) {
            return chart.mark(diverged.getAsInt(), "diverged at epoch " + diverged.getAsInt());
        }
        Optional<Alarm> failure =
                input.history().alarms().stream()
                        .filter(alarm -> alarm.severity() == Severity.FAILURE)
                        .findFirst();
        if (failure.isPresent()) {
            int epoch = failure.get().epoch();
            return chart.mark(epoch, failure.get().kind().id() + ": epoch " + epoch);
        }
        OptionalInt best = series.lowestValidationLoss();
        if (best.isPresent() && best.getAsInt() > 0 && best.getAsInt() < series.last()) {
            chart.mark(
                    best.getAsInt(),
                    "lowest " + series.firstSet() + " loss: epoch " + best.getAsInt());
        }
        return chart;
    }

    private static @Nullable Double trainingTime(EpochRecord epoch) {
        return epoch.index() == 0 ? null : Double.valueOf(epoch.seconds());
    }

    static @Nullable Double ratio(TensorMeasures tensor) {
        Double norm = tensor.norm();
        Double initial = tensor.initialNorm();
        return norm == null || initial == null || initial == 0 ? null : norm / initial;
    }
}
