// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.measure;

import org.jspecify.annotations.Nullable;

/**
 * The first four moments of a set of numbers, with divisor n (no bias correction).
 *
 * @param mean the arithmetic mean
 * @param variance the mean squared difference from the mean
 * @param skewness m3 / m2^1.5; null where undefined (all values equal)
 * @param kurtosis m4 / m2^2, not reduced by 3 (a normal distribution has 3); null where undefined
 */
public record Moments(
        @Nullable Double mean,
        @Nullable Double variance,
        @Nullable Double skewness,
        @Nullable Double kurtosis) {

    /**
     * The moments of some values, from two passes in double with compensated sums. Values that
     * differ by less than the resolution of double at their mean count as equal.
     *
     * @param values the numbers; not changed
     * @return their moments; all null if one of them is not finite or there is none
     */
    public static Moments of(double[] values) {
        CompensatedSum sum = new CompensatedSum();
        for (int from = 0; from < values.length; from += BlockReductions.LENGTH) {
            sum.add(
                    BlockReductions.sum(
                            values, from, Math.min(values.length, from + BlockReductions.LENGTH)));
        }
        PowerSums powers = new PowerSums(sum.value() / values.length);
        for (int from = 0; from < values.length; from += BlockReductions.LENGTH) {
            powers.addBlock(values, from, Math.min(values.length, from + BlockReductions.LENGTH));
        }
        return powers.central().moments();
    }
}
