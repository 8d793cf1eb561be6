// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IntSummaryStatistics;
import java.util.List;

/**
 * How many weights went from where to where: counts as {@code numpy.histogram2d} gives them, of
 * w_i over [-initialReach, initialReach] and w_f over [-weightReach, weightReach] in bins of equal
 * width. Nothing lies outside.
 *
 * @param initialReach the largest |w_i|, above 0
 * @param weightReach the largest of all |w_i| and |w_f|
 * @param counts one row for each bin of w_i, from the lowest on, with one count for each bin of w_f
 */
public record JointHistogram(double initialReach, double weightReach, List<List<Long>> counts) {
    public JointHistogram {
        counts = counts.stream().map(List::copyOf).toList();
        if (!(initialReach > 0 && weightReach >= initialReach) || Double.isInfinite(weightReach)) {
            throw new IllegalArgumentException(
                    "a joint histogram needs finite reaches above 0, that of all weights at least"
                            + " that of the initial ones, found "
                            + initialReach
                            + " and "
                            + weightReach);
        }
        IntSummaryStatistics bins = counts.stream().mapToInt(List::size).summaryStatistics();
        if (bins.getCount() == 0 || bins.getMin() == 0 || bins.getMin() < bins.getMax()) {
            throw new IllegalArgumentException(
                    "a joint histogram needs rows of the same number of counts, one or more, found "
                            + (bins.getCount() == 0
                                    ? "no rows"
                                    : "rows of " + bins.getMin() + " to " + bins.getMax()));
        }
    }

    static JointHistogram of(double[] initial, double[] current, double a, int rows, int columns) {
        double reach = Math.max(a, BlockReductions.largestMagnitude(current, 0, current.length));
        BinCounter row = new BinCounter(-a, a, rows);
        BinCounter column = new BinCounter(-reach, reach, columns);
        long[][] counts = new long[rows][columns];
        for (int i = 0; i < initial.length; i++) {
            counts[row.bin(initial[i])][column.bin(current[i])]++;
        }
        return new JointHistogram(
                a,
                reach,
                Arrays.stream(counts).map(r -> Arrays.stream(r).boxed().toList()).toList());
    }

    /** How many weights started in each bin of w_i. */
    public List<Long> initialMarginal() {
        return counts.stream().map(r -> r.stream().mapToLong(Long::longValue).sum()).toList();
    }

    /** How many weights ended in each bin of w_f. */
    public List<Long> weightMarginal() {
        List<Long> sums = new ArrayList<>();
        for (int column = 0; column < counts.get(0).size(); column++) {
            long sum = 0;
            for (List<Long> row : counts) {
                sum += row.get(column);
            }
            sums.add(sum);
        }
        return sums;
    }

    /** The share of weights that started below the upper edge of each bin of w_i. */
    public List<Double> initialCumulative() {
        return cumulative(initialMarginal());
    }

    /** The share of weights that ended below the upper edge of each bin of w_f. */
    public List<Double> weightCumulative() {
        return cumulative(weightMarginal());
    }

    private static List<Double> cumulative(List<Long> counts) {
        double all = counts.stream().mapToLong(Long::longValue).sum();
        List<Double> shares = new ArrayList<>();
        long below = 0;
        for (long count : counts) {
            below += count;
            shares.add(below / all);
        }
        return shares;
    }
}
