// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.sweep;

import io.github.inittrace.study.LossGap;
import io.github.inittrace.sweep.SweepSummary;
import io.github.inittrace.text.Numbers;
import org.jspecify.annotations.Nullable;

/**
 * The loss below which a learner is strong, and where it comes from.
 *
 * @param loss L*; NaN if it is not known
 * @param words how it came about, as sentences
 */
record StrongLoss(double loss, String words) {
    /**
     * As given, else half-way in the gap between the lowest losses.
     *
     * @param given what a user says; null if nothing
     */
    static StrongLoss of(@Nullable Double given, SweepSummary summary) {
        if (given != null) {
            return new StrongLoss(
                    given,
                    "Low and high are told apart at a lowest training loss of L* = "
                            + Numbers.text(given)
                            + ", as given.");
        }
        LossGap gap = summary.gap().orElse(null);
        if (gap == null) {
            return new StrongLoss(
                    Double.NaN,
                    "Low and high trainability are not told apart: the average lowest training"
                            + " losses of the groups are no two clusters, for none is twice the next"
                            + " lower one. With --strong-loss L, a run that gets below L is high.");
        }
        return new StrongLoss(
                gap.middle(),
                "Low and high are told apart at a lowest training loss of L* = "
                        + Numbers.text(gap.middle())
                        + ", half-way in logarithms in the widest gap between the average lowest"
                        + " losses of the groups, from "
                        + Numbers.text(gap.below())
                        + " to "
                        + Numbers.text(gap.above())
                        + "; --strong-loss L sets another.");
    }
}
