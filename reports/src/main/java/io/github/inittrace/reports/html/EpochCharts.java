// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html;

import static j2html.TagCreator.div;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;

import io.github.inittrace.measure.TensorMeasures;
import io.github.inittrace.reports.chart.LineChart;
import io.github.inittrace.reports.chart.LineStyle;
import io.github.inittrace.reports.chart.Series;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.ValidationRecord;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The charts over epochs. Loss and distance stand one above the other, on the same axis. */
final class EpochCharts {
    private static final double WIDE_LOSS = 30;
    private static final double WIDE_DISTANCE = 1000;
    private static final String EPOCH = "epoch (0 = untrained)";

    private final ReportInput input;
    private final List<EpochRecord> epochs;
    private final List<TensorMeasures> tensors;

    EpochCharts(ReportInput input) {
        this.input = input;
        this.epochs = input.history().epochs();
        this.tensors = input.history().first().tensors();
    }

    DomContent content() {
        List<DomContent> left = new ArrayList<>();
        List<DomContent> right = new ArrayList<>();
        left.add(loss());
        add(left, relativeDistance());
        add(left, distanceFromZero());
        add(right, accuracy());
        add(right, updates());
        add(right, norms());
        return section(
                        Markup.lines(
                                h2("Epoch by epoch"),
                                p(
                                        "All charts share the epoch axis: where the loss jumps, look"
                                                + " below it whether the weights jump too. The"
                                                + " numbers are in the tables further down."),
                                div(
                                                div(Markup.lines(left)).withClass("column"),
                                                div(Markup.lines(right)).withClass("column"))
                                        .withClass("columns")))
                .withId("epochs");
    }

    private static void add(List<DomContent> column, @Nullable DomContent chart) {
        if (chart != null) {
            column.add(chart);
        }
    }

    private DomContent loss() {
        List<Series> lines = new ArrayList<>();
        lines.add(series("training, end of epoch", 0, EpochRecord::epochEndLoss));
        lines.add(series("training, running mean", 4, EpochRecord::runningLoss));
        for (int i = 0; i < sets(); i++) {
            int set = i;
            lines.add(series(setName(i), i + 1, e -> validation(e, set, ValidationRecord::loss)));
        }
        LineChart chart = chart("loss", "Loss", lines).axes(EPOCH, "mean loss per example");
        return Figures.lines(
                remarks(chart.logWhenOver(WIDE_LOSS).fromZero()),
                "End of epoch: a fresh pass with the weights of that epoch. Running mean: over the"
                        + " epoch's minibatches, while the weights move.");
    }

    private @Nullable DomContent accuracy() {
        List<Series> lines = new ArrayList<>();
        lines.add(series("training, end of epoch", 0, e -> percent(e.epochEndAccuracy())));
        for (int i = 0; i < sets(); i++) {
            int set = i;
            lines.add(
                    series(
                            setName(i),
                            i + 1,
                            e -> percent(validation(e, set, ValidationRecord::accuracy))));
        }
        LineChart chart =
                chart("accuracy", "Accuracy", lines).axes(EPOCH, "classified correctly, %");
        return chart.isEmpty()
                ? null
                : Figures.lines(
                        remarks(chart.fromZero().upTo(100)),
                        "The share of examples whose most likely class is the right one.");
    }

    private @Nullable DomContent relativeDistance() {
        List<Series> lines =
                perTensor(t -> !Reasons.startsAtZero(t), TensorMeasures::relativeDistance);
        lines.add(summary(TensorMeasures::relativeDistance));
        LineChart chart =
                chart("relative", "Distance from the initial weights", lines)
                        .axes(EPOCH, "|W − W₀| / |W₀|");
        return chart.isEmpty()
                ? null
                : Figures.lines(
                        remarks(chart.logWhenOver(WIDE_DISTANCE).fromZero()),
                        "Relative to the initial norm: at 1 a matrix has moved as far as its initial"
                                + " values are from zero.");
    }

    private @Nullable DomContent distanceFromZero() {
        List<Series> lines = perTensor(Reasons::startsAtZero, TensorMeasures::distance);
        LineChart chart =
                chart("distance", "Distance of what starts at zero", lines).axes(EPOCH, "|w − w₀|");
        return chart.isEmpty()
                ? null
                : Figures.lines(
                        remarks(chart.logWhenOver(WIDE_DISTANCE).fromZero()),
                        "Tensors whose initial values are all zero, mostly biases, have no relative"
                                + " distance; this is the distance itself.");
    }

    private @Nullable DomContent updates() {
        List<Series> lines = perTensor(t -> true, TensorMeasures::updateSize);
        LineChart chart =
                chart("updates", "Update size", lines)
                        .axes(EPOCH, "|w(epoch) − w(epoch before)|")
                        .logWhenOver(1);
        return chart.isEmpty()
                ? null
                : Figures.lines(
                        remarks(chart),
                        "How far each tensor moved between one epoch and the next.");
    }

    private @Nullable DomContent norms() {
        List<Series> lines = perTensor(t -> !Reasons.startsAtZero(t), EpochCharts::normRatio);
        lines.add(summary(EpochCharts::normRatio));
        LineChart chart = chart("norms", "Norm", lines).axes(EPOCH, "|W| / |W₀|");
        return chart.isEmpty()
                ? null
                : Figures.lines(
                        remarks(chart.logWhenOver(WIDE_DISTANCE)),
                        "The norm of the weights relative to the initial one: 1 means as large as"
                                + " at the start.");
    }

    private LineChart chart(String id, String title, List<Series> lines) {
        LineChart chart = LineChart.of(id, title).describedAs(Figures.inWords(lines));
        lines.stream().filter(line -> hasValues(line)).forEach(chart::line);
        return chart.xTo(epochs.get(epochs.size() - 1).index());
    }

    private static boolean hasValues(Series line) {
        return java.util.Arrays.stream(line.y()).anyMatch(Double::isFinite);
    }

    /** Marks where numbers cease to be finite, or else where the validation loss is lowest. */
    private LineChart remarks(LineChart chart) {
        int last = epochs.get(epochs.size() - 1).index();
        OptionalInt best = lowestValidationLoss();
        OptionalInt diverged = Verdict.divergedAt(input);
        if (diverged.isPresent()) {
            return chart.mark(diverged.getAsInt(), "diverged at epoch " + diverged.getAsInt());
        }
        if (best.isPresent() && best.getAsInt() > 0 && best.getAsInt() < last) {
            chart.mark(best.getAsInt(), "lowest " + setName(0) + " loss: epoch " + best.getAsInt());
        }
        return chart;
    }

    private OptionalInt lowestValidationLoss() {
        int best = -1;
        double lowest = Double.POSITIVE_INFINITY;
        for (EpochRecord epoch : epochs) {
            Double loss = sets() == 0 ? null : validation(epoch, 0, ValidationRecord::loss);
            if (loss != null && loss < lowest) {
                lowest = loss;
                best = epoch.index();
            }
        }
        return best < 0 ? OptionalInt.empty() : OptionalInt.of(best);
    }

    private List<Series> perTensor(
            Predicate<TensorMeasures> which, Function<TensorMeasures, @Nullable Double> measure) {
        List<Series> lines = new ArrayList<>();
        for (int i = 0; i < tensors.size(); i++) {
            int tensor = i;
            if (which.test(tensors.get(i))) {
                lines.add(
                        series(
                                tensors.get(i).name(),
                                i,
                                e ->
                                        tensor < e.tensors().size()
                                                ? measure.apply(e.tensors().get(tensor))
                                                : null));
            }
        }
        return lines;
    }

    private Series summary(Function<TensorMeasures, @Nullable Double> measure) {
        return series("all parameters", LineStyle.summary(), epoch -> measure.apply(epoch.total()));
    }

    private Series series(String name, int style, Function<EpochRecord, @Nullable Double> measure) {
        return series(name, LineStyle.of(style), measure);
    }

    private Series series(
            String name, LineStyle style, Function<EpochRecord, @Nullable Double> measure) {
        double[] x = epochs.stream().mapToDouble(EpochRecord::index).toArray();
        double[] y = new double[x.length];
        for (int i = 0; i < y.length; i++) {
            Double value = measure.apply(epochs.get(i));
            y[i] = value == null ? Double.NaN : value;
        }
        return new Series(name, style, x, y);
    }

    private int sets() {
        return epochs.get(0).validation().size();
    }

    private String setName(int set) {
        return epochs.get(0).validation().get(set).name();
    }

    private static @Nullable Double validation(
            EpochRecord epoch, int set, Function<ValidationRecord, @Nullable Double> measure) {
        return set < epoch.validation().size() ? measure.apply(epoch.validation().get(set)) : null;
    }

    private static @Nullable Double percent(@Nullable Double share) {
        return share == null ? null : 100 * share;
    }

    private static @Nullable Double normRatio(TensorMeasures tensor) {
        Double norm = tensor.norm();
        Double initial = tensor.initialNorm();
        return norm == null || initial == null || initial == 0 ? null : norm / initial;
    }
}
