// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.check;

import io.github.inittrace.measure.TensorMeasures;
import io.github.inittrace.run.EpochRecord;
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
    private static final String NOT_FINITE = "not finite";

    /**
     * The five figures of a run at its end: training loss; loss, accuracy and lowest loss on the
     * first validation set, or else on the training data; and how far the weights moved.
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
                        last.epochEndExamples() == 0 ? "not evaluated" : NOT_FINITE,
                        untrained(last, first.epochEndLoss())));
        if (last.validation().isEmpty()) {
            figures.add(
                    new KeyFigure(
                            "running loss",
                            last.runningLoss(),
                            false,
                            last.index() == 0 ? "no pass yet" : NOT_FINITE,
                            "mean over the last pass"));
            figures.add(accuracy("training", last.epochEndAccuracy(), last.epochEndLoss(), ""));
            figures.add(lowest(run, "training", new FigurePath("epochEndLoss")));
        } else {
            ValidationRecord set = last.validation().get(0);
            Double before = first.validation().isEmpty() ? null : first.validation().get(0).loss();
            figures.add(
                    new KeyFigure(
                            set.name() + " loss",
                            set.loss(),
                            false,
                            set.examples() == 0 ? "not evaluated" : NOT_FINITE,
                            untrained(last, before)));
            String leftOut = set.isPartial() ? set.leftOutOfAll() + " left out" : "";
            figures.add(accuracy(set.name(), set.accuracy(), set.loss(), leftOut));
            figures.add(
                    lowest(run, set.name(), new FigurePath("validation." + set.name() + ".loss")));
        }
        figures.add(moved(last));
        return figures;
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

    private static KeyFigure accuracy(
            String set, @Nullable Double accuracy, @Nullable Double loss, String remark) {
        String why = loss == null ? "loss is not finite" : "no classes";
        return new KeyFigure(set + " accuracy", accuracy, true, why, remark);
    }

    private static KeyFigure lowest(NamedRun run, String set, FigurePath loss) {
        Double lowest = null;
        int at = 0;
        try {
            for (EpochRecord epoch : run.history()) {
                Double value = loss.at(run, epoch);
                if (value != null && (lowest == null || value < lowest)) {
                    lowest = value;
                    at = epoch.index();
                }
            }
        } catch (FigurePath.UnknownFigureException e) {
            throw new IllegalStateException("a set of the last record is in all", e);
        }
        return new KeyFigure(
                "lowest " + set + " loss",
                lowest,
                false,
                NOT_FINITE,
                lowest == null ? "" : "at epoch " + at);
    }

    private static KeyFigure moved(EpochRecord last) {
        TensorMeasures total = last.total();
        Double initial = total.initialNorm();
        return initial != null && initial == 0
                ? new KeyFigure(
                        "weights moved by", total.distance(), false, NOT_FINITE, "from zero")
                : new KeyFigure(
                        "weights moved by",
                        total.relativeDistance(),
                        false,
                        NOT_FINITE,
                        "of their initial norm");
    }
}
