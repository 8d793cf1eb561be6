// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.study;

import java.util.Arrays;
import java.util.Optional;

/**
 * The widest gap between lowest losses, in logarithms: what lies below it are strong learners, and
 * above it weak ones, of which some groups of runs reach neither's losses.
 *
 * @param below the highest of the losses under the gap
 * @param above the lowest of those over it
 */
public record LossGap(double below, double above) {
    /** Losses that lie nearer to each other, by factors, are no two clusters. */
    public static final double LEAST_FACTOR = 2;

    /**
     * The gap between losses.
     *
     * @param losses the lowest loss of each group; those that are not positive and finite do not
     *     count
     * @return none if no loss is {@value #LEAST_FACTOR} times the next lower one
     */
    public static Optional<LossGap> of(double[] losses) {
        double[] sorted =
                Arrays.stream(losses).filter(l -> l > 0 && Double.isFinite(l)).sorted().toArray();
        LossGap widest = null;
        for (int i = 1; i < sorted.length; i++) {
            LossGap gap = new LossGap(sorted[i - 1], sorted[i]);
            if (gap.factor() >= (widest == null ? LEAST_FACTOR : widest.factor())) {
                widest = gap;
            }
        }
        return Optional.ofNullable(widest);
    }

    /** How many times the loss under it the one over it is. */
    public double factor() {
        return above / below;
    }

    /** Half-way in logarithms: the loss below which a learner is strong. */
    public double middle() {
        return Math.sqrt(below) * Math.sqrt(above);
    }
}
