// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.measure;

import org.jspecify.annotations.Nullable;

/**
 * How far weights of one initial size moved away from zero: of sign(w_i) (w_f - w_i), which is
 * positive where a weight moved in the direction of its sign.
 *
 * @param low the lower edge of the bin of |w_i|
 * @param high its upper edge, which belongs to the next bin unless there is none
 * @param count how many weights started there
 * @param initialMean the mean of their |w_i|
 * @param movement the spread of sign(w_i) (w_f - w_i)
 */
public record InitialMagnitudeBin(
        double low,
        double high,
        long count,
        @Nullable Double initialMean,
        DistributionSummary movement) {

    /** The statistics of one bin; the movements are sorted in place. */
    static InitialMagnitudeBin of(
            double low, double high, double[] magnitudes, double[] movements) {
        return new InitialMagnitudeBin(
                low,
                high,
                magnitudes.length,
                Moments.of(magnitudes).mean(),
                DistributionSummary.sorting(movements));
    }
}
