// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.measure;

import org.jspecify.annotations.Nullable;

/**
 * How the values of a tensor, or of all together, lie against those they started from. With w0 the
 * initial values, w the current ones, d = w - w0 and n their number; a is the half-width of the
 * initial range, for which max |w0| stands: of n values drawn from U(-a, a) that falls short of a
 * by about a / n. A component is null where it is undefined: a start without spread or at zero, or
 * values that are not finite.
 *
 * <p>For the total, each value is held against the a of its own tensor, and the values of tensors
 * that start at zero, which have no range, are left out of the shares beyond it.
 *
 * @param initialHalfWidth a = max |w0|; null for the total, which has no one range
 * @param initialMeanAbs the mean of |w0|, which is a / 2 for U(-a, a)
 * @param meanAbsRatio the mean of |d| / the mean of |w0|
 * @param correlation Pearson's correlation of w0 and w
 * @param slope of the least-squares line w = slope · w0 + intercept
 * @param intercept of that line
 * @param moved the share of values with d != 0, in [0, 1]
 * @param beyondTenth the share of values with |d| &gt; 0.1 a
 * @param beyondHalf the share of values with |d| &gt; 0.5 a
 * @param beyondRange the share of values with |d| &gt; a
 * @param weightRms |w| / sqrt(n)
 * @param weightedNorm |w| / n, as Boiko's slides print it; it is not the rms
 * @param weightedDistance |d| / n, likewise
 */
public record Movement(
        @Nullable Double initialHalfWidth,
        @Nullable Double initialMeanAbs,
        @Nullable Double meanAbsRatio,
        @Nullable Double correlation,
        @Nullable Double slope,
        @Nullable Double intercept,
        @Nullable Double moved,
        @Nullable Double beyondTenth,
        @Nullable Double beyondHalf,
        @Nullable Double beyondRange,
        @Nullable Double weightRms,
        @Nullable Double weightedNorm,
        @Nullable Double weightedDistance) {}
