// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.pigmm;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Whether 13 parameters describe square matrices better than 5 do, for weights of any law: the
 * chi-square of {@link LikelihoodRatio} is right for Gaussian ones only.
 *
 * <p>If rows and columns can be renumbered each for themselves, permuting the rows of every matrix
 * gives an ensemble as probable as the one there is. The statistic is compared with those of such
 * ensembles, all with an order of its own for every matrix: E. Lehmann and J. Romano, Testing
 * Statistical Hypotheses, Springer 2005, section 15.2.
 *
 * @param statistic 2n (L13 - L5) of the matrices as they are
 * @param permutations how many ensembles it is compared with
 * @param p the share of them, itself among them, with a statistic as large
 */
public record PermutationLikelihoodRatio(double statistic, int permutations, double p) {

    /**
     * Takes permutations times what {@link Observation#square} takes for all matrices.
     *
     * @param matrices D x D each, in row-major order; left as they are
     * @param size D
     * @param permutations such as 999, which makes p a multiple of 1/1000
     * @param random such as a {@link java.util.SplittableRandom}
     * @throws IllegalArgumentException if there is no matrix or no permutation, or a matrix is
     *     unfit for {@link Observation#square}
     */
    public static PermutationLikelihoodRatio of(
            List<double[]> matrices, int size, int permutations, RandomGenerator random) {
        if (permutations < 1) {
            throw new IllegalArgumentException(
                    "expected at least one permutation, found " + permutations);
        }
        double statistic = statistic(matrices, size);
        int asLarge = 1;
        for (int r = 0; r < permutations; r++) {
            List<double[]> permuted =
                    matrices.stream().map(matrix -> permuted(matrix, size, random)).toList();
            asLarge += statistic(permuted, size) >= statistic ? 1 : 0;
        }
        return new PermutationLikelihoodRatio(
                statistic, permutations, asLarge / (permutations + 1.0));
    }

    private static double statistic(List<double[]> matrices, int size) {
        Ensemble ensemble = new Ensemble();
        for (double[] matrix : matrices) {
            ensemble.add(ensemble.count(), Observation.square(matrix, size));
        }
        return LikelihoodRatio.tests(ensemble).get(0).statistic();
    }

    private static double[] permuted(double[] matrix, int size, RandomGenerator random) {
        double[] permuted = matrix.clone();
        for (int k = size - 1; k > 0; k--) {
            int other = random.nextInt(k + 1);
            for (int j = 0; j < size; j++) {
                double held = permuted[k * size + j];
                permuted[k * size + j] = permuted[other * size + j];
                permuted[other * size + j] = held;
            }
        }
        return permuted;
    }
}
