// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.pigmm;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.NormOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;

/** A small symmetric matrix, a block of covariances, by its eigenvalues and eigenvectors. */
final class Symmetric {
    private final double[] values;
    private final DMatrixRMaj vectors;

    private Symmetric(double[] values, DMatrixRMaj vectors) {
        this.values = values;
        this.vectors = vectors;
    }

    /**
     * Of a symmetric matrix.
     *
     * @throws IllegalStateException if it has entries that are not finite
     */
    static Symmetric of(double[][] matrix) {
        int n = matrix.length;
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(n, true, true);
        if (!eigen.decompose(new DMatrixRMaj(matrix))) {
            throw new IllegalStateException("the eigenvalues of a block of covariances diverged");
        }
        double[] values = new double[n];
        DMatrixRMaj vectors = new DMatrixRMaj(n, n);
        for (int k = 0; k < n; k++) {
            values[k] = eigen.getEigenvalue(k).getReal();
            CommonOps_DDRM.insert(eigen.getEigenVector(k), vectors, 0, k);
        }
        return new Symmetric(values, vectors);
    }

    /** In ascending order. */
    double[] eigenvalues() {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted;
    }

    /** The matrix with a function applied to its eigenvalues. */
    double[][] map(DoubleUnaryOperator function) {
        int n = values.length;
        double[][] mapped = new double[n][n];
        for (int k = 0; k < n; k++) {
            double value = function.applyAsDouble(values[k]);
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    mapped[i][j] += value * vectors.get(i, k) * vectors.get(j, k);
                }
            }
        }
        return mapped;
    }

    /** The root; eigenvalues below 0, which only rounding can make, count as 0. */
    double[][] root() {
        return map(value -> Math.sqrt(Math.max(value, 0)));
    }

    /**
     * The squared Bures distance tr A + tr B - 2 tr (A½ B A½)½ of two covariances.
     *
     * <p>Computed as min |A½ - B½ U|² over orthogonal U, which is the same: the U is the polar
     * factor of B½ A½. A sum of squares has no cancellation, so that the distance of a matrix to
     * itself is 0 and not the root of a rounding error.
     *
     * <p>See R. Bhatia, T. Jain and Y. Lim, On the Bures-Wasserstein distance between positive
     * definite matrices, Expositiones Mathematicae 37 (2019), section 1.
     */
    static double buresSquared(double[][] a, double[][] b) {
        DMatrixRMaj rootA = new DMatrixRMaj(of(a).root());
        DMatrixRMaj rootB = new DMatrixRMaj(of(b).root());
        int n = a.length;
        DMatrixRMaj product = new DMatrixRMaj(n, n);
        CommonOps_DDRM.mult(rootB, rootA, product);
        SingularValueDecomposition_F64<DMatrixRMaj> svd =
                DecompositionFactory_DDRM.svd(n, n, true, true, false);
        if (!svd.decompose(product)) {
            throw new IllegalStateException("the distance of two blocks of covariances diverged");
        }
        DMatrixRMaj turn = new DMatrixRMaj(n, n);
        CommonOps_DDRM.mult(svd.getU(null, false), svd.getV(null, true), turn);
        CommonOps_DDRM.multAdd(-1, rootB, turn, rootA);
        double distance = NormOps_DDRM.normF(rootA);
        return distance * distance;
    }
}
