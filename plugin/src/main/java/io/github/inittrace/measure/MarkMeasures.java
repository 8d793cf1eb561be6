// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.measure;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How well the mark in a matrix can still be seen. A mark is where a matrix starts at exactly zero
 * while its other weights do not: a picture of zeros, whoever put it there. So the initial weights
 * alone say which weights are marked, w0 = 0.
 *
 * @param name the matrix' name
 * @param zeroed how many of its weights started at zero
 * @param visibility the probability that a weight which did not start at zero is larger in size
 *     than one which did, ties counting half: the area under the ROC curve of |w|. 1 at the start,
 *     0.5 when the mark is gone. Null if a weight is not finite
 * @param spreadRatio the standard deviation of the weights that started at zero, by that of the
 *     others: 0 at the start, 1 when the mark is gone. Null if undefined or not finite
 */
public record MarkMeasures(
        String name, long zeroed, @Nullable Double visibility, @Nullable Double spreadRatio) {

    /** Fewer zeros, or fewer others, are taken for chance. */
    private static final double LEAST_SHARE = 0.01;

    /**
     * Whether a tensor carries a mark: a matrix of which 1 % to 99 % start at exactly zero.
     *
     * @param shape its shape
     * @param initial its initial values
     */
    public static boolean isMarked(List<Integer> shape, double[] initial) {
        long zeros = Arrays.stream(initial).filter(w -> w == 0).count();
        double share = (double) zeros / initial.length;
        return shape.size() == 2 && share >= LEAST_SHARE && share <= 1 - LEAST_SHARE;
    }

    /**
     * Measures a mark.
     *
     * @param name the matrix' name
     * @param initial its initial values, of which some are zero
     * @param current its values now
     * @return the measures
     */
    public static MarkMeasures of(String name, double[] initial, double[] current) {
        int count = (int) Arrays.stream(initial).filter(w -> w == 0).count();
        double[] zeroed = new double[count];
        double[] others = new double[initial.length - count];
        int z = 0;
        int o = 0;
        for (int i = 0; i < initial.length; i++) {
            if (initial[i] == 0) {
                zeroed[z++] = current[i];
            } else {
                others[o++] = current[i];
            }
        }
        Double spreadRatio = Finite.ratio(deviation(zeroed), deviation(others));
        return new MarkMeasures(name, count, visibility(others, zeroed), spreadRatio);
    }

    private static double deviation(double[] values) {
        Double variance = Moments.of(values).variance();
        return variance == null ? Double.NaN : Math.sqrt(variance);
    }

    /** The share of pairs in which the first's size is larger, ties half. Changes the arrays. */
    private static @Nullable Double visibility(double[] first, double[] second) {
        if (!toSortedSizes(first) || !toSortedSizes(second)) {
            return null;
        }
        double half = 0; // twice the smaller ones plus the ties; whole numbers below 2^53
        int smaller = 0;
        int notLarger = 0;
        for (double size : first) {
            while (smaller < second.length && second[smaller] < size) {
                smaller++;
            }
            while (notLarger < second.length && second[notLarger] <= size) {
                notLarger++;
            }
            half += (double) smaller + notLarger;
        }
        return Finite.ratio(half / 2, (double) first.length * second.length);
    }

    private static boolean toSortedSizes(double[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.abs(values[i]);
        }
        Arrays.sort(values);
        return values.length > 0 && Double.isFinite(values[values.length - 1]);
    }
}
