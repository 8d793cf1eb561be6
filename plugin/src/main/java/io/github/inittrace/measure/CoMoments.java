// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.measure;

import org.jspecify.annotations.Nullable;

/**
 * Sums about the means of pairs (x, y), from which the least-squares line of y on x follows. Sums
 * of parts merge into those of the whole (Pébay 2008, as for {@link PowerSums}).
 *
 * @param n the number of pairs
 * @param meanX the mean of x
 * @param meanY the mean of y
 * @param xx the sum of (x - meanX)^2
 * @param yy the sum of (y - meanY)^2
 * @param xy the sum of (x - meanX) (y - meanY)
 */
record CoMoments(long n, double meanX, double meanY, double xx, double yy, double xy) {
    static final CoMoments EMPTY = new CoMoments(0, 0, 0, 0, 0, 0);

    CoMoments merge(CoMoments other) {
        if (n == 0 || other.n == 0) {
            return n == 0 ? other : this;
        }
        double all = (double) n + other.n;
        double weight = (double) n * other.n / all;
        double x = other.meanX - meanX;
        double y = other.meanY - meanY;
        return new CoMoments(
                n + other.n,
                meanX + other.n * (x / all),
                meanY + other.n * (y / all),
                xx + other.xx + weight * x * x,
                yy + other.yy + weight * y * y,
                xy + other.xy + weight * x * y);
    }

    /** Pearson's correlation; null where x or y has no spread. */
    @Nullable Double correlation() {
        if (isFlat(xx, meanX) || isFlat(yy, meanY)) {
            return null;
        }
        Double r = Finite.orNull(xy / Math.sqrt(xx) / Math.sqrt(yy));
        return r == null ? null : Math.max(-1, Math.min(1, r));
    }

    /** The slope of y on x; null where x has no spread. */
    @Nullable Double slope() {
        return isFlat(xx, meanX) ? null : Finite.orNull(xy / xx);
    }

    /** Where the line meets x = 0; null where x has no spread. */
    @Nullable Double intercept() {
        return isFlat(xx, meanX) ? null : Finite.orNull(meanY - xy / xx * meanX);
    }

    /** Whether values differ by no more than rounding at their mean, as for {@link Moments}. */
    private boolean isFlat(double squares, double mean) {
        return PowerSums.isFlat(squares / n, mean);
    }
}
