// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.measure;

import org.jspecify.annotations.Nullable;

/** The sums behind {@link Movement}, of one piece of a tensor or merged over several. */
final class StartSums {
    private final CompensatedSum magnitudes = new CompensatedSum();
    private CoMoments pairs = CoMoments.EMPTY;
    private double largest;

    /** Adds a piece of which the mean of w and the sum of its squares about it are known. */
    void add(Chunk piece, PowerSums.Central weights) {
        double[] w = piece.tensor().current();
        double[] w0 = piece.tensor().initial();
        CompensatedSum sum = new CompensatedSum();
        for (int from = piece.from(); from < piece.to(); from += BlockReductions.LENGTH) {
            int to = Math.min(piece.to(), from + BlockReductions.LENGTH);
            sum.add(BlockReductions.sum(w0, from, to));
            magnitudes.add(BlockReductions.sumOfMagnitudes(w0, from, to));
            largest = Math.max(largest, BlockReductions.largestMagnitude(w0, from, to));
        }
        double n = weights.n();
        double centre = sum.value() / n;
        CompensatedSum missed = new CompensatedSum();
        CompensatedSum xx = new CompensatedSum();
        CompensatedSum xy = new CompensatedSum();
        double[] x = new double[BlockReductions.LENGTH];
        double[] y = new double[BlockReductions.LENGTH];
        for (int from = piece.from(); from < piece.to(); from += BlockReductions.LENGTH) {
            int to = Math.min(piece.to(), from + BlockReductions.LENGTH);
            BlockReductions.centre(w0, centre, from, to, x);
            BlockReductions.centre(w, weights.mean(), from, to, y);
            missed.add(BlockReductions.sum(x, 0, to - from));
            xx.add(BlockReductions.dot(x, x, 0, to - from));
            xy.add(BlockReductions.dot(x, y, 0, to - from));
        }
        // As in PowerSums: the rounded mean misses the exact one by this much. That of w is exact.
        double e = missed.value() / n;
        pairs =
                new CoMoments(
                        weights.n(),
                        centre + e,
                        weights.mean(),
                        Math.max(0, xx.value() - n * e * e),
                        weights.m2(),
                        xy.value());
    }

    void merge(StartSums other) {
        magnitudes.add(other.magnitudes);
        pairs = pairs.merge(other.pairs);
        largest = Math.max(largest, other.largest);
    }

    /** a = max |w0|. */
    double halfWidth() {
        return largest;
    }

    /**
     * The movement of these sums.
     *
     * @param halfWidth a, where there is one range
     * @param shares of values that moved, and that moved beyond 0.1, 0.5 and 1 a
     */
    Movement movement(
            @Nullable Double halfWidth,
            Fractions shares,
            double meanAbs,
            double norm,
            double distance) {
        double n = pairs.n();
        double initialMeanAbs = magnitudes.value() / n;
        return new Movement(
                halfWidth,
                Finite.orNull(initialMeanAbs),
                Finite.ratio(meanAbs, initialMeanAbs),
                pairs.correlation(),
                pairs.slope(),
                pairs.intercept(),
                shares.moved(),
                shares.beyond(0),
                shares.beyond(1),
                shares.beyond(2),
                Finite.ratio(norm, Math.sqrt(n)),
                Finite.ratio(norm, n),
                Finite.ratio(distance, n));
    }
}
