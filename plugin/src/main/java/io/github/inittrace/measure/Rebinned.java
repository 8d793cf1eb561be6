// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.measure;

import java.util.ArrayList;
import java.util.List;

/**
 * A histogram counted again over other edges, without the values. What a histogram knows for
 * certain is how many values lie below each of its own edges; between two of them the values of a
 * bin are taken to lie evenly. Those outside its range are taken to lie evenly up to the largest
 * value. So every count is known up to what the bins hold that an edge cuts, and nothing is lost:
 * all counts add up to what they did.
 *
 * @param histogram the counts over the new edges
 * @param errorBound by how much one of its counts can differ at most from a count of the values
 */
public record Rebinned(Histogram histogram, long errorBound) {

    /**
     * Counts again.
     *
     * @param source a histogram
     * @param largest the largest size of a value, by which those outside the range are bounded
     * @param low the lower edge of the first bin
     * @param high the upper edge of the last bin
     * @param bins how many bins
     * @return the counts; exact where the edges are those of the source
     * @throws IllegalArgumentException if there is no bin, or the range is empty or not finite
     */
    public static Rebinned of(Histogram source, double largest, double low, double high, int bins) {
        if (source.low() == low && source.high() == high && source.counts().size() == bins) {
            return new Rebinned(source, 0);
        }
        Cumulative below = new Cumulative(source, largest);
        double[] edges = BinCounter.edges(low, high, bins);
        long[] least = new long[bins + 3];
        long[] estimate = new long[bins + 3];
        long[] most = new long[bins + 3];
        for (int i = 0; i <= bins; i++) {
            least[i + 1] = below.least(edges[i]);
            estimate[i + 1] = below.estimate(edges[i]);
            most[i + 1] = below.most(edges[i]);
        }
        least[bins + 2] = below.all();
        estimate[bins + 2] = below.all();
        most[bins + 2] = below.all();

        List<Long> counts = new ArrayList<>();
        long bound = 0;
        for (int i = 0; i < bins + 2; i++) {
            long count = estimate[i + 1] - estimate[i];
            long atMost = most[i + 1] - least[i];
            long atLeast = Math.max(0, least[i + 1] - most[i]);
            bound = Math.max(bound, Math.max(atMost - count, count - atLeast));
            counts.add(count);
        }
        return new Rebinned(
                new Histogram(
                        low,
                        high,
                        counts.get(0),
                        counts.subList(1, bins + 1),
                        counts.get(bins + 1)),
                bound);
    }

    /** Counts values that are all zero. */
    public static Rebinned ofZeros(long count, double low, double high, int bins) {
        Histogram one = Histogram.of(new double[1], low, high, bins);
        List<Long> counts = one.counts().stream().map(c -> c * count).toList();
        return new Rebinned(
                new Histogram(low, high, one.below() * count, counts, one.above() * count), 0);
    }

    /** How many values lie below a point. */
    private static final class Cumulative {
        private final double[] edges;
        private final long[] counts;

        Cumulative(Histogram source, double largest) {
            double[] inner = source.edges();
            int bins = source.counts().size();
            edges = new double[bins + 3];
            counts = new long[bins + 3];
            edges[0] = Math.min(-largest, source.low());
            System.arraycopy(inner, 0, edges, 1, bins + 1);
            edges[bins + 2] = Math.max(largest, source.high());
            counts[1] = source.below();
            for (int i = 0; i < bins; i++) {
                counts[i + 2] = counts[i + 1] + source.counts().get(i);
            }
            counts[bins + 2] = counts[bins + 1] + source.above();
        }

        long all() {
            return counts[counts.length - 1];
        }

        /** What lies below the last edge before the point. */
        long least(double point) {
            int i = edges.length - 1;
            while (i >= 0 && edges[i] >= point) {
                i--;
            }
            return i < 0 ? 0 : counts[i];
        }

        /** What lies below the first edge after the point. */
        long most(double point) {
            int i = 0;
            while (i < edges.length && edges[i] <= point) {
                i++;
            }
            return i == edges.length ? all() : counts[i];
        }

        long estimate(double point) {
            int i = 0;
            while (i < edges.length && edges[i] <= point) {
                i++;
            }
            if (i == 0 || i == edges.length) {
                return i == 0 ? 0 : all();
            }
            double share = (point - edges[i - 1]) / (edges[i] - edges[i - 1]);
            return counts[i - 1] + Math.round(share * (counts[i] - counts[i - 1]));
        }
    }
}
