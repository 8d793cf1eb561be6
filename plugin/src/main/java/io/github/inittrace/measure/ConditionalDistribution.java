// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.measure;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Where weights ended by where they started, P(w_f | w_i), as Figure 3 of Jesus et al.,
 * arXiv:2012.02550, shows it for the matrix between the hidden layers. Of w_i over [-a, a] with a =
 * max |w_i| there are {@value #BINS} bins of equal width; for statistics, neighbours are joined from
 * the lowest on until each holds {@value #FEWEST} weights, and what is left over goes to the last.
 *
 * @param count how many weights were looked at
 * @param excluded how many were left out
 * @param halfWidth a; 0 where all start at zero, null where a value is not finite or there is none:
 *     then there is nothing below
 * @param bins statistics of w_f and of d = w_f - w_i by w_i, from the lowest bin on
 * @param outward statistics of sign(w_i) d by |w_i|, over [0, a] in at most {@value #OUTWARD_BINS}
 *     bins, joined by the same rule; without weights that start at exactly zero
 * @param joint counts of (w_i, w_f) in {@value #BINS} by {@value #COLUMNS} bins, never joined
 */
public record ConditionalDistribution(
        long count,
        long excluded,
        @Nullable Double halfWidth,
        List<ConditionalBin> bins,
        List<InitialMagnitudeBin> outward,
        @Nullable JointHistogram joint) {

    /** How many bins of w_i there are before neighbours are joined. */
    public static final int BINS = 41;

    /** How many bins of |w_i| there are before neighbours are joined. */
    public static final int OUTWARD_BINS = 20;

    /** How many bins of w_f the joint histogram has. */
    public static final int COLUMNS = 101;

    /** How many weights a bin with statistics holds at least, if there are as many. */
    public static final int FEWEST = 200;

    public ConditionalDistribution {
        bins = List.copyOf(bins);
        outward = List.copyOf(outward);
    }

    /**
     * Measures all values of a tensor.
     *
     * @param initial w_i; not changed
     * @param current w_f in the same order; not changed
     * @return the distribution
     * @throws IllegalArgumentException if the lengths differ
     */
    public static ConditionalDistribution of(double[] initial, double[] current) {
        return of(initial, current, new boolean[initial.length]);
    }

    /**
     * Measures the values of a tensor that are not left out, such as those of a mark that were set
     * to zero.
     *
     * @param initial w_i; not changed
     * @param current w_f in the same order; not changed
     * @param excluded which values to leave out; not changed
     * @return the distribution
     * @throws IllegalArgumentException if the lengths differ
     */
    public static ConditionalDistribution of(
            double[] initial, double[] current, boolean[] excluded) {
        if (initial.length != current.length || initial.length != excluded.length) {
            throw new IllegalArgumentException(
                    "expected as many initial as current values and exclusions, found "
                            + initial.length
                            + ", "
                            + current.length
                            + " and "
                            + excluded.length);
        }
        int[] kept = IntStream.range(0, initial.length).filter(i -> !excluded[i]).toArray();
        double[] start = IntStream.of(kept).mapToDouble(i -> initial[i]).toArray();
        double[] end = IntStream.of(kept).mapToDouble(i -> current[i]).toArray();
        double a = BlockReductions.largestMagnitude(start, 0, start.length);
        double reach = BlockReductions.largestMagnitude(end, 0, end.length);
        boolean isMeasurable = kept.length > 0 && Double.isFinite(2 * a + 2 * reach);
        long left = initial.length - kept.length;
        if (!isMeasurable || a == 0) {
            Double zero = isMeasurable ? Double.valueOf(a) : null;
            return new ConditionalDistribution(kept.length, left, zero, List.of(), List.of(), null);
        }
        return new ConditionalDistribution(
                kept.length,
                left,
                a,
                bins(start, end, a),
                outward(start, end, a),
                JointHistogram.of(start, end, a, BINS, COLUMNS));
    }

    private static List<ConditionalBin> bins(double[] start, double[] end, double a) {
        BinGroups groups = BinGroups.of(start, -a, a, BINS, FEWEST);
        return IntStream.range(0, groups.size())
                .parallel()
                .mapToObj(
                        g ->
                                ConditionalBin.of(
                                        groups.low(g),
                                        groups.high(g),
                                        groups.gather(g, start),
                                        groups.gather(g, end)))
                .toList();
    }

    private static List<InitialMagnitudeBin> outward(double[] start, double[] end, double a) {
        int[] signed = IntStream.range(0, start.length).filter(i -> start[i] != 0).toArray();
        double[] magnitudes = IntStream.of(signed).mapToDouble(i -> Math.abs(start[i])).toArray();
        double[] movements =
                IntStream.of(signed)
                        .mapToDouble(i -> Math.signum(start[i]) * (end[i] - start[i]))
                        .toArray();
        BinGroups groups = BinGroups.of(magnitudes, 0, a, OUTWARD_BINS, FEWEST);
        return IntStream.range(0, groups.size())
                .parallel()
                .mapToObj(
                        g ->
                                InitialMagnitudeBin.of(
                                        groups.low(g),
                                        groups.high(g),
                                        groups.gather(g, magnitudes),
                                        groups.gather(g, movements)))
                .toList();
    }
}
