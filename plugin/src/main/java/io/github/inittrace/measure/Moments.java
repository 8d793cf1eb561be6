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
        @Nullable Double kurtosis) {}
