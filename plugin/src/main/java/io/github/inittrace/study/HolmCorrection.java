// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.study;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Keeps the chance of even one false alarm among several tests at the level of one: of n p-values
 * the smallest is multiplied by n, the next by n − 1, and so on, none made smaller than one before
 * (Holm, A simple sequentially rejective multiple test procedure, 1979). Nothing is assumed of how
 * the tests depend on each other. Stateless.
 */
public final class HolmCorrection {
    private HolmCorrection() {}

    /**
     * Corrects p-values.
     *
     * @param pValues those of the tests
     * @return the corrected ones in the same order, at most 1
     */
    public static double[] of(double[] pValues) {
        List<Integer> order =
                IntStream.range(0, pValues.length)
                        .boxed()
                        .sorted(Comparator.comparingDouble(i -> pValues[i]))
                        .toList();
        double[] corrected = new double[pValues.length];
        double before = 0;
        for (int rank = 0; rank < order.size(); rank++) {
            int index = order.get(rank);
            before = Math.max(before, Math.min(1, (order.size() - rank) * pValues[index]));
            corrected[index] = before;
        }
        return corrected;
    }
}
