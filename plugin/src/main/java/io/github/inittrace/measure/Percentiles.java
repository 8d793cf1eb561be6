// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.measure;

/**
 * Percentiles by linear interpolation between order statistics, numpy's default: of n sorted values
 * x[0], ..., x[n - 1], the p-th percentile is at position (n - 1) p / 100.
 */
final class Percentiles {
    private Percentiles() {}

    /** The p-th percentile of at least one value in ascending order. */
    static double of(double[] sorted, double p) {
        double position = (sorted.length - 1) * (p / 100);
        int below = (int) position;
        double a = sorted[below];
        double b = sorted[Math.min(below + 1, sorted.length - 1)];
        double t = position - below;
        // From the nearer end, as numpy does, so that both ends are met exactly.
        return t < 0.5 ? a + (b - a) * t : b - (b - a) * (1 - t);
    }
}
