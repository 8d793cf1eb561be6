// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.pigmm;

/**
 * The mean logarithm of a density over an ensemble.
 *
 * @param mean per matrix, in nats
 * @param regularised whether the covariance was singular, and eigenvalues below 1e-10 of the
 *     average variance were raised to that: the value then says how they were raised more than how
 *     well the model fits. NaN where all weights are zero
 */
public record LogLikelihood(double mean, boolean regularised) {}
