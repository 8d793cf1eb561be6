// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.chart;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Chooses which points of a long line to draw. Of each column of the drawing the first point, the
 * lowest, the highest and the last are kept: lines through these cover the same columns to the same
 * heights as lines through all points do, so that nothing is seen less. Points are chosen, never
 * made.
 */
final class MinMaxDownsampling {
    private MinMaxDownsampling() {}

    /**
     * The points to draw of an index range.
     *
     * @param at where each point is along the axis, in units of the drawing, in ascending order
     * @param y the values, of which the range holds none that is not finite
     * @param from the first index
     * @param to the index after the last
     * @param column how wide a column is, in units of the drawing
     * @param wanted which points are kept in any case, by index
     * @return indices in ascending order, at most four for each column besides the wanted ones
     */
    static int[] of(double[] at, double[] y, int from, int to, double column, IntPredicate wanted) {
        int[] kept = new int[to - from];
        int count = 0;
        int start = from;
        while (start < to) {
            double place = Math.floor(at[start] / column);
            int min = start;
            int max = start;
            int end = start;
            while (end < to && Math.floor(at[end] / column) == place) {
                min = y[end] < y[min] ? end : min;
                max = y[end] > y[max] ? end : max;
                end++;
            }
            for (int i = start; i < end; i++) {
                boolean edge = i == start || i == end - 1;
                if (edge || i == min || i == max || wanted.test(i)) {
                    kept[count++] = i;
                }
            }
            start = end;
        }
        return Arrays.copyOf(kept, count);
    }
}
