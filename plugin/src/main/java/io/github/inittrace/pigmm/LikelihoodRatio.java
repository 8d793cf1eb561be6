// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.pigmm;

import java.util.List;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * Whether a model describes an ensemble better than one with fewer parameters does, by more than
 * chance: S. Wilks, The large-sample distribution of the likelihood ratio for testing composite
 * hypotheses, Annals of Mathematical Statistics 9 (1938).
 *
 * @param larger the parameters of the larger model: 13 or 5, fewer of a single row or column
 * @param smaller the parameters of the smaller one, 5 or 2
 * @param statistic 2n (L larger - L smaller), L the mean log-likelihoods of the two fits
 * @param degreesOfFreedom how many parameters the smaller one has less; the mean of the statistic if
 *     it is right
 * @param p the chance of a statistic as large if the smaller model is right; chi-square, for many
 *     Gaussian matrices
 * @param regularised whether a fit was singular: statistic and p then say nothing
 */
public record LikelihoodRatio(
        int larger,
        int smaller,
        double statistic,
        int degreesOfFreedom,
        double p,
        boolean regularised) {

    /**
     * 13 parameters against 5, 13 against 2 and 5 against 2 of square matrices observed with rows
     * and columns together; else 5 against 2. None for matrices of a single entry.
     *
     * @throws IllegalArgumentException if there is no matrix
     */
    public static List<LikelihoodRatio> tests(Ensemble ensemble) {
        RectangularModel five = RectangularModel.fit(ensemble);
        RectangularModel two = SimpleGaussian.fit(ensemble).asRectangular();
        int n = ensemble.count();
        if (ensemble.symmetry() == Symmetry.APART) {
            int larger = five.parameterCount();
            return larger == 2
                    ? List.of()
                    : List.of(
                            of(
                                    larger,
                                    five.meanLogLikelihood(five),
                                    2,
                                    two.meanLogLikelihood(five),
                                    n));
        }
        SquareModel thirteen = SquareModel.fit(ensemble);
        LogLikelihood general = thirteen.meanLogLikelihood(thirteen);
        LogLikelihood apart = five.asSquare().meanLogLikelihood(thirteen);
        LogLikelihood simple = two.asSquare().meanLogLikelihood(thirteen);
        return List.of(
                of(13, general, 5, apart, n),
                of(13, general, 2, simple, n),
                of(5, apart, 2, simple, n));
    }

    private static LikelihoodRatio of(
            int larger, LogLikelihood ofLarger, int smaller, LogLikelihood ofSmaller, int n) {
        double statistic = 2 * n * (ofLarger.mean() - ofSmaller.mean());
        int degrees = larger - smaller;
        double p =
                Double.isNaN(statistic)
                        ? Double.NaN
                        : ChiSquaredDistribution.of(degrees).survivalProbability(statistic);
        boolean regularised = ofLarger.regularised() || ofSmaller.regularised();
        return new LikelihoodRatio(larger, smaller, statistic, degrees, p, regularised);
    }
}
