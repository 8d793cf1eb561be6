// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.run;

import static j2html.TagCreator.a;
import static j2html.TagCreator.code;
import static j2html.TagCreator.each;
import static j2html.TagCreator.p;
import static j2html.TagCreator.text;

import io.github.inittrace.alarms.Alarm;
import io.github.inittrace.alarms.Severity;
import io.github.inittrace.measure.TensorMeasures;
import io.github.inittrace.reports.chart.LineChart;
import io.github.inittrace.reports.chart.Series;
import io.github.inittrace.reports.html.kit.ChartFigure;
import io.github.inittrace.reports.html.kit.Markup;
import io.github.inittrace.reports.html.kit.Section;
import io.github.inittrace.run.DeadUnitsRecord;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.study.MissingValue;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The charts over epochs: the course of the run, and below it one chart for every other figure. */
final class EpochChartsSection {
    private static final double WIDE_DISTANCE = 1000;
    private static final double WIDE_TIME = 30;

    private final ReportInput input;
    private final EpochSeries series;

    EpochChartsSection(ReportInput input) {
        this.input = input;
        this.series = new EpochSeries(input.history());
    }

    Section section() {
        List<DomContent> charts =
                Stream.of(
                                errorRate(),
                                norms(),
                                updates(),
                                distance(),
                                distanceFromZero(),
                                deadUnits(),
                                times())
                        .flatMap(Optional::stream)
                        .toList();
        return new Section(
                "epochs",
                "Epoch by epoch",
                List.of(howToRead(), new LossDistanceChart(input).content(), Markup.pairs(charts)));
    }

    private DomContent howToRead() {
        boolean areAll = EpochTablesSection.areAll(input);
        return p(
                text(
                        "All charts share the epoch axis: where the loss jumps, look below it whether"
                                + " the weights jump too. Pointing at a marker tells its number; "
                                + (areAll ? "those of all" : "more of them")
                                + " are in the tables of "),
                a("every epoch").withHref("#table"),
                areAll
                        ? text(".")
                        : each(text(", and all in "), code(RunFolder.EPOCHS), text(".")));
    }

    private Optional<DomContent> errorRate() {
        List<Series> lines = new ArrayList<>();
        lines.add(
                series.of(
                        "training, end of epoch", 0, e -> EpochSeries.wrong(e.epochEndAccuracy())));
        lines.addAll(series.perSet(set -> EpochSeries.wrong(set.accuracy())));
        return figure(
                series.chart("accuracy", "Error rate", lines)
                        .axes(EpochSeries.AXIS, EpochSeries.WRONG)
                        .logWhenOver(LineChart.DECADE)
                        .cutStart(),
                "The share of examples whose most likely class is not the right one; the tables have"
                        + " the accuracy, the share for which it is.");
    }

    private Optional<DomContent> norms() {
        List<Series> lines =
                series.perTensor(t -> !MissingValue.startsAtZero(t), EpochChartsSection::ratio);
        lines.add(series.total(EpochChartsSection::ratio));
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
                        .axes(EpochSeries.AXIS, "|w(epoch) − w(record before)|")
                        .logWhenOver(1),
                "How far each tensor moved from one record to the next.");
    }

    private Optional<DomContent> distance() {
        return figure(
                series.chart(
                                "absolute",
                                "Distance of each tensor",
                                series.perTensor(
                                        t -> !MissingValue.startsAtZero(t),
                                        TensorMeasures::distance))
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
                                series.perTensor(
                                        MissingValue::startsAtZero, TensorMeasures::distance))
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
                                        series.of("training", 0, EpochChartsSection::trainingTime),
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
                : Optional.of(ChartFigure.lines(remarks(chart), caption));
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
        // A pass takes some time: 0 is what is said where nobody knows how long.
        return epoch.index() == 0 || epoch.seconds() == 0 ? null : Double.valueOf(epoch.seconds());
    }

    static @Nullable Double ratio(TensorMeasures tensor) {
        Double norm = tensor.norm();
        Double initial = tensor.initialNorm();
        return norm == null || initial == null || initial == 0 ? null : norm / initial;
    }
}
