// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.measure;

import org.apache.commons.statistics.distribution.NormalDistribution;

/** The distance of values from a normal distribution, taken at the edges of narrow bins. */
final class EdgeCounts {
    static final int BINS = 16_384;

    private static final double REACH = 8;
    private static final double SCALE = BINS / (2 * REACH);

    /** The standard normal distribution function at the lower edge of every bin. */
    private static final double[] CDF = cdf();

    private EdgeCounts() {}

    /**
     * The largest |F_n(x) - F(x)| over the edges x of the bins. Beyond the outermost edges F is
     * within 1e-15 of 0 or 1, so only what lies within one bin is missed.
     */
    static double distance(double[] values, double mean, double deviation) {
        int[] counts = new int[BINS + 1];
        int below = 0;
        double scale = SCALE / deviation;
        double shift = BINS / 2.0 - mean * scale;
        for (double value : values) {
            double place = value * scale + shift;
            if (place < 0) {
                below++;
            } else {
                counts[(int) Math.min(place, BINS)]++;
            }
        }
        double largest = 0;
        long passed = below;
        for (int i = 0; i <= BINS; i++) {
            largest = Math.max(largest, Math.abs(passed / (double) values.length - CDF[i]));
            passed += counts[i];
        }
        return largest;
    }

    private static double[] cdf() {
        NormalDistribution normal = NormalDistribution.of(0, 1);
        double[] cdf = new double[BINS + 1];
        for (int i = 0; i <= BINS; i++) {
            cdf[i] = normal.cumulativeProbability(i / SCALE - REACH);
        }
        return cdf;
    }
}
