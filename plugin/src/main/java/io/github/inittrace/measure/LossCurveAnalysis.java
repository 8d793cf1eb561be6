// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a loss did in the course of training: its minimum, whether it diverged, and the regimes of
 * Jesus et al., The effect of initial configuration of weights on the training and function of
 * artificial neural networks (2021).
 */
public final class LossCurveAnalysis {
    private static final double PLATEAU = 0.02;
    private static final double DIVERGED = 3;
    private static final int PLATEAU_LENGTH = 10;
    private static final int REGIME_WINDOW = 20;
    private static final double UNTRAINABLE = 2;

    /** How training stands at an epoch. */
    public enum Regime {
        /** The minimum is behind, and the loss is back at twice its height. */
        UNTRAINABLE,
        /** The run stays above the loss of strong learners. */
        LOW,
        /** The run gets below the loss of strong learners. */
        HIGH
    }

    /** What a network is, by its whole run. */
    public enum Learner {
        /** Never diverges, and never gets below the loss of strong learners. */
        WEAK,
        /** Diverges. */
        UNSTABLE,
        /** Never diverges, and gets below the loss of strong learners. */
        STRONG
    }

    private final int[] epochs;
    private final double[] losses;

    /**
     * Of a loss by epoch.
     *
     * @param epochs the epochs, increasing
     * @param losses the loss at each; NaN or infinite where it is not finite
     * @throws IllegalArgumentException if there is none, or their numbers differ
     */
    public LossCurveAnalysis(int[] epochs, double[] losses) {
        if (losses.length == 0 || epochs.length != losses.length) {
            throw new IllegalArgumentException(
                    "a loss needs as many epochs as values, found "
                            + epochs.length
                            + " epochs and "
                            + losses.length
                            + " values");
        }
        this.epochs = epochs.clone();
        this.losses = losses.clone();
    }

    /** The smallest finite loss; none if no loss is finite. */
    public OptionalDouble lowest() {
        return Arrays.stream(losses).filter(Double::isFinite).min();
    }

    /**
     * The first epoch with the smallest loss; censored where that is the last epoch, for the
     * minimum may lie beyond. None if no loss is finite.
     */
    public Optional<EventTime> minimum() {
        int at = Direction.MINIMISE.best(losses);
        return at < 0
                ? Optional.empty()
                : Optional.of(new EventTime(epochs[at], at == losses.length - 1));
    }

    /**
     * The first epoch with a loss that is not finite; else the first epoch from which on the loss
     * stays within 2 % of its last value, if that is at least 3 times the minimum and holds for 10
     * samples more; else censored. A minimum of 0, or of a loss that goes below it, has no multiples
     * that tell anything.
     */
    public EventTime divergence() {
        for (int t = 0; t < losses.length; t++) {
            if (!Double.isFinite(losses[t])) {
                return new EventTime(epochs[t], false);
            }
        }
        int last = losses.length - 1;
        double end = losses[last];
        int start = last;
        while (start > 0 && Math.abs(losses[start - 1] - end) <= PLATEAU * end) {
            start--;
        }
        double lowest = lowest().orElseThrow();
        boolean diverged = lowest > 0 && end >= DIVERGED * lowest && last - start >= PLATEAU_LENGTH;
        return diverged ? new EventTime(epochs[start], false) : new EventTime(epochs[last], true);
    }

    /**
     * The regime of every epoch: untrainable after the minimum, if the mean of the last 20 losses,
     * and the mean of those among them that lie behind the minimum, are at least twice the minimum
     * (if that is positive) or not finite; else high if the run's minimum is below {@code strong}, and low if not. Once
     * 20 losses lie behind the minimum, both means are the same; before, the first one alone would
     * be raised by the losses from which training came down.
     *
     * @param strong the loss below which a learner is strong: it depends on the data, and lies
     *     between those that narrow and wide networks reach (0.05 on HASYv2)
     */
    public List<Regime> regimes(double strong) {
        int minimum = Direction.MINIMISE.best(losses);
        double lowest = lowest().orElse(Double.POSITIVE_INFINITY);
        List<Regime> regimes = new ArrayList<>(losses.length);
        for (int t = 0; t < losses.length; t++) {
            int window = Math.max(0, t - REGIME_WINDOW + 1);
            boolean untrainable =
                    t > minimum
                            && isHigh(mean(window, t), lowest)
                            && isHigh(mean(Math.max(window, minimum + 1), t), lowest);
            Regime trainable = lowest < strong ? Regime.HIGH : Regime.LOW;
            regimes.add(untrainable ? Regime.UNTRAINABLE : trainable);
        }
        return List.copyOf(regimes);
    }

    /**
     * The class of the run: unstable if it diverged, else strong or weak.
     *
     * @param strong as for {@link #regimes}
     */
    public Learner learner(double strong) {
        if (!divergence().isCensored()) {
            return Learner.UNSTABLE;
        }
        return lowest().orElseThrow() < strong ? Learner.STRONG : Learner.WEAK;
    }

    private static boolean isHigh(double mean, double lowest) {
        return !Double.isFinite(mean) || lowest > 0 && mean >= UNTRAINABLE * lowest;
    }

    /** The mean of the losses from one sample to another, both included. */
    private double mean(int first, int last) {
        return Arrays.stream(losses, first, last + 1).average().orElseThrow();
    }
}
