// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.pigmm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;

/**
 * The general Gaussian law of D x D matrices that permuting rows and columns together leaves as it
 * is, by its 13 parameters: the means of the two V0 coordinates, the covariances C0 (2 x 2) of
 * these and CH (3 x 3) of the three copies of VH, of column, row and diagonal type, and the
 * variances v2 and v3 of the symmetric and antisymmetric rest.
 *
 * <p>See S. Ramgoolam, arXiv:1809.07559, whose precision matrices are the inverses of these.
 */
public final class SquareModel extends MatrixModel {
    static final int C0 = 2;
    static final int CH = 5;
    static final int V2 = 11;
    static final int V3 = 12;

    private static final List<String> NAMES =
            List.of(
                    "mu1", "mu2", "C0_11", "C0_12", "C0_22", "CH_11", "CH_12", "CH_13", "CH_22",
                    "CH_23", "CH_33", "v2", "v3");

    private final double[] f;
    private final SquareEntries entries;

    private SquareModel(int size, double[] f) {
        super(size, size);
        this.f = f;
        this.entries = new SquareEntries(size, f);
    }

    /**
     * The model of given parameters.
     *
     * @param size D
     * @param parameters mu1, mu2, C0_11, C0_12, C0_22, CH_11, CH_12, CH_13, CH_22, CH_23, CH_33, v2,
     *     v3
     * @throws IllegalArgumentException if D is below 4, or there are not 13 finite parameters
     */
    public static SquareModel of(int size, double... parameters) {
        Matrices.checkSquare(size);
        if (parameters.length != NAMES.size()
                || !DoubleStream.of(parameters).allMatch(Double::isFinite)) {
            throw new IllegalArgumentException(
                    "expected 13 finite parameters, found " + Arrays.toString(parameters));
        }
        return new SquareModel(size, parameters.clone());
    }

    /**
     * The model of greatest likelihood, which has the means of I1 to I13 that the ensemble has. C0
     * is divided by n, not n - 1. Below three matrices C0 is singular, see {@link
     * #singularBlocks}, and says nothing of how networks differ.
     *
     * @throws IllegalArgumentException if there is no matrix, or the observations are of rows and
     *     columns apart
     */
    public static SquareModel fit(Ensemble ensemble) {
        return of(ensemble.rows(), SquareFit.of(ensemble));
    }

    /** Over how many coordinates the statistic of a parameter is summed. */
    static double dimension(double size, int parameter) {
        return switch (parameter) {
            case V2 -> size * (size - 3) / 2;
            case V3 -> (size - 1) * (size - 2) / 2;
            default -> parameter < CH ? 1 : size - 1;
        };
    }

    /**
     * The model with given means of I1 to I13.
     *
     * @throws IllegalArgumentException if D is below 4, or there are not 13 finite means
     */
    public static SquareModel ofMoments(int size, double... means) {
        Matrices.checkSquare(size);
        if (means.length != 13) {
            throw new IllegalArgumentException(
                    "expected the means of I1 to I13, found " + means.length);
        }
        return of(size, SquareMoments.parameters(size, means));
    }

    /** The means of I1 to I13 under this law. */
    public double[] moments() {
        return SquareMoments.moments(rows(), f);
    }

    @Override
    public List<String> parameterNames() {
        return NAMES;
    }

    @Override
    public double[] parameters() {
        return f.clone();
    }

    @Override
    public double[] standardErrors(int matrices) {
        double n = matrices;
        double copies = n * (rows() - 1);
        double[] errors = new double[13];
        errors[0] = Math.sqrt(f[C0] / n);
        errors[1] = Math.sqrt(f[C0 + 2] / n);
        errors(c0(), n, errors, C0);
        errors(ch(), copies, errors, CH);
        errors[V2] = f[V2] * Math.sqrt(2 / (n * dimension(rows(), V2)));
        errors[V3] = f[V3] * Math.sqrt(2 / (n * dimension(rows(), V3)));
        return errors;
    }

    private static void errors(double[][] c, double n, double[] into, int at) {
        int k = at;
        for (int a = 0; a < c.length; a++) {
            for (int b = a; b < c.length; b++) {
                into[k++] = Math.sqrt((c[a][a] * c[b][b] + c[a][b] * c[a][b]) / n);
            }
        }
    }

    /** The covariance of the two V0 coordinates. */
    public double[][] c0() {
        return new double[][] {{f[2], f[3]}, {f[3], f[4]}};
    }

    /** The covariance of the three copies of VH, the same for each of their D - 1 coordinates. */
    public double[][] ch() {
        return new double[][] {{f[5], f[6], f[7]}, {f[6], f[8], f[9]}, {f[7], f[9], f[10]}};
    }

    @Override
    public double entryVariance() {
        double size = rows();
        return (f[2]
                        + f[4]
                        + (size - 1) * (f[5] + f[8] + f[10])
                        + dimension(size, V2) * f[V2]
                        + dimension(size, V3) * f[V3])
                / (size * size);
    }

    private double floor() {
        return floor(entryVariance(), (f[0] * f[0] + f[1] * f[1]) / (rows() * rows()));
    }

    /**
     * As of every model. Fits are singular of fewer than three matrices, of symmetric ones and of
     * ones with a diagonal of zeros.
     */
    @Override
    public List<String> singularBlocks() {
        double floor = floor();
        List<String> singular = new ArrayList<>();
        if (Symmetric.of(c0()).eigenvalues()[0] <= floor) {
            singular.add("V0");
        }
        if (Symmetric.of(ch()).eigenvalues()[0] <= floor) {
            singular.add("VH");
        }
        if (f[V2] <= floor) {
            singular.add("V2");
        }
        if (f[V3] <= floor) {
            singular.add("V3");
        }
        return singular;
    }

    /**
     * The model whose eigenvalues are at least a share of the average variance; this one if they
     * are already.
     *
     * @param share such as 1e-10
     */
    public SquareModel regularised(double share) {
        return floored(share * entryVariance());
    }

    private SquareModel floored(double floor) {
        double[] g = f.clone();
        write(floored(c0(), floor), g, C0);
        write(floored(ch(), floor), g, CH);
        g[V2] = Math.max(f[V2], floor);
        g[V3] = Math.max(f[V3], floor);
        return Arrays.equals(f, g) ? this : new SquareModel(rows(), g);
    }

    private static double[][] floored(double[][] block, double floor) {
        Symmetric eigen = Symmetric.of(block);
        return eigen.eigenvalues()[0] >= floor ? block : eigen.map(value -> Math.max(value, floor));
    }

    private static void write(double[][] block, double[] into, int at) {
        int k = at;
        for (int a = 0; a < block.length; a++) {
            for (int b = a; b < block.length; b++) {
                into[k++] = block[a][b];
            }
        }
    }

    /**
     * The model with another C0. With n/(n-1) the C0 of a fit has no bias, but the moments are no
     * longer those of the ensemble; with 1 - 1/n the C0 of a law has the bias that a fit of n
     * matrices has, as in the published reference.
     */
    public SquareModel withC0Times(double factor) {
        double[] g = f.clone();
        for (int k = C0; k < CH; k++) {
            g[k] *= factor;
        }
        return new SquareModel(rows(), g);
    }

    /**
     * The model with C0 drawn to that of independent entries, (n C0 + k v I) / (n + k), v the
     * average variance: positive definite from few matrices as well.
     *
     * @param matrices n, how many matrices were fitted
     * @param weight k, for how many matrices the drawing counts, such as 2
     */
    public SquareModel withC0Shrunk(int matrices, double weight) {
        double[] g = withC0Times(matrices / (matrices + weight)).f.clone();
        double drawn = weight * entryVariance() / (matrices + weight);
        g[C0] += drawn;
        g[C0 + 2] += drawn;
        return new SquareModel(rows(), g);
    }

    /**
     * The mean logarithm of this density over an ensemble, per matrix.
     *
     * @param fit the fit of that ensemble, which holds all there is to know of it
     */
    public LogLikelihood meanLogLikelihood(SquareModel fit) {
        SquareModel model = floored(floor());
        double size = rows();
        double[] g = model.f;
        double x = fit.f[0] - f[0];
        double y = fit.f[1] - f[1];
        double[][] s = fit.c0();
        double[][] around = {
            {s[0][0] + x * x, s[0][1] + x * y}, {s[0][1] + x * y, s[1][1] + y * y}
        };
        double sum =
                size * size * Math.log(2 * Math.PI)
                        + misfit(model.c0(), around)
                        + (size - 1) * misfit(model.ch(), fit.ch())
                        + dimension(size, V2) * (Math.log(g[V2]) + fit.f[V2] / g[V2])
                        + dimension(size, V3) * (Math.log(g[V3]) + fit.f[V3] / g[V3]);
        return new LogLikelihood(-sum / 2, !singularBlocks().isEmpty());
    }

    /** ln det C + tr C⁻¹ S. */
    private static double misfit(double[][] c, double[][] s) {
        Symmetric eigen = Symmetric.of(c);
        double[][] inverse = eigen.map(value -> 1 / value);
        double sum = DoubleStream.of(eigen.eigenvalues()).map(Math::log).sum();
        for (int a = 0; a < c.length; a++) {
            for (int b = 0; b < c.length; b++) {
                sum += inverse[a][b] * s[b][a];
            }
        }
        return sum;
    }

    @Override
    public double[] sample(RandomGenerator random) {
        int size = rows();
        SquareDecomposition white = SquareDecomposition.of(white(random), size);
        double[][] root = Symmetric.of(c0()).root();
        double[][] mix = Symmetric.of(ch()).root();
        double[][] a = new double[3][size];
        for (int p = 0; p < 3; p++) {
            for (int i = 0; i < size; i++) {
                for (int q = 0; q < 3; q++) {
                    a[p][i] += mix[p][q] * white.a[q][i];
                }
            }
        }
        return white.rescaled(
                f[0] + root[0][0] * white.s1 + root[0][1] * white.s2,
                f[1] + root[1][0] * white.s1 + root[1][1] * white.s2,
                a,
                Math.sqrt(Math.max(f[V2], 0)),
                Math.sqrt(Math.max(f[V3], 0)));
    }

    @Override
    GaussianEntries entries() {
        return entries;
    }

    @Override
    int means() {
        return 2;
    }

    @Override
    SquareModel with(double[] parameters) {
        return of(rows(), parameters);
    }

    @Override
    double[] influence(Observation observation) {
        double[] t = observation.squareStatistics();
        double x = t[0] - f[0];
        double y = t[1] - f[1];
        double[] pull = {x, y, x * x, x * y, y * y, 0, 0, 0, 0, 0, 0, 0, 0};
        for (int k = C0; k < pull.length; k++) {
            pull[k] = (k < CH ? pull[k] : t[k] / dimension(rows(), k)) - f[k];
        }
        return pull;
    }
}
