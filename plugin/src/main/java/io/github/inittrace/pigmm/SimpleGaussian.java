// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.pigmm;

import java.util.List;
import java.util.random.RandomGenerator;

/** The law of m x n matrices of independent normal entries of one mean and one variance. */
public final class SimpleGaussian extends MatrixModel {
    private static final List<String> NAMES = List.of("mean", "variance");

    private final double mean;
    private final double variance;

    private SimpleGaussian(int rows, int columns, double mean, double variance) {
        super(rows, columns);
        this.mean = mean;
        this.variance = variance;
    }

    /**
     * Of a mean and a variance. What networks start with has mean 0 and variance 1/fan-in, or for
     * weights uniform over ±1/√fan-in a third of that.
     *
     * @throws IllegalArgumentException if the shape is none, the mean not finite or the variance
     *     not one
     */
    public static SimpleGaussian of(int rows, int columns, double mean, double variance) {
        if (rows < 1
                || columns < 1
                || !Double.isFinite(mean)
                || !(variance >= 0 && variance < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "expected a mean and a variance of a matrix, found "
                            + mean
                            + " and "
                            + variance
                            + " of "
                            + Matrices.shape(rows, columns));
        }
        return new SimpleGaussian(rows, columns, mean, variance);
    }

    /**
     * The model of greatest likelihood: mean and population variance of all entries of all matrices.
     *
     * @param ensemble observations of any symmetry
     * @throws IllegalArgumentException if there is no matrix
     */
    public static SimpleGaussian fit(Ensemble ensemble) {
        List<Observation> observations = ensemble.observations();
        double values = (double) ensemble.rows() * ensemble.columns();
        double mean = 0;
        for (Observation observation : observations) {
            mean += observation.rectangularStatistics()[0] / Math.sqrt(values);
        }
        mean /= observations.size();
        double squares = 0;
        for (Observation observation : observations) {
            squares += squares(observation, mean);
        }
        return of(ensemble.rows(), ensemble.columns(), mean, squares / observations.size());
    }

    /** The mean squared distance of the entries from a value. */
    private static double squares(Observation observation, double from) {
        double[] t = observation.rectangularStatistics();
        double values = (double) observation.rows() * observation.columns();
        double shift = t[0] - from * Math.sqrt(values);
        return (shift * shift + t[2] + t[3] + t[4]) / values;
    }

    /** The same law by the 5 parameters. */
    public RectangularModel asRectangular() {
        double mu = mean * Math.sqrt((double) rows() * columns());
        return RectangularModel.of(
                rows(),
                columns(),
                mu,
                variance,
                rows() == 1 ? 0 : variance,
                columns() == 1 ? 0 : variance,
                rows() == 1 || columns() == 1 ? 0 : variance);
    }

    /** The mean of every entry. */
    public double mean() {
        return mean;
    }

    @Override
    public List<String> parameterNames() {
        return NAMES;
    }

    @Override
    public double[] parameters() {
        return new double[] {mean, variance};
    }

    @Override
    public double[] standardErrors(int matrices) {
        double values = (double) matrices * rows() * columns();
        return new double[] {Math.sqrt(variance / values), variance * Math.sqrt(2 / values)};
    }

    @Override
    public double entryVariance() {
        return variance;
    }

    @Override
    public List<String> singularBlocks() {
        return variance <= floor(variance, mean * mean) ? List.of("variance") : List.of();
    }

    @Override
    public double[] sample(RandomGenerator random) {
        double[] matrix = white(random);
        for (int k = 0; k < matrix.length; k++) {
            matrix[k] = mean + Math.sqrt(variance) * matrix[k];
        }
        return matrix;
    }

    @Override
    GaussianEntries entries() {
        return new GaussianEntries() {
            @Override
            double mean(int i, int j) {
                return mean;
            }

            @Override
            double covariance(int i, int j, int k, int l) {
                return i == k && j == l ? variance : 0;
            }
        };
    }

    @Override
    int means() {
        return 1;
    }

    @Override
    SimpleGaussian with(double[] parameters) {
        return new SimpleGaussian(rows(), columns(), parameters[0], parameters[1]);
    }

    @Override
    double[] influence(Observation observation) {
        double x = observation.rectangularStatistics()[0] / Math.sqrt((double) rows() * columns());
        return new double[] {x - mean, squares(observation, mean) - variance};
    }
}
