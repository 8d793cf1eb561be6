// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.pigmm;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The general Gaussian law of m x n matrices that permuting rows and columns, each for themselves,
 * leaves as it is, by its 5 parameters: the mean mu of S0 = s/√(mn), s the sum of all entries, and
 * the variances v00 of S0, vH0 of the contrasts of rows, v0H of those of columns, and vHH of the
 * rest. Of square matrices it is the {@link SquareModel} with 8 parameters less.
 *
 * <p>It is the two-way random effects model of the analysis of variance: S. Searle, G. Casella and
 * C. McCulloch, Variance Components, Wiley 1992, chapter 4.
 */
public final class RectangularModel extends MatrixModel {
    private static final List<String> NAMES = List.of("mu", "v00", "vH0", "v0H", "vHH");

    /** Of the mean square of an entry: what of a variance may be missing by rounding. */
    private static final double ROUNDING = 1e-12;

    private final double[] parameters;

    private RectangularModel(int rows, int columns, double[] parameters) {
        super(rows, columns);
        this.parameters = parameters;
    }

    /**
     * The model of given parameters.
     *
     * @param parameters mu, v00, vH0, v0H, vHH
     * @throws IllegalArgumentException if the shape is none, or there are not 5 finite parameters,
     *     the last four of which are at least 0
     */
    public static RectangularModel of(int rows, int columns, double... parameters) {
        if (rows < 1
                || columns < 1
                || parameters.length != NAMES.size()
                || !DoubleStream.of(parameters).allMatch(Double::isFinite)
                || DoubleStream.of(parameters).skip(1).anyMatch(variance -> variance < 0)) {
            throw new IllegalArgumentException(
                    "expected a mean and four variances of a matrix, found "
                            + Arrays.toString(parameters)
                            + " of "
                            + Matrices.shape(rows, columns));
        }
        return new RectangularModel(rows, columns, parameters.clone());
    }

    /**
     * The model of greatest likelihood. v00 is divided by n, and 0 of a single matrix. A variance
     * that a single row or column does not have is 0.
     *
     * @param ensemble observations of any symmetry
     * @throws IllegalArgumentException if there is no matrix
     */
    public static RectangularModel fit(Ensemble ensemble) {
        List<Observation> observations = ensemble.observations();
        int count = observations.size();
        double[] p = new double[5];
        for (Observation observation : observations) {
            double[] t = observation.rectangularStatistics();
            p[0] += t[0] / count;
            for (int k = 2; k < p.length; k++) {
                p[k] += t[k];
            }
        }
        for (Observation observation : observations) {
            double x = observation.rectangularStatistics()[0] - p[0];
            p[1] += x * x;
        }
        p[1] /= count;
        for (int k = 2; k < p.length; k++) {
            double dimension = dimension(ensemble.rows(), ensemble.columns(), k);
            p[k] = dimension == 0 ? 0 : p[k] / (count * dimension);
        }
        return of(ensemble.rows(), ensemble.columns(), p);
    }

    /** Over how many coordinates the statistic of a parameter is summed; 0 if there is none. */
    private static double dimension(double rows, double columns, int parameter) {
        return switch (parameter) {
            case 2 -> rows - 1;
            case 3 -> columns - 1;
            case 4 -> (rows - 1) * (columns - 1);
            default -> 1;
        };
    }

    private double dimension(int parameter) {
        return dimension(rows(), columns(), parameter);
    }

    @Override
    public int parameterCount() {
        return 1
                + (int) IntStream.range(1, parameters.length).filter(k -> dimension(k) > 0).count();
    }

    /**
     * The model with given means of J1 to J5.
     *
     * @throws IllegalArgumentException if there are not 5 finite means that a law can have
     */
    public static RectangularModel ofMoments(int rows, int columns, double... means) {
        if (means.length != 5) {
            throw new IllegalArgumentException(
                    "expected the means of J1 to J5, found " + means.length);
        }
        double m = rows;
        double n = columns;
        double mu = means[0] / Math.sqrt(m * n);
        double all = means[4] / (m * n);
        double ofRows = (means[2] - means[4] / m) / n;
        double ofColumns = (means[3] - means[4] / n) / m;
        double[] p = {mu, all - mu * mu, ofRows, ofColumns, means[1] - all - ofRows - ofColumns};
        for (int k = 2; k < p.length; k++) {
            double dimension = dimension(rows, columns, k);
            p[k] = dimension == 0 ? 0 : p[k] / dimension;
        }
        double rounding = ROUNDING * means[1] / (m * n);
        for (int k = 1; k < p.length; k++) {
            p[k] = p[k] < 0 && p[k] >= -rounding ? 0 : p[k];
        }
        return of(rows, columns, p);
    }

    /** The means of J1 to J5 under this law. */
    public double[] moments() {
        double m = rows();
        double n = columns();
        double[] p = parameters;
        double all = p[1] + p[0] * p[0];
        double ofRows = dimension(2) * p[2];
        double ofColumns = dimension(3) * p[3];
        return new double[] {
            Math.sqrt(m * n) * p[0],
            all + ofRows + ofColumns + dimension(4) * p[4],
            n * ofRows + n * all,
            m * ofColumns + m * all,
            m * n * all
        };
    }

    /**
     * The same law by the 13 parameters.
     *
     * @throws IllegalArgumentException if the matrices are not square, or smaller than 4 x 4
     */
    public SquareModel asSquare() {
        if (rows() != columns()) {
            throw new IllegalArgumentException(
                    "expected square matrices for the 13 parameters, found "
                            + Matrices.shape(rows(), columns()));
        }
        double[] p = parameters;
        return SquareModel.of(
                rows(), p[0], 0, p[1], 0, p[4], p[3], 0, 0, p[2], 0, p[4], p[4], p[4]);
    }

    @Override
    public List<String> parameterNames() {
        return NAMES;
    }

    @Override
    public double[] parameters() {
        return parameters.clone();
    }

    /** As of every model; 0 for the variances that a single row or column does not have. */
    @Override
    public double[] standardErrors(int matrices) {
        double[] errors = new double[5];
        errors[0] = Math.sqrt(parameters[1] / matrices);
        for (int k = 1; k < errors.length; k++) {
            double values = matrices * dimension(k);
            errors[k] = values == 0 ? 0 : parameters[k] * Math.sqrt(2 / values);
        }
        return errors;
    }

    @Override
    public double entryVariance() {
        double sum = 0;
        for (int k = 1; k < parameters.length; k++) {
            sum += dimension(k) * parameters[k];
        }
        return sum / ((double) rows() * columns());
    }

    /**
     * The mean logarithm of this density over an ensemble, per matrix.
     *
     * @param fit the fit of that ensemble, which holds all there is to know of it
     */
    public LogLikelihood meanLogLikelihood(RectangularModel fit) {
        double size = (double) rows() * columns();
        double floor = floor();
        double sum = size * Math.log(2 * Math.PI);
        for (int k = 1; k < parameters.length; k++) {
            double dimension = dimension(k);
            if (dimension == 0) {
                continue;
            }
            double variance = Math.max(parameters[k], floor);
            double shift = k == 1 ? fit.parameters[0] - parameters[0] : 0;
            double around = fit.parameters[k] + shift * shift;
            sum += dimension * (Math.log(variance) + around / variance);
        }
        return new LogLikelihood(-sum / 2, !singularBlocks().isEmpty());
    }

    private double floor() {
        return floor(
                entryVariance(), parameters[0] * parameters[0] / ((double) rows() * columns()));
    }

    @Override
    public List<String> singularBlocks() {
        double floor = floor();
        return IntStream.range(1, parameters.length)
                .filter(k -> dimension(k) > 0 && parameters[k] <= floor)
                .mapToObj(NAMES::get)
                .toList();
    }

    @Override
    public double[] sample(RandomGenerator random) {
        RectangularDecomposition white =
                RectangularDecomposition.of(white(random), rows(), columns());
        double[] p = parameters;
        return white.rescaled(
                p[0] / Math.sqrt((double) rows() * columns()) + Math.sqrt(p[1]) * white.mean(),
                Math.sqrt(p[2]),
                Math.sqrt(p[3]),
                Math.sqrt(p[4]));
    }

    @Override
    GaussianEntries entries() {
        double m = rows();
        double n = columns();
        double[] p = parameters;
        double mean = p[0] / Math.sqrt(m * n);
        return new GaussianEntries() {
            @Override
            double mean(int i, int j) {
                return mean;
            }

            @Override
            double covariance(int i, int j, int k, int l) {
                double ofRows = (i == k ? 1 : 0) - 1 / m;
                double ofColumns = (j == l ? 1 : 0) - 1 / n;
                return p[1] / (m * n)
                        + p[2] * ofRows / n
                        + p[3] * ofColumns / m
                        + p[4] * ofRows * ofColumns;
            }
        };
    }

    @Override
    int means() {
        return 1;
    }

    @Override
    RectangularModel with(double[] changed) {
        return new RectangularModel(rows(), columns(), changed.clone());
    }

    @Override
    double[] influence(Observation observation) {
        double[] t = observation.rectangularStatistics();
        double[] pull = {t[0] - parameters[0], 0, 0, 0, 0};
        pull[1] = pull[0] * pull[0] - parameters[1];
        for (int k = 2; k < pull.length; k++) {
            pull[k] = dimension(k) == 0 ? 0 : t[k] / dimension(k) - parameters[k];
        }
        return pull;
    }
}
