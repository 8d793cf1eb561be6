// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.measure;

/**
 * Counts and sums of values in 2^20 bins that cover all of float32, each 2^-11 of its values wide.
 * A value's bin is the upper 20 bits of its float32. From the counts, the two distribution functions
 * F and G are known at every edge of a bin. From the sums, so is the integral of F - G over a bin,
 * by parts; and wherever F - G cannot change its sign within a bin, that is what the bin gives to
 * W1. Only the few bins in which it can, add to the error.
 */
final class BinnedValues implements ValueCollector {
    private static final int BITS = 20;
    private static final int SHIFT = Integer.SIZE - BITS;

    private final long[] counts = new long[1 << BITS];
    private final double[] sums = new double[1 << BITS];
    private long count;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;

    @Override
    public void add(double[] values, int length) {
        for (int i = 0; i < length; i++) {
            double x = values[i];
            int bin = SortedFloats.key((float) x) >>> SHIFT;
            counts[bin]++;
            sums[bin] += x;
            min = Math.min(min, x);
            max = Math.max(max, x);
        }
        count += length;
    }

    static DistributionDistance between(BinnedValues a, BinnedValues b) {
        return new Walk(a, b).distance();
    }

    /** One walk along the bins. */
    private static final class Walk {
        private final BinnedValues a;
        private final BinnedValues b;
        private final double min;
        private final double max;
        private final CompensatedSum least = new CompensatedSum();
        private final CompensatedSum most = new CompensatedSum();
        private double leastGap;
        private double mostGap;

        Walk(BinnedValues a, BinnedValues b) {
            this.a = a;
            this.b = b;
            min = Math.min(a.min, b.min);
            max = Math.max(a.max, b.max);
        }

        DistributionDistance distance() {
            long below = 0;
            long belowOther = 0;
            double end = min;
            for (int bin = 0; bin < a.counts.length; bin++) {
                if (a.counts[bin] == 0 && b.counts[bin] == 0) {
                    continue;
                }
                double f = (double) below / a.count;
                double g = (double) belowOther / b.count;
                below += a.counts[bin];
                belowOther += b.counts[bin];
                double low = edge(bin);
                double high = edge(bin + 1);
                add(Math.abs(f - g) * (low - end));
                inside(
                        bin,
                        low,
                        high,
                        f,
                        g,
                        (double) below / a.count,
                        (double) belowOther / b.count);
                end = high;
            }
            double w = (least.value() + most.value()) / 2;
            double gap = (leastGap + mostGap) / 2;
            return new DistributionDistance(
                    Finite.orNull(w),
                    Math.max(0, most.value() - least.value()) / 2,
                    Finite.orNull(gap),
                    (mostGap - leastGap) / 2);
        }

        /** What a bin gives; F and G go from f0 and g0 at its lower edge to f1 and g1. */
        private void inside(
                int bin, double low, double high, double f0, double g0, double f1, double g1) {
            double mean = a.sums[bin] / a.count - b.sums[bin] / b.count;
            double integral = Math.abs((f1 - g1) * high - (f0 - g0) * low - mean);
            double smallest = f0 - g1;
            double largest = f1 - g0;
            leastGap = Math.max(leastGap, Math.max(Math.abs(f0 - g0), Math.abs(f1 - g1)));
            mostGap = Math.max(mostGap, Math.max(-smallest, largest));
            if (smallest >= 0 || largest <= 0) {
                add(integral);
            } else {
                least.add(integral);
                most.add(Math.max(integral, Math.max(-smallest, largest) * (high - low)));
            }
        }

        private void add(double exact) {
            least.add(exact);
            most.add(exact);
        }

        /** The lower edge of a bin, within the range of the values. */
        private double edge(int bin) {
            double edge =
                    bin == a.counts.length
                            ? Double.POSITIVE_INFINITY
                            : lowest(SortedFloats.value(bin << SHIFT));
            return Math.max(min, Math.min(max, edge));
        }

        /** The keys beyond the infinities are NaN; no bin of finite values starts there. */
        private static double lowest(float value) {
            return Float.isNaN(value) ? Double.NEGATIVE_INFINITY : value;
        }
    }
}
