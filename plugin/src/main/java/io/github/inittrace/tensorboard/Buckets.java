// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.tensorboard;

import io.github.inittrace.measure.Histogram;
import io.github.inittrace.measure.Moments;
import io.github.inittrace.measure.TensorMeasures;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Counts of values as TensorBoard has them: with a bucket for every bin of a histogram, one for what
 * is below and one for what is above, if there is any.
 *
 * @param min no value is smaller
 * @param max no value is larger
 * @param count how many values there are
 * @param sum their sum
 * @param sumOfSquares the sum of their squares
 * @param limits the upper edge of each bucket; the lower one of the first is {@code min}
 * @param counts how many values fall in each bucket
 */
record Buckets(
        double min,
        double max,
        double count,
        double sum,
        double sumOfSquares,
        double[] limits,
        double[] counts) {
    /** As many as a record has of deviations. */
    private static final int BINS = 101;

    /**
     * The deviations of a tensor, as its record has them.
     *
     * @return null while nothing has moved, and where one is not finite
     */
    static @Nullable Buckets ofDeviations(TensorMeasures tensor) {
        Histogram histogram = tensor.histogram();
        Double mean = tensor.deviations().mean();
        Double distance = tensor.distance();
        Double largest = tensor.maxAbs();
        if (histogram == null || mean == null || distance == null || largest == null) {
            return null;
        }
        return of(
                histogram,
                histogram.below() > 0 ? -largest : histogram.low(),
                histogram.above() > 0 ? largest : histogram.high(),
                mean * tensor.count(),
                distance * distance);
    }

    /**
     * Weights, from the smallest to the largest.
     *
     * @return null if there are no two different ones, or one is not finite
     */
    static @Nullable Buckets ofWeights(double[] weights) {
        double min = Arrays.stream(weights).min().orElse(0);
        double max = Arrays.stream(weights).max().orElse(0);
        Moments moments = Moments.of(weights);
        Double mean = moments.mean();
        Double variance = moments.variance();
        if (!(min < max) || mean == null || variance == null) {
            return null;
        }
        Histogram histogram = Histogram.of(weights, min, max, BINS);
        double count = weights.length;
        return of(histogram, min, max, mean * count, (variance + mean * mean) * count);
    }

    private static Buckets of(
            Histogram histogram, double min, double max, double sum, double sumOfSquares) {
        double[] edges = histogram.edges();
        int bins = histogram.counts().size();
        int first = histogram.below() > 0 ? 1 : 0;
        int last = histogram.above() > 0 ? 1 : 0;
        double[] limits = new double[first + bins + last];
        double[] counts = new double[limits.length];
        System.arraycopy(edges, 1 - first, limits, 0, first + bins);
        for (int i = 0; i < bins; i++) {
            counts[first + i] = histogram.counts().get(i);
        }
        if (first > 0) {
            counts[0] = histogram.below();
        }
        if (last > 0) {
            limits[first + bins] = max;
            counts[first + bins] = histogram.above();
        }
        return new Buckets(
                min, max, Arrays.stream(counts).sum(), sum, sumOfSquares, limits, counts);
    }
}
