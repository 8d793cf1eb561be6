// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.measure;

import org.jspecify.annotations.Nullable;

/**
 * How far the values b of one tensor lie from the values a of another of the same size, place by
 * place. With d = b - a and n their number; all sums in double. A component is null where it is
 * undefined: a zero norm, or values that are not finite.
 *
 * @param count n
 * @param distance |d|, the Frobenius norm of the difference
 * @param relativeDistance |d| / |a|
 * @param rms |d| / sqrt(n)
 * @param meanAbs the mean of |d_k|
 * @param maxAbs the largest |d_k|
 * @param maxAt the first k with that |d_k|, counted in row-major order of a from 0
 * @param cosine a·b / (|a| |b|)
 * @param signFlips how many values are positive on one side and negative on the other
 * @param unchanged how many values are the same on both sides; two NaN are
 * @param moments moments of d
 */
public record Difference(
        long count,
        @Nullable Double distance,
        @Nullable Double relativeDistance,
        @Nullable Double rms,
        @Nullable Double meanAbs,
        @Nullable Double maxAbs,
        @Nullable Long maxAt,
        @Nullable Double cosine,
        long signFlips,
        long unchanged,
        Moments moments) {}
