// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.measure;

import org.jspecify.annotations.Nullable;

/**
 * How different the distributions of two sets of numbers are, whatever stands in which place. Both
 * are exact, as scipy's {@code wasserstein_distance} and {@code ks_2samp} give them, where the
 * numbers could be sorted in memory. Otherwise they come from counts in some 2^20 bins of equal
 * relative width, and the true value is certain to lie within the error stated.
 *
 * @param wasserstein the Wasserstein-1 distance, in the numbers' unit; null with a number that is
 *     not finite, or where it is beyond double's range
 * @param wassersteinError how far the true value may lie from it; 0 if it is exact
 * @param kolmogorovSmirnov the largest difference between the two empirical distribution functions,
 *     in [0, 1]; null with a number that is not finite
 * @param kolmogorovSmirnovError how far the true value may lie from it; 0 if it is exact
 */
public record DistributionDistance(
        @Nullable Double wasserstein,
        double wassersteinError,
        @Nullable Double kolmogorovSmirnov,
        double kolmogorovSmirnovError) {

    /** Of numbers some of which are not finite. */
    static final DistributionDistance UNDEFINED = new DistributionDistance(null, 0, null, 0);

    /** Of the same numbers on both sides. */
    static final DistributionDistance NONE = new DistributionDistance(0.0, 0, 0.0, 0);

    /** Whether both are exact. */
    public boolean isExact() {
        return wassersteinError == 0 && kolmogorovSmirnovError == 0;
    }
}
