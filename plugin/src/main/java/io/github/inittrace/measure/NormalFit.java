// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.measure;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.inference.KolmogorovSmirnovTest;

/**
 * How the values of a tensor that started normal compare with normal distributions, by the largest
 * distance between distribution functions (Kolmogorov-Smirnov). Every record takes these distances
 * at the edges of {@value EdgeCounts#BINS} bins over ±8 standard deviations, of the initial and of
 * the fitted distribution: no sorting, never above the exact distance, and below it by at most what
 * a bin of the distribution compared with holds. That is 4e-4 for the fitted distribution, and 4e-4
 * for the initial one.
 *
 * @param initialDistance D0, from the normal distribution with the mean and deviation of the
 *     initial values: location, scale and shape
 * @param initialP the chance of a D0 as large with n independent values of that distribution
 * @param fittedDistance Dfit, from the normal distribution with the present mean and deviation:
 *     shape alone (Lilliefors)
 * @param fittedP the chance of a Dfit as large with n independent values of any normal
 *     distribution; 0.1 stands for 0.1 and more
 * @param meanShift (mean - initial mean) / initial deviation
 * @param varianceRatio variance / initial variance
 */
public record NormalFit(
        double initialDistance,
        double initialP,
        double fittedDistance,
        double fittedP,
        double meanShift,
        double varianceRatio) {

    static NormalFit of(
            double[] values, InitialDistribution.Normal initial, double mean, double variance) {
        double deviation = Math.sqrt(variance);
        double initialDistance = EdgeCounts.distance(values, initial.mean(), initial.deviation());
        double fittedDistance = EdgeCounts.distance(values, mean, deviation);
        return fit(
                values.length,
                initial,
                mean,
                variance,
                initialDistance,
                PValues.kolmogorov(initialDistance, values.length),
                fittedDistance);
    }

    /** With exact distances, and a p-value of the initial one that is exact for small n. Sorts. */
    static NormalFit exact(double[] values, InitialDistribution.Normal initial) {
        Moments moments = Moments.of(values);
        double mean = Finite.orNaN(moments.mean());
        double variance = Finite.orNaN(moments.variance());
        KolmogorovSmirnovTest test = KolmogorovSmirnovTest.withDefaults();
        KolmogorovSmirnovTest.OneResult atStart =
                test.test(values, cdf(initial.mean(), initial.deviation()));
        return fit(
                values.length,
                initial,
                mean,
                variance,
                atStart.getStatistic(),
                atStart.getPValue(),
                test.statistic(values, cdf(mean, Math.sqrt(variance))));
    }

    private static NormalFit fit(
            int n,
            InitialDistribution.Normal initial,
            double mean,
            double variance,
            double initialDistance,
            double initialP,
            double fittedDistance) {
        return new NormalFit(
                initialDistance,
                initialP,
                fittedDistance,
                PValues.lilliefors(fittedDistance, n),
                (mean - initial.mean()) / initial.deviation(),
                variance / (initial.deviation() * initial.deviation()));
    }

    private static DoubleUnaryOperator cdf(double mean, double deviation) {
        return NormalDistribution.of(mean, deviation)::cumulativeProbability;
    }
}
