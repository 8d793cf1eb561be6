// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.measure;

/**
 * Counts and sums of values in 2^20 bins that cover all of float32, each 2^-11 of its values wide.
 * A value's bin is the upper 20 bits of the largest float32 not above it. From the counts, the two distribution functions
 * F and G are known at every edge of a bin. From the sums, so is the integral of F - G over a bin,
 * by parts; and wherever F - G cannot change its sign within a bin, that is what the bin gives to
 * W1. Only the few bins in which it can, add to the error, and the rounding of sums.
 */
final class BinnedValues implements ValueCollector {
    private static final int BITS = 20;
    private static final int SHIFT = Integer.SIZE - BITS;

    /** How far, relatively, an operation in double may be off. */
    private static final double ROUNDING = 0x1p-53;

    /** Of each bin the count, exact below 2^53, and beside it in the cache the sum. */
    private final double[] bins = new double[2 << BITS];

    private long count;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;

    @Override
    public void add(double[] values, int length) {
        double low = min;
        double high = max;
        for (int i = 0; i < length; i++) {
            double x = values[i];
            int at = key(x) >>> SHIFT << 1;
            bins[at]++;
            bins[at + 1] += x;
            if (x < low) {
                low = x;
            }
            if (x > high) {
                high = x;
            }
        }
        min = low;
        max = high;
        count += length;
    }

    /** The key of the largest float32 not above a number, and of one zero for both. */
    private static int key(double x) {
        float rounded = (float) x + 0f;
        int key = FloatRadixSort.key(rounded);
        return rounded > x ? key - 1 : key;
    }

    /** Adds all that another has taken. */
    void add(BinnedValues other) {
        for (int i = 0; i < bins.length; i++) {
            bins[i] += other.bins[i];
        }
        min = Math.min(min, other.min);
        max = Math.max(max, other.max);
        count += other.count;
    }

    static DistributionDistance between(BinnedValues a, BinnedValues b) {
        return a.count == 0 || b.count == 0
                ? DistributionDistance.UNDEFINED
                : new Walk(a, b).distance();
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
            double below = 0;
            double belowOther = 0;
            double end = min;
            for (int bin = 0; bin < 1 << BITS; bin++) {
                double inA = a.bins[2 * bin];
                double inB = b.bins[2 * bin];
                if (inA == 0 && inB == 0) {
                    continue;
                }
                double f = below / a.count;
                double g = belowOther / b.count;
                below += inA;
                belowOther += inB;
                double low = edge(bin);
                double high = edge(bin + 1);
                double between = low - end;
                add(Math.abs(f - g) * between, 4 * ROUNDING * (f + g) * between);
                inside(bin, low, high, f, g, below / a.count, belowOther / b.count);
                end = high;
            }
            double w = (least.value() + most.value()) / 2;
            double error = (most.value() - least.value()) / 2 + 4 * ROUNDING * w;
            boolean known = Double.isFinite(w) && Double.isFinite(error);
            return new DistributionDistance(
                    known ? w : null,
                    known ? error : 0,
                    (leastGap + mostGap) / 2,
                    (mostGap - leastGap) / 2);
        }

        /** What a bin gives; F and G go from f0 and g0 at its lower edge to f1 and g1. */
        private void inside(
                int bin, double low, double high, double f0, double g0, double f1, double g1) {
            double meanA = a.bins[2 * bin + 1] / a.count;
            double meanB = b.bins[2 * bin + 1] / b.count;
            double integral = Math.abs((f1 - g1) * high - (f0 - g0) * low - (meanA - meanB));
            // A sum of k numbers of one sign is off by less than k roundings.
            double rounding =
                    2
                            * ROUNDING
                            * ((a.bins[2 * bin] + 4) * Math.abs(meanA)
                                    + (b.bins[2 * bin] + 4) * Math.abs(meanB)
                                    + 4 * (f1 + g1) * Math.abs(high)
                                    + 4 * (f0 + g0) * Math.abs(low));
            double smallest = f0 - g1;
            double largest = f1 - g0;
            leastGap = Math.max(leastGap, Math.max(Math.abs(f0 - g0), Math.abs(f1 - g1)));
            mostGap = Math.max(mostGap, Math.max(-smallest, largest));
            if (smallest >= 0 || largest <= 0) {
                add(integral, rounding);
            } else {
                least.add(Math.max(0, integral - rounding));
                most.add(Math.max(-smallest, largest) * (high - low) + rounding);
            }
        }

        private void add(double part, double rounding) {
            least.add(Math.max(0, part - rounding));
            most.add(part + rounding);
        }

        /** The lower edge of a bin, within the range of the values. */
        private double edge(int bin) {
            double edge =
                    bin == 1 << BITS
                            ? Double.POSITIVE_INFINITY
                            : lowest(FloatRadixSort.value(bin << SHIFT));
            return Math.max(min, Math.min(max, edge));
        }

        /** The keys beyond the infinities are NaN; no bin of finite values starts there. */
        private static double lowest(float value) {
            return Float.isNaN(value) ? Double.NEGATIVE_INFINITY : value;
        }
    }
}
