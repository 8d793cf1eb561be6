// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.measure;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * How the values of a tensor that started uniform compare with the uniform distribution over
 * ±bound, by Pearson's chi-square over equal bins. Values outside count in the edge bins.
 *
 * @param bound a, where the initial values ended
 * @param bins K: 50, and with fewer than 2000 values max(5, n / 40)
 * @param chiSquare X² = sum of (observed - n/K)² / (n/K)
 * @param p the chance of an X² as large with n independent uniform values; with many values the
 *     slightest change makes it 0, so alarms go by the effect
 * @param effect sqrt(max(X²/n - (K - 1)/n, 0)), Cohen's w without its bias; does not grow with n
 * @param outside the share of values outside ±bound
 */
public record UniformFit(
        double bound, int bins, double chiSquare, double p, double effect, double outside) {
    private static final int MANY_VALUES = 2000;
    private static final int MANY_BINS = 50;

    static UniformFit of(double[] values, double bound) {
        int n = values.length;
        int bins = n >= MANY_VALUES ? MANY_BINS : Math.max(5, n / 40);
        long[] counts = new long[bins];
        double scale = bins / (2 * bound);
        long outside = 0;
        for (double value : values) {
            int bin = (int) ((value + bound) * scale);
            counts[Math.max(0, Math.min(bins - 1, bin))]++;
            if (Math.abs(value) > bound) {
                outside++;
            }
        }
        double expected = n / (double) bins;
        double chiSquare = 0;
        for (long count : counts) {
            chiSquare += (count - expected) * (count - expected) / expected;
        }
        return new UniformFit(
                bound,
                bins,
                chiSquare,
                ChiSquaredDistribution.of(bins - 1).survivalProbability(chiSquare),
                Math.sqrt(Math.max((chiSquare - (bins - 1)) / n, 0)),
                outside / (double) n);
    }
}
