// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.measure;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How the distribution of a tensor's values compares with the initial one. It has either a uniform
 * or a normal part, by the law the initial values have, see {@link InitialDistribution}.
 *
 * @param tensor the tensor's name
 * @param count n
 * @param bell (kurtosis - 3 + 1.2) / 1.2: 0 for a uniform distribution, 1 for a normal one, more
 *     for heavier tails
 * @param uniform where the initial values are uniform
 * @param normal where the initial values are normal
 */
public record DistributionFit(
        String tensor,
        long count,
        double bell,
        @Nullable UniformFit uniform,
        @Nullable NormalFit normal) {

    /**
     * Compares a tensor with its initial law, without sorting: distances of {@link NormalFit} are
     * up to 4e-4 too small.
     *
     * @param tensor the tensor's name
     * @param values its values now; not changed
     * @param law the law of its initial values
     * @param moments the moments of its values now
     * @return the comparison; null if the values are all equal or not all finite
     */
    public static @Nullable DistributionFit of(
            String tensor, double[] values, InitialDistribution law, Moments moments) {
        Double mean = moments.mean();
        Double variance = moments.variance();
        Double kurtosis = moments.kurtosis();
        if (mean == null || variance == null || kurtosis == null) {
            return null;
        }
        double bell = (kurtosis - 3 + 1.2) / 1.2;
        if (law instanceof InitialDistribution.Uniform uniform) {
            UniformFit fit = UniformFit.of(values, uniform.bound());
            return new DistributionFit(tensor, values.length, bell, fit, null);
        }
        NormalFit fit = NormalFit.of(values, (InitialDistribution.Normal) law, mean, variance);
        return Double.isFinite(fit.meanShift() + fit.varianceRatio())
                ? new DistributionFit(tensor, values.length, bell, null, fit)
                : null;
    }

    /**
     * Compares a tensor with its initial law; distances are exact. Sorts where the law is normal.
     *
     * @param tensor the tensor's name
     * @param values its values now; not changed
     * @param law the law of its initial values
     * @return as {@link #of}
     */
    public static @Nullable DistributionFit exact(
            String tensor, double[] values, InitialDistribution law) {
        DistributionFit quick = of(tensor, values, law, Moments.of(values));
        return quick != null && law instanceof InitialDistribution.Normal normal
                ? new DistributionFit(
                        tensor, quick.count, quick.bell, null, NormalFit.exact(values, normal))
                : quick;
    }

    /**
     * Compares all tensors of a model with their initial laws, on the threads of the common pool.
     *
     * @param measures the measures of the tensors now
     * @param values their values now
     * @param laws the laws of their initial values, null where there is none
     * @return the comparisons there are, in the order of the tensors
     */
    public static List<DistributionFit> all(
            List<TensorMeasures> measures,
            List<double[]> values,
            List<? extends @Nullable InitialDistribution> laws) {
        return IntStream.range(0, laws.size())
                .parallel()
                .mapToObj(i -> of(measures.get(i), values.get(i), laws.get(i)))
                .flatMap(Stream::ofNullable)
                .toList();
    }

    private static @Nullable DistributionFit of(
            TensorMeasures measures, double[] values, @Nullable InitialDistribution law) {
        return law == null ? null : of(measures.name(), values, law, measures.weights());
    }
}
