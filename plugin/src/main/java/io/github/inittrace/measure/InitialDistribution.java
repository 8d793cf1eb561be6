// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.measure;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.jspecify.annotations.Nullable;

/**
 * The distribution from which a tensor's initial values were drawn, as far as they show it: nobody
 * is asked, so it works for every trainer.
 *
 * <p>Uniform over ±a, with a = max|w0| · (n + 1) / n, if chi-square over equal bins does not reject
 * that; else normal with the values' own mean and deviation, if Lilliefors' test does not reject
 * that; else unknown. To reject means p &lt; {@value #REJECTED}, so that of a million tensors one
 * is mistaken; with {@value #LEAST} values, the fewest looked at, a normal sample is never taken
 * for uniform.
 */
public sealed interface InitialDistribution {
    /** Below this p, values are not of a law. */
    double REJECTED = 1e-6;

    /** A tensor with fewer values has no law, and no distribution alarm. */
    int LEAST = 200;

    /**
     * Uniform over [-bound, bound].
     *
     * @param bound a
     */
    record Uniform(double bound) implements InitialDistribution {
        @Override
        public double cumulative(double value) {
            return Math.min(1, Math.max(0, (value + bound) / (2 * bound)));
        }
    }

    /**
     * Normal.
     *
     * @param mean of the initial values
     * @param deviation their standard deviation, with divisor n
     */
    record Normal(double mean, double deviation) implements InitialDistribution {
        @Override
        public double cumulative(double value) {
            return NormalDistribution.of(mean, deviation).cumulativeProbability(value);
        }
    }

    /** The chance of a value of this law that is not above {@code value}. */
    double cumulative(double value);

    /**
     * Finds the law of some initial values.
     *
     * @param initial the values; not changed
     * @return their law; null if there are too few, all are equal, or they have another law
     */
    static @Nullable InitialDistribution of(double[] initial) {
        Moments moments = Moments.of(initial);
        Double mean = moments.mean();
        Double variance = moments.variance();
        if (initial.length < LEAST || mean == null || variance == null || variance == 0) {
            return null;
        }
        double n = initial.length;
        double bound = BlockReductions.largestMagnitude(initial, 0, initial.length) * (n + 1) / n;
        if (UniformFit.of(initial, bound).p() >= REJECTED) {
            return new Uniform(bound);
        }
        double deviation = Math.sqrt(variance);
        double distance = EdgeCounts.distance(initial, mean, deviation);
        boolean isNormal = PValues.lilliefors(distance, initial.length) >= REJECTED;
        return isNormal ? new Normal(mean, deviation) : null;
    }
}
