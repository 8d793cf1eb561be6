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
        EpochRecord first = run.history().first();
        EpochRecord last = run.history().last();
        List<KeyFigure> figures = new ArrayList<>();
        figures.add(
                new KeyFigure(
                        "training loss",
                        last.epochEndLoss(),
                        false,
                        MissingValue.epochEnd(last),
                        untrained(last, first.epochEndLoss())));
        if (last.validation().isEmpty()) {
            if (hasRunningLoss(run)) {
                figures.add(
                        new KeyFigure(
                                "running loss",
                                last.runningLoss(),
                                false,
                                MissingValue.running(last),
                                "mean over the last pass"));
            }
            figures.add(
                    new KeyFigure(
                            "training accuracy",
                            last.epochEndAccuracy(),
                            true,
                            MissingValue.accuracy(last.epochEndLoss(), last.epochEndExamples()),
                            ""));
            figures.add(lowest(run.history(), "training", EpochRecord::epochEndLoss));
        } else {
            ValidationRecord set = last.validation().get(0);
            Double before = first.validation().isEmpty() ? null : first.validation().get(0).loss();
            figures.add(
                    new KeyFigure(
                            set.name() + " loss",
                            set.loss(),
                            false,
                            MissingValue.loss(set),
                            untrained(last, before)));
            String leftOut = set.isPartial() ? set.leftOutOfAll() + " left out" : "";
            figures.add(
                    new KeyFigure(
                            set.name() + " accuracy",
                            set.accuracy(),
                            true,
                            MissingValue.accuracy(set.loss(), set.examples()),
                            leftOut));
            figures.add(
                    lowest(
                            run.history(),
                            set.name(),
                            epoch ->
                                    epoch.validation().isEmpty()
                                            ? null
                                            : epoch.validation().get(0).loss()));
        }
        figures.add(moved(last));
        return figures;
    }

    /** Whether a run has one: whoever saves weights elsewhere need not have kept it. */
    public static boolean hasRunningLoss(NamedRun run) {
        return run.run().training().hasFacts()
                || run.history().epochs().stream().anyMatch(epoch -> epoch.runningLoss() != null);
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

    private static String untrained(EpochRecord last, @Nullable Double before) {
        return before == null || last.index() == 0
                ? ""
                : "was " + Numbers.text(before) + " untrained";
    }

    private static KeyFigure lowest(
            TrainingHistory history, String set, TrainingHistory.Figure loss) {
        EpochRecord best = history.best(Direction.MINIMISE, loss).orElse(null);
        return new KeyFigure(
                "lowest " + set + " loss",
                best == null ? null : loss.of(best),
                false,
                MissingValue.NOT_FINITE,
                best == null ? "" : "at epoch " + best.index());
    }

    private static KeyFigure moved(EpochRecord last) {
        TensorMeasures total = last.total();
        Double initial = total.initialNorm();
        return initial != null && initial == 0
                ? new KeyFigure(
                        "weights moved by",
                        total.distance(),
                        false,
                        MissingValue.NOT_FINITE,
                        "from zero")
                : new KeyFigure(
                        "weights moved by",
                        total.relativeDistance(),
                        false,
                        MissingValue.NOT_FINITE,
                        "of their initial norm");
    }
}
