// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.pigmm;

/**
 * How far the mean of a cubic or quartic invariant over an ensemble is from what a model of its
 * linear and quadratic ones predicts.
 *
 * @param invariant which one
 * @param mean its mean over the matrices
 * @param standardDeviation its population standard deviation over the matrices
 * @param expected its expectation under the model
 * @param normalised the published deviation |expected - mean| / standard deviation. Not by the
 *     standard error: it does not grow with the number of matrices
 * @param byChance what {@code normalised} is on average if the model is right: √(2/π), the mean of
 *     |z|, times the standard error by the standard deviation. Less than √(2/(πn)), as the model was
 *     fitted to the same matrices
 * @param z the difference mean - expected by its standard error, which takes into account that the
 *     model was fitted to the same matrices; about standard normal if the model is right. NaN, like
 *     the two before, where all matrices have the same value up to rounding
 */
public record Deviation(
        Invariant invariant,
        double mean,
        double standardDeviation,
        double expected,
        double normalised,
        double byChance,
        double z) {

    /**
     * The published normalised change (now - first) / (now + first) of the deviation, from -1, where
     * it vanished, to 1, where there was none before; NaN if both are 0.
     *
     * @param first the deviation of the same invariant before
     */
    public double changeSince(Deviation first) {
        return (normalised - first.normalised) / (normalised + first.normalised);
    }
}
