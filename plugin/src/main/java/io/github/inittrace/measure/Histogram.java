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
    }
}
