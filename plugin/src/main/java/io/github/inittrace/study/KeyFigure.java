// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.study;

import io.github.inittrace.measure.Direction;
import io.github.inittrace.measure.TensorMeasures;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.TrainingHistory;
import io.github.inittrace.run.ValidationRecord;
import io.github.inittrace.text.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One of the figures that say most about a run.
 *
 * @param label what it is, such as {@code test loss}
 * @param value its value; null where there is none
 * @param isShare whether it is a share from 0 to 1
 * @param why why there is no value, in a few words
 * @param remark what goes with the value, such as when it was reached; may be empty
 */
public record KeyFigure(
        String label, @Nullable Double value, boolean isShare, String why, String remark) {
    /**
     * The five figures of a run at its end: training loss; loss, accuracy and lowest loss on the
     * first validation set, or else on the training data; and how far the weights moved. Without the
     * running loss where a run was imported without it.
     *
     * @param run the run
     */
    public static List<KeyFigure> of(NamedRun run) {
        return asOf(run, run);
    }

    /**
     * The same figures of a run as those of another, in the same order, so that the two can be
     * compared; without a value where this run has none.
     *
     * @param run the run whose figures they are
     * @param asked the run that they say most about
     */
    public static List<KeyFigure> asOf(NamedRun run, NamedRun asked) {
        EpochRecord last = asked.history().last();
        List<KeyFigure> figures = new ArrayList<>();
        figures.add(trainingLoss(run.history()));
        if (last.validation().isEmpty()) {
            if (hasRunningLoss(asked)) {
                figures.add(runningLoss(run));
            }
            figures.add(trainingAccuracy(run.history().last()));
            figures.add(
                    lowest(
                            run.history(),
                            "training",
                            EpochRecord::epochEndLoss,
                            MissingValue::epochEnd));
        } else {
            String set = last.validation().get(0).name();
            figures.add(loss(run.history(), set));
            figures.add(accuracy(run.history().last(), set));
            figures.add(
                    lowest(
                            run.history(),
                            set,
                            epoch -> of(epoch, set).map(ValidationRecord::loss).orElse(null),
                            epoch ->
                                    of(epoch, set)
                                            .map(MissingValue::loss)
                                            .orElse(MissingValue.NOT_RECORDED)));
        }
        TensorMeasures total = run.history().last().total();
        figures.add(
                MissingValue.startsAtZero(last.total())
                        ? distance(total)
                        : relativeDistance(total));
        return figures;
    }

    private static KeyFigure trainingLoss(TrainingHistory history) {
        EpochRecord last = history.last();
        return new KeyFigure(
                "training loss",
                last.epochEndLoss(),
                false,
                MissingValue.epochEnd(last),
                untrained(last, history.first().epochEndLoss()));
    }

    /** Whether a run has one: whoever saves weights elsewhere need not have kept it. */
    private static boolean hasRunningLoss(NamedRun run) {
        return run.run().training().hasFacts()
                || run.history().epochs().stream().anyMatch(epoch -> epoch.runningLoss() != null);
    }

    private static KeyFigure runningLoss(NamedRun run) {
        EpochRecord last = run.history().last();
        return new KeyFigure(
                "running loss",
                last.runningLoss(),
                false,
                MissingValue.running(run.run(), last),
                "mean over the last pass");
    }

    private static KeyFigure trainingAccuracy(EpochRecord last) {
        return new KeyFigure(
                "training accuracy",
                last.epochEndAccuracy(),
                true,
                MissingValue.accuracy(last.epochEndLoss(), last.epochEndExamples()),
                "");
    }

    private static KeyFigure loss(TrainingHistory history, String name) {
        Double before = of(history.first(), name).map(ValidationRecord::loss).orElse(null);
        return of(history.last(), name)
                .map(
                        set ->
                                new KeyFigure(
                                        name + " loss",
                                        set.loss(),
                                        false,
                                        MissingValue.loss(set),
                                        untrained(history.last(), before)))
                .orElseGet(() -> notRecorded(name + " loss", false));
    }

    private static KeyFigure accuracy(EpochRecord last, String name) {
        return of(last, name)
                .map(
                        set ->
                                new KeyFigure(
                                        name + " accuracy",
                                        set.accuracy(),
                                        true,
                                        MissingValue.accuracy(set.loss(), set.examples()),
                                        set.isPartial() ? set.leftOutOfAll() + " left out" : ""))
                .orElseGet(() -> notRecorded(name + " accuracy", true));
    }

    private static Optional<ValidationRecord> of(EpochRecord epoch, String set) {
        return epoch.validation().stream().filter(one -> one.name().equals(set)).findFirst();
    }

    private static KeyFigure notRecorded(String label, boolean isShare) {
        return new KeyFigure(label, null, isShare, MissingValue.NOT_RECORDED, "");
    }

    private static KeyFigure lowest(
            TrainingHistory history,
            String set,
            TrainingHistory.Figure loss,
            Function<EpochRecord, String> why) {
        String label = "lowest " + set + " loss";
        EpochRecord best = history.best(Direction.MINIMISE, loss).orElse(null);
        if (best != null) {
            return new KeyFigure(label, loss.of(best), false, "", "at epoch " + best.index());
        }
        List<String> reasons = history.epochs().stream().map(why).distinct().toList();
        return new KeyFigure(
                label,
                null,
                false,
                reasons.size() == 1 ? reasons.get(0) : MissingValue.NOT_FINITE,
                "");
    }

    private static KeyFigure distance(TensorMeasures total) {
        return new KeyFigure(
                "absolute distance moved",
                total.distance(),
                false,
                MissingValue.NOT_FINITE,
                MissingValue.startsAtZero(total) ? "from zero" : "");
    }

    private static KeyFigure relativeDistance(TensorMeasures total) {
        return new KeyFigure(
                "weights moved by",
                total.relativeDistance(),
                false,
                MissingValue.relative(total),
                total.relativeDistance() == null ? "" : "of their initial norm");
    }

    private static String untrained(EpochRecord last, @Nullable Double before) {
        return before == null || last.index() == 0
                ? ""
                : "was " + Numbers.text(before) + " untrained";
    }

    /** The value as people read it, or why there is none. */
    public String text() {
        return isShare && value != null && Double.isFinite(value)
                ? Numbers.percent(value)
                : Numbers.text(value, why);
    }

    /**
     * How this value lies against that of another run: the difference in points for shares, else
     * in percent of the other; empty where one has none.
     */
    public String against(KeyFigure other) {
        Double mine = value;
        Double theirs = other.value;
        if (mine == null || theirs == null) {
            return "";
        }
        double difference = mine - theirs;
        if (difference == 0) {
            return "equal";
        }
        if (isShare) {
            String points = String.format(Locale.ROOT, "%.2f", Math.abs(100 * difference));
            return (difference < 0 ? "−" : "+") + points + " points";
        }
        return theirs == 0
                ? signed(difference)
                : signed(100 * difference / Math.abs(theirs)) + "\u00a0%";
    }

    private static String signed(double value) {
        return (value < 0 ? "−" : "+") + Numbers.text(Math.abs(value));
    }
}
