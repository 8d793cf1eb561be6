// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.study;

import io.github.inittrace.measure.EventTime;
import io.github.inittrace.measure.LossCurveAnalysis;
import io.github.inittrace.measure.LossCurveAnalysis.Learner;
import io.github.inittrace.measure.LossCurveAnalysis.Regime;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a loss came to in one run, as {@link LossCurveAnalysis} defines it. The bits are not copied.
 *
 * @param last the loss at the last recorded epoch; NaN if it is not finite
 * @param lowest the lowest of all recorded epochs; NaN if none is finite
 * @param minimum when that was; null if none is finite
 * @param divergence when the loss diverged
 * @param untrainable by the index of the record, whether the run was in the untrainable regime
 */
public record LossSummary(
        double last,
        double lowest,
        @Nullable EventTime minimum,
        EventTime divergence,
        BitSet untrainable) {
    /**
     * Of a curve.
     *
     * @param epochs the recorded epochs, at least one
     * @param losses the loss at each; NaN where it is not finite
     */
    public static LossSummary of(int[] epochs, double[] losses) {
        LossCurveAnalysis course = new LossCurveAnalysis(epochs, losses);
        // Which trainable regime it is depends on other runs, and is asked later.
        List<Regime> regimes = course.regimes(Double.POSITIVE_INFINITY);
        BitSet untrainable = new BitSet();
        for (int i = 0; i < losses.length; i++) {
            untrainable.set(i, regimes.get(i) == Regime.UNTRAINABLE);
        }
        return new LossSummary(
                losses[losses.length - 1],
                course.lowest().orElse(Double.NaN),
                course.minimum().orElse(null),
                course.divergence(),
                untrainable);
    }

    /**
     * The class of the run.
     *
     * @param strong the loss below which a learner is strong; NaN if it is not known, and then a
     *     run that did not diverge has no class
     */
    public @Nullable Learner learner(double strong) {
        if (!divergence.isCensored()) {
            return Learner.UNSTABLE;
        }
        return Double.isNaN(strong) ? null : lowest < strong ? Learner.STRONG : Learner.WEAK;
    }
}
