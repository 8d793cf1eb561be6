// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.measure;

/** Values in memory that can be had in ascending order. */
interface SortedSample extends ValueCollector {
    /** Sorts what was taken; nothing may be added after. */
    void sort();

    /** How many values there are. */
    int size();

    /** The i-th smallest value. */
    double sorted(int i);

    /**
     * Both distances from one walk along the two sorted sequences: between two neighbouring values
     * the distribution functions F and G are constant, so W1 is the sum of |F - G| times the way to
     * the next value, and the largest |F - G| is the statistic of Kolmogorov and Smirnov.
     */
    static DistributionDistance between(SortedSample a, SortedSample b) {
        a.sort();
        b.sort();
        int n = a.size();
        int m = b.size();
        if (n == 0 || m == 0) {
            return DistributionDistance.UNDEFINED;
        }
        CompensatedSum wasserstein = new CompensatedSum();
        double largest = 0;
        int i = 0;
        int j = 0;
        double x = Math.min(a.sorted(0), b.sorted(0));
        while (i < n || j < m) {
            while (i < n && a.sorted(i) == x) {
                i++;
            }
            while (j < m && b.sorted(j) == x) {
                j++;
            }
            // Exact before the one division: both products are below 2^62.
            double gap = Math.abs((long) i * m - (long) j * n) / ((double) n * m);
            largest = Math.max(largest, gap);
            double next =
                    Math.min(
                            i < n ? a.sorted(i) : Double.POSITIVE_INFINITY,
                            j < m ? b.sorted(j) : Double.POSITIVE_INFINITY);
            if (gap > 0) { // Not after the last value, nor where the way is beyond double's range.
                wasserstein.add(gap * (next - x));
            }
            x = next;
        }
        return new DistributionDistance(
                Finite.orNull(wasserstein.value()), 0, Finite.orNull(largest), 0);
    }
}
