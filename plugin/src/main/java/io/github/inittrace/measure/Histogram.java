// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.measure;

import java.util.List;

/**
 * Counts of values in bins of equal width.
 *
 * @param low the lower edge of the first bin
 * @param high the upper edge of the last bin, which includes it
 * @param below how many values are smaller than {@code low}
 * @param counts how many values fall in each bin
 * @param above how many values are larger than {@code high}
 */
public record Histogram(double low, double high, long below, List<Long> counts, long above) {
    public Histogram {
        counts = List.copyOf(counts);
        if (counts.isEmpty() || !(low < high) || !Double.isFinite(high - low)) {
            throw new IllegalArgumentException(
                    "a histogram needs bins over a finite range with low < high, found "
                            + counts.size()
                            + " over ["
                            + low
                            + ", "
                            + high
                            + "]");
        }
    }

    /**
     * Counts values as {@code numpy.histogram(values, bins, (low, high))} does, and those outside
     * beside them. A NaN is counted nowhere.
     *
     * @param values what to count
     * @param low the lower edge of the first bin
     * @param high the upper edge of the last bin
     * @param bins how many bins
     * @return the counts
     * @throws IllegalArgumentException if there is no bin, or the range is empty or not finite
     */
    public static Histogram of(double[] values, double low, double high, int bins) {
        BinCounter counter = new BinCounter(low, high, bins);
        counter.add(values, 0, values.length);
        return counter.histogram();
    }

    /**
     * The edges of the bins, as {@code numpy.linspace(low, high, bins + 1)} gives them.
     *
     * @return one more number than there are bins
     */
    public double[] edges() {
        return BinCounter.edges(low, high, counts.size());
    }
}
