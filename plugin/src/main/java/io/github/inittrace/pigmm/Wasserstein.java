// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.pigmm;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The 2-Wasserstein distance of two laws of matrices: the root of the least mean squared distance
 * of pairs of matrices, one of either law. In units of a weight, like the norm of a matrix; it
 * grows with the size of matrices, so that distances at different widths do not compare.
 *
 * <p>The published function returns the <em>square</em> under the name of the distance; compare
 * with {@link #squared()}.
 *
 * <p>See D. Dowson and B. Landau, The Fréchet distance between multivariate normal distributions,
 * Journal of Multivariate Analysis 12 (1982). The covariances here have their blocks in common, so
 * that the squares of the blocks add up.
 *
 * @param squared W2², in squared weights
 * @param parts what it is the sum of: mean, V0, VH, V2 and V3, or mean, v00, vH0, v0H and vHH
 */
public record Wasserstein(double squared, Map<String, Double> parts) {

    /** With the parts in their order. */
    public Wasserstein {
        parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    }

    /** W2 itself. */
    public double distance() {
        return Math.sqrt(squared);
    }

    /** W2² by the variance of all entries together, D² v or mnv: compares across widths. */
    public double relativeSquared(MatrixModel reference) {
        return squared
                / ((double) reference.rows() * reference.columns() * reference.entryVariance());
    }

    /**
     * The distance of two laws, exactly; singular covariances need no care.
     *
     * @throws IllegalArgumentException if their matrices are of different shapes
     */
    public static Wasserstein between(MatrixModel p, MatrixModel q) {
        if (p.rows() != q.rows() || p.columns() != q.columns()) {
            throw new IllegalArgumentException(
                    "expected two laws of matrices of one shape, found "
                            + Matrices.shape(p.rows(), p.columns())
                            + " and "
                            + Matrices.shape(q.rows(), q.columns()));
        }
        return p instanceof SquareModel || q instanceof SquareModel
                ? between(square(p), square(q))
                : between(rectangular(p), rectangular(q));
    }

    /**
     * What W2² of a fit to the law of its matrices is on average if all entries are independent:
     * 7.5 v/n of 13 parameters, 3 v/n of 5, 1.5 v/n of 2, whatever the size, to leading order in
     * 1/n. Mean parameters give v/n each, the others v/2n each, but for those that matrices of a
     * single row or column do not have.
     *
     * @param fit the fitted model
     * @param variance v, of an entry
     * @param matrices n, how many matrices were fitted
     */
    public static double noiseFloor(MatrixModel fit, double variance, int matrices) {
        int means = fit.means();
        int others = fit.parameterCount() - means;
        return (means + others / 2.0) * variance / matrices;
    }

    private static Wasserstein between(SquareModel p, SquareModel q) {
        double[] f = p.parameters();
        double[] g = q.parameters();
        double size = p.rows();
        Map<String, Double> parts = new LinkedHashMap<>();
        parts.put("mean", square(f[0] - g[0]) + square(f[1] - g[1]));
        parts.put("V0", Symmetric.buresSquared(p.c0(), q.c0()));
        parts.put("VH", (size - 1) * Symmetric.buresSquared(p.ch(), q.ch()));
        parts.put("V2", size * (size - 3) / 2 * roots(f[SquareModel.V2], g[SquareModel.V2]));
        parts.put("V3", (size - 1) * (size - 2) / 2 * roots(f[SquareModel.V3], g[SquareModel.V3]));
        return of(parts);
    }

    private static Wasserstein between(RectangularModel p, RectangularModel q) {
        double[] f = p.parameters();
        double[] g = q.parameters();
        double m = p.rows();
        double n = p.columns();
        Map<String, Double> parts = new LinkedHashMap<>();
        parts.put("mean", square(f[0] - g[0]));
        parts.put("v00", roots(f[1], g[1]));
        parts.put("vH0", (m - 1) * roots(f[2], g[2]));
        parts.put("v0H", (n - 1) * roots(f[3], g[3]));
        parts.put("vHH", (m - 1) * (n - 1) * roots(f[4], g[4]));
        return of(parts);
    }

    private static Wasserstein of(Map<String, Double> parts) {
        double squared = parts.values().stream().mapToDouble(Double::doubleValue).sum();
        return new Wasserstein(squared, parts);
    }

    private static SquareModel square(MatrixModel model) {
        return model instanceof SquareModel square ? square : rectangular(model).asSquare();
    }

    private static RectangularModel rectangular(MatrixModel model) {
        return model instanceof SimpleGaussian simple
                ? simple.asRectangular()
                : (RectangularModel) model;
    }

    /** (√x - √y)²; below 0, which only rounding can make, counts as 0. */
    private static double roots(double x, double y) {
        return square(Math.sqrt(Math.max(x, 0)) - Math.sqrt(Math.max(y, 0)));
    }

    private static double square(double x) {
        return x * x;
    }
}
