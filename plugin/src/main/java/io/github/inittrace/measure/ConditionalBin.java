// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.measure;

import org.jspecify.annotations.Nullable;

/**
 * What became of the weights that started in one bin: an estimate of P(w_f | w_i). The spread of w_f
 * contains that of w_i within the bin; that of d = w_f - w_i does not.
 *
 * @param low the lower edge of the bin of w_i
 * @param high its upper edge, which belongs to the next bin unless there is none
 * @param count how many weights started there, n
 * @param initialMean the mean of their w_i
 * @param weights the spread of w_f
 * @param deviations the spread of d
 * @param skewnessError the standard error of a skewness of n values, sqrt(6 / n)
 * @param mode the mode of d: the largest of a Gaussian kernel density estimate with bandwidth 1.06
 *     min(sd, IQR / 1.349) n^-0.2 on 401 points between the 10th and 90th percentiles; null where
 *     the bandwidth is 0, the middle half of the deviations being equal
 */
public record ConditionalBin(
        double low,
        double high,
        long count,
        @Nullable Double initialMean,
        DistributionSummary weights,
        DistributionSummary deviations,
        double skewnessError,
        @Nullable Double mode) {

    /** The statistics of the weights of one bin; the arrays are the caller's to lose. */
    static ConditionalBin of(double low, double high, double[] initial, double[] current) {
        double[] d = new double[initial.length];
        BlockReductions.subtract(current, initial, 0, d.length, d);
        DistributionSummary deviations = DistributionSummary.sorting(d);
        Double sd = deviations.sd();
        return new ConditionalBin(
                low,
                high,
                d.length,
                Moments.of(initial).mean(),
                DistributionSummary.sorting(current),
                deviations,
                Math.sqrt(6.0 / d.length),
                sd == null ? null : KernelMode.of(d, sd));
    }
}
