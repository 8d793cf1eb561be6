// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.reproduce;

import java.util.Arrays;
import java.util.Random;

/**
 * How unequal the variances of two samples of half-normal values are by chance, found by simulation: the
 * F test, which is for normal values, doubts equal ones at a level of 1 % in 2.2 to 2.4 %.
 */
final class HalfNormalSpread {
    private static final int SAMPLES = 100_000;
    private static final long SEED = 1;

    private final double[] ratios = new double[SAMPLES];

    /**
     * Simulates.
     *
     * @param count how many values the first sample has, at least 2
     * @param other how many the second has
     */
    HalfNormalSpread(int count, int other) {
        Random random = new Random(SEED);
        for (int i = 0; i < SAMPLES; i++) {
            ratios[i] = variance(random, count) / variance(random, other);
        }
        Arrays.sort(ratios);
    }

    private static double variance(Random random, int count) {
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < count; i++) {
            double value = Math.abs(random.nextGaussian());
            sum += value;
            squares += value * value;
        }
        return (squares - sum * sum / count) / (count - 1);
    }

    /**
     * How probable a ratio of variances is that is as far out or farther, on either side.
     *
     * @param ratio the variance of the first sample by that of the second
     */
    double p(double ratio) {
        int found = Arrays.binarySearch(ratios, ratio);
        int below = found < 0 ? -found - 1 : found;
        return 2.0 * Math.min(below, SAMPLES - below) / SAMPLES;
    }
}
