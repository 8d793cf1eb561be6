// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.sweep;

import io.github.inittrace.measure.EventTime;
import io.github.inittrace.reports.chart.LineChart;
import io.github.inittrace.run.CurveId.Kind;
import io.github.inittrace.study.LossLevel;
import io.github.inittrace.study.LossSummary;
import io.github.inittrace.study.RunSummary;
import io.github.inittrace.study.Statistics;
import io.github.inittrace.sweep.SweepSummary;
import io.github.inittrace.text.Numbers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A number that every run has, or lacks.
 *
 * @param key its name in the file of numbers
 * @param title what it is
 * @param unit its unit, for an axis
 * @param logRatio how many times the smallest the largest must be for a logarithmic axis
 * @param of the number of a run; NaN if it has none
 */
record SweepFigure(
        String key, String title, String unit, double logRatio, ToDoubleFunction<RunSummary> of) {
    static final String TOTAL = "total";

    private static final String EPOCH = "epoch";
    private static final String LOSS = "mean loss per example";

    static final SweepFigure TRAINING_LOSS =
            loss(
                    "trainingLoss",
                    "Training loss at the end",
                    RunSummary::training,
                    LossSummary::last);

    static final SweepFigure TEST_LOSS =
            loss("testLoss", "Test loss at the end", RunSummary::test, LossSummary::last);

    static final SweepFigure LOWEST_TRAINING_LOSS =
            loss(
                    "lowestTrainingLoss",
                    "Lowest training loss",
                    RunSummary::training,
                    LossSummary::lowest);

    static final SweepFigure LOWEST_TEST_LOSS =
            loss("lowestTestLoss", "Lowest test loss", RunSummary::test, LossSummary::lowest);

    static final SweepFigure TEST_ACCURACY =
            new SweepFigure(
                    "testAccuracy",
                    "Test accuracy at the end",
                    "share classified correctly",
                    Double.POSITIVE_INFINITY,
                    run -> run.last(Kind.VALIDATION_ACCURACY, run.testSet()));

    /** Near an accuracy of 1, differences could not be seen. */
    static final SweepFigure TEST_ERROR =
            new SweepFigure(
                    "testErrorPercent",
                    "Test error rate at the end",
                    "classified wrongly, %",
                    LineChart.DECADE,
                    run -> Numbers.wrongInPercent(TEST_ACCURACY.of.applyAsDouble(run)));

    static final SweepFigure T_MIN_TRAINING =
            event(
                    "tMinTraining",
                    "t_min train: epoch of the lowest training loss",
                    RunSummary::training,
                    LossSummary::minimum);

    static final SweepFigure T_MIN_TEST =
            event(
                    "tMinTest",
                    "t_min test: epoch of the lowest test loss",
                    RunSummary::test,
                    LossSummary::minimum);

    static final SweepFigure T_DIVERGENCE =
            event(
                    "tDivergence",
                    "t_div: epoch of divergence",
                    RunSummary::training,
                    LossSummary::divergence);

    static final List<SweepFigure> EVENTS = List.of(T_MIN_TRAINING, T_MIN_TEST, T_DIVERGENCE);

    /** How far all weights together moved. */
    static final SweepFigure MOVED = relativeDistance(TOTAL);

    static SweepFigure relativeDistance(String tensor) {
        return weights(
                "relativeDistance.",
                "Relative distance of ",
                "|W − W₀| / |W₀|",
                Kind.RELATIVE_DISTANCE,
                tensor);
    }

    static SweepFigure meanAbsRatio(String tensor) {
        return weights(
                "meanAbsRatio.",
                "Mean change of ",
                "mean |w − w₀| / mean |w₀|",
                Kind.MEAN_ABS_RATIO,
                tensor);
    }

    static SweepFigure distance(String tensor) {
        return weights("distance.", "Distance of ", "|W − W₀|", Kind.DISTANCE, tensor);
    }

    static SweepFigure norm(String tensor) {
        return weights("norm.", "Norm of ", "|W|", Kind.NORM, tensor);
    }

    /** Every figure that runs of a sweep may have, whether or not they do. */
    static List<SweepFigure> all(SweepSummary summary) {
        List<SweepFigure> all =
                new ArrayList<>(
                        List.of(
                                TRAINING_LOSS,
                                LOWEST_TRAINING_LOSS,
                                T_MIN_TRAINING,
                                TEST_LOSS,
                                LOWEST_TEST_LOSS,
                                T_MIN_TEST,
                                T_DIVERGENCE,
                                TEST_ACCURACY,
                                TEST_ERROR));
        List<String> weights = new ArrayList<>(tensors(summary));
        weights.add(TOTAL);
        for (String tensor : weights) {
            all.add(relativeDistance(tensor));
            all.add(meanAbsRatio(tensor));
            all.add(distance(tensor));
            all.add(norm(tensor));
        }
        for (double level : levels(summary)) {
            all.add(stepsTo(level));
            for (String tensor : weights) {
                all.add(ratioAt(level, tensor));
                all.add(distanceAt(level, tensor));
            }
        }
        return all;
    }

    /** The weight matrices of all runs, in the order in which they come. */
    static List<String> matrices(SweepSummary summary) {
        Set<String> names = new LinkedHashSet<>();
        summary.runs().values().forEach(run -> names.addAll(run.matrices()));
        return List.copyOf(names);
    }

    /** All tensors of all runs, in the order in which they come, without the total. */
    static List<String> tensors(SweepSummary summary) {
        Set<String> names = new LinkedHashSet<>();
        for (RunSummary run : summary.runs().values()) {
            run.last().keySet().stream()
                    .filter(curve -> curve.kind() == Kind.DISTANCE)
                    .filter(curve -> !curve.of().equals(TOTAL))
                    .forEach(curve -> names.add(curve.of()));
        }
        return List.copyOf(names);
    }

    /** How far a matrix had moved, by its mean, when the loss first came down to a level. */
    static SweepFigure ratioAt(double level, String tensor) {
        return at(
                level,
                "meanAbsRatio." + tensor,
                "Mean change of " + shown(tensor),
                "mean |w − w₀| / mean |w₀|",
                Kind.MEAN_ABS_RATIO,
                tensor);
    }

    /** How far a tensor had moved when the loss first came down to a level. */
    static SweepFigure distanceAt(double level, String tensor) {
        return at(
                level,
                "relativeDistance." + tensor,
                "Relative distance of " + shown(tensor),
                "|W − W₀| / |W₀|",
                Kind.RELATIVE_DISTANCE,
                tensor);
    }

    /** After how many steps the loss first came down to a level. */
    static SweepFigure stepsTo(double level) {
        return new SweepFigure(
                "atLoss." + level + ".step",
                "steps",
                "steps",
                LineChart.DECADE,
                run ->
                        run.levels().stream()
                                .filter(reached -> reached.level() == level)
                                .mapToDouble(LossLevel::step)
                                .findFirst()
                                .orElse(Double.NaN));
    }

    /** The levels of the loss that runs came down to, the highest first. */
    static List<Double> levels(SweepSummary summary) {
        return summary.runs().values().stream()
                .flatMap(run -> run.levels().stream())
                .map(LossLevel::level)
                .distinct()
                .sorted(Comparator.reverseOrder())
                .toList();
    }

    /** Powers are straight lines on logarithmic axes only. */
    private static SweepFigure at(
            double level, String key, String title, String unit, Kind kind, String tensor) {
        return new SweepFigure(
                "atLoss." + level + "." + key, title, unit, 1, run -> run.at(level, kind, tensor));
    }

    private static String shown(String tensor) {
        return tensor.equals(TOTAL) ? "all parameters" : tensor;
    }

    private static SweepFigure weights(
            String key, String title, String unit, Kind kind, String tensor) {
        return new SweepFigure(
                key + tensor,
                title + shown(tensor),
                unit,
                LineChart.DECADE,
                run -> run.last(kind, tensor));
    }

    private static SweepFigure loss(
            String key,
            String title,
            Function<RunSummary, @Nullable LossSummary> loss,
            ToDoubleFunction<LossSummary> number) {
        return new SweepFigure(
                key,
                title,
                LOSS,
                LineChart.DECADE,
                run -> {
                    LossSummary summary = loss.apply(run);
                    return summary == null ? Double.NaN : number.applyAsDouble(summary);
                });
    }

    private static SweepFigure event(
            String key,
            String title,
            Function<RunSummary, @Nullable LossSummary> loss,
            Function<LossSummary, @Nullable EventTime> time) {
        return new SweepFigure(
                key,
                title,
                EPOCH,
                Double.POSITIVE_INFINITY,
                run -> {
                    LossSummary summary = loss.apply(run);
                    EventTime event = summary == null ? null : time.apply(summary);
                    return event == null || event.isCensored() ? Double.NaN : event.epoch();
                });
    }

    /** Whether it is an epoch, of an event that not every run has. */
    boolean isEpoch() {
        return unit.equals(EPOCH);
    }

    /** Whether it is a loss or an error rate, whose late differences are small against its size. */
    boolean isOfData() {
        return unit.equals(LOSS) || this == TEST_ERROR;
    }

    /** Of some runs, those that have it. */
    Statistics statistics(List<RunSummary> runs) {
        return Statistics.of(runs.stream().mapToDouble(of).toArray());
    }

    /** Whether a run has it. */
    boolean isIn(SweepSummary summary) {
        return summary.runs().values().stream()
                .anyMatch(run -> Double.isFinite(of.applyAsDouble(run)));
    }
}
