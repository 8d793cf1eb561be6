// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.pigmm;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A Gaussian law of m x n matrices that permutations of rows and columns leave as it is: of 13
 * parameters where they are permuted together, of 5 where each for themselves, of 2 where all
 * entries are independent and alike. Immutable.
 */
public abstract sealed class MatrixModel permits SquareModel, RectangularModel, SimpleGaussian {
    /** Of the average variance. */
    private static final double FLOOR = 1e-10;

    /** Of the average squared mean, from which rounding alone makes variances. */
    private static final double ROUNDING = 1e-28;

    private final int rows;
    private final int columns;

    MatrixModel(int rows, int columns) {
        this.rows = rows;
        this.columns = columns;
    }

    /** The rows of a matrix of this law. */
    public final int rows() {
        return rows;
    }

    /** The columns of a matrix of this law. */
    public final int columns() {
        return columns;
    }

    /** The names of {@link #parameters()}. */
    public abstract List<String> parameterNames();

    /** Means first, then variances and covariances, never their inverses. */
    public abstract double[] parameters();

    /**
     * The standard errors of the parameters where they were fitted, for Gaussian matrices.
     *
     * @param matrices how many matrices were in the ensemble
     */
    public abstract double[] standardErrors(int matrices);

    /** The variance of an entry, averaged over all m·n. */
    public abstract double entryVariance();

    /**
     * A matrix of this law, in row-major order.
     *
     * @param random such as a {@link java.util.SplittableRandom}; m·n normal numbers are taken
     */
    public abstract double[] sample(RandomGenerator random);

    /**
     * The exact expectation of an invariant under this law, to a relative 1e-12.
     *
     * @throws IllegalArgumentException if it is one of square matrices and these are not
     */
    public final double expectation(Invariant invariant) {
        return Expectations.of(invariant, rows, columns, entries());
    }

    /**
     * The exact variance of an invariant of up to four indices under this law.
     *
     * @throws IllegalArgumentException as {@link #expectation} does, or if there are more indices
     */
    public final double variance(Invariant invariant) {
        return Expectations.variance(invariant, rows, columns, entries());
    }

    /** Means and covariances of the entries. */
    abstract GaussianEntries entries();

    /**
     * The covariances that have no inverse: with an eigenvalue of at most 1e-10 of the average
     * variance, or of what rounding makes of the means. Blocks V0, VH, V2, V3 of 13 parameters,
     * names of parameters otherwise. Distances and expectations are defined all the same.
     */
    public abstract List<String> singularBlocks();

    /** How many of the parameters, the first ones, are means. */
    abstract int means();

    /**
     * How many of the parameters matrices of this shape have: those of a single row or column have
     * no differences of rows or of columns, whose variances stay 0.
     */
    public int parameterCount() {
        return parameterNames().size();
    }

    /** Up to which an eigenvalue counts as none. */
    static double floor(double variance, double squaredMean) {
        return Math.max(FLOOR * variance, ROUNDING * squaredMean);
    }

    /** A model of this kind and shape. */
    abstract MatrixModel with(double[] parameters);

    /**
     * By how much an observation pulls every parameter of the fit, times n: its influence function.
     * The mean over the ensemble that was fitted is 0.
     */
    abstract double[] influence(Observation observation);

    final double[] white(RandomGenerator random) {
        double[] white = new double[rows * columns];
        for (int k = 0; k < white.length; k++) {
            white[k] = random.nextGaussian();
        }
        return white;
    }
}
