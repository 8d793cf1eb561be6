// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.measure;

import java.util.Arrays;

/**
 * Counts values into bins of equal width exactly as {@code numpy.histogram} does: the bin is found
 * by division and then corrected against its edges, which are low + i · (high - low) / bins; every
 * bin but the last is open at its upper edge.
 */
final class BinCounter {
    private final double low;
    private final double high;
    private final double[] edges;
    private final long[] counts;
    private long below;
    private long above;

    /**
     * Starts at zero.
     *
     * @throws IllegalArgumentException if there is no bin, or the range is empty or not finite
     */
    BinCounter(double low, double high, int bins) {
        if (bins < 1) {
            throw new IllegalArgumentException("a histogram needs at least one bin, found " + bins);
        }
        if (!(low < high) || !Double.isFinite(high - low)) {
            throw new IllegalArgumentException(
                    "a histogram needs a finite range with low < high, found ["
                            + low
                            + ", "
                            + high
                            + "]");
        }
        this.low = low;
        this.high = high;
        edges = edges(low, high, bins);
        counts = new long[bins];
    }

    static double[] edges(double low, double high, int bins) {
        double[] edges = new double[bins + 1];
        double step = (high - low) / bins;
        for (int i = 0; i < bins; i++) {
            edges[i] = i * step + low;
        }
        edges[bins] = high;
        return edges;
    }

    /** Counts values[from], ..., values[to - 1]; a NaN is counted nowhere. */
    void add(double[] values, int from, int to) {
        for (int i = from; i < to; i++) {
            double x = values[i];
            if (x >= low && x <= high) {
                counts[bin(x)]++;
            } else if (x < low) {
                below++;
            } else if (x > high) {
                above++;
            }
        }
    }

    /** The bin of a value within the range. */
    int bin(double x) {
        int bins = counts.length;
        int bin = Math.min((int) ((x - low) / (high - low) * bins), bins - 1);
        if (x < edges[bin]) {
            return bin - 1;
        }
        return bin < bins - 1 && x >= edges[bin + 1] ? bin + 1 : bin;
    }

    /** Adds what another counter of the same bins has counted. */
    void add(BinCounter other) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
        below += other.below;
        above += other.above;
    }

    Histogram histogram() {
        return new Histogram(low, high, below, Arrays.stream(counts).boxed().toList(), above);
    }
}
