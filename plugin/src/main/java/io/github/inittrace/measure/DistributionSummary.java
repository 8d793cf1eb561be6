// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.measure;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How some values are spread. Moments have divisor n; the p-th percentile of n sorted values is
 * interpolated linearly at position (n - 1) p / 100, as numpy does by default.
 *
 * @param mean the arithmetic mean
 * @param variance the mean squared difference from the mean
 * @param sd the square root of the variance
 * @param skewness m3 / m2^1.5; null where all values are equal
 * @param percentile2 the 2nd percentile
 * @param percentile25 the lower quartile
 * @param median the 50th percentile
 * @param percentile75 the upper quartile
 * @param percentile98 the 98th percentile
 */
public record DistributionSummary(
        @Nullable Double mean,
        @Nullable Double variance,
        @Nullable Double sd,
        @Nullable Double skewness,
        double percentile2,
        double percentile25,
        double median,
        double percentile75,
        double percentile98) {

    /** The spread of finite values, at least one; they are sorted in place. */
    static DistributionSummary sorting(double[] values) {
        Moments moments = Moments.of(values);
        Arrays.sort(values);
        Double variance = moments.variance();
        return new DistributionSummary(
                moments.mean(),
                variance,
                variance == null ? null : Double.valueOf(Math.sqrt(variance)),
                moments.skewness(),
                Percentiles.of(values, 2),
                Percentiles.of(values, 25),
                Percentiles.of(values, 50),
                Percentiles.of(values, 75),
                Percentiles.of(values, 98));
    }
}
