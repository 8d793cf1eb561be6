// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.pigmm;

/**
 * A D x D matrix in orthonormal coordinates of the parts that do not mix when rows and columns are
 * permuted together: 2 V0 + 3 VH + V2 + V3, of dimensions 1, D - 1, D(D-3)/2 and (D-1)(D-2)/2.
 *
 * <p>With r and c the sums of rows and columns, d the diagonal, s the sum and t the trace: V0 is
 * {@code s1 = s/D} and {@code s2 = (t - s/D)/√(D-1)}; the three copies of VH are vectors over the
 * neurons that sum to zero, of column, row and diagonal type; what is left of the matrix is V2,
 * its symmetric part, and V3, its antisymmetric one. O(D²).
 */
final class SquareDecomposition {
    final double s1;
    final double s2;

    /** Column, row and diagonal type, each of D values. */
    final double[][] a;

    /** V2 and V3 together: the matrix without the rest. */
    final double[] residual;

    private final int size;

    private SquareDecomposition(int size, double s1, double s2, double[][] a, double[] residual) {
        this.size = size;
        this.s1 = s1;
        this.s2 = s2;
        this.a = a;
        this.residual = residual;
    }

    /** Of a matrix that has been checked, D at least 4. */
    static SquareDecomposition of(double[] matrix, int size) {
        double[] rows = new double[size];
        double[] columns = new double[size];
        double sum = 0;
        double trace = 0;
        for (int i = 0; i < size; i++) {
            double row = 0;
            for (int j = 0; j < size; j++) {
                double value = matrix[i * size + j];
                row += value;
                columns[j] += value;
            }
            rows[i] = row;
            sum += row;
            trace += matrix[i * size + i];
        }
        double n = size;
        double s1 = sum / n;
        double s2 = (trace - s1) / Math.sqrt(n - 1);
        double[][] a = new double[3][size];
        double root = Math.sqrt(n);
        double diagonal = Math.sqrt(n / (n - 2));
        for (int i = 0; i < size; i++) {
            a[0][i] = (columns[i] - s1) / root;
            a[1][i] = (rows[i] - s1) / root;
            a[2][i] =
                    diagonal
                            * (matrix[i * size + i]
                                    - trace / n
                                    - (rows[i] + columns[i] - 2 * s1) / n);
        }
        double[] residual = low(size, s1, s2, a);
        for (int k = 0; k < residual.length; k++) {
            residual[k] = matrix[k] - residual[k];
        }
        return new SquareDecomposition(size, s1, s2, a, residual);
    }

    /** The matrix whose V0 and VH are these, and whose V2 and V3 are zero. */
    static double[] low(int size, double s1, double s2, double[][] a) {
        double n = size;
        double off = s1 / n - s2 / (n * Math.sqrt(n - 1));
        double on = s2 / Math.sqrt(n - 1);
        double root = Math.sqrt(n);
        double diagonal = Math.sqrt(n / (n - 2));
        double[] low = new double[size * size];
        for (int i = 0; i < size; i++) {
            double row = off + a[1][i] / root - diagonal * a[2][i] / n;
            for (int j = 0; j < size; j++) {
                low[i * size + j] = row + a[0][j] / root - diagonal * a[2][j] / n;
            }
            low[i * size + i] += on + diagonal * a[2][i];
        }
        return low;
    }

    /** The matrix with its V2 and V3 times the given factors, and the given V0 and VH. */
    double[] rescaled(double newS1, double newS2, double[][] newA, double v2, double v3) {
        double[] matrix = low(size, newS1, newS2, newA);
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                double value = residual[i * size + j];
                double mirrored = residual[j * size + i];
                matrix[i * size + j] += v2 * (value + mirrored) / 2 + v3 * (value - mirrored) / 2;
            }
        }
        return matrix;
    }

    /** G of copies p and q is their scalar product, Q2 and Q3 are |V2|² and |V3|². */
    double[] statistics() {
        double q2 = 0;
        double q3 = 0;
        for (int i = 0; i < size; i++) {
            q2 += residual[i * size + i] * residual[i * size + i];
            for (int j = 0; j < i; j++) {
                double value = residual[i * size + j];
                double mirrored = residual[j * size + i];
                q2 += (value + mirrored) * (value + mirrored) / 2;
                q3 += (value - mirrored) * (value - mirrored) / 2;
            }
        }
        return new double[] {
            s1,
            s2,
            s1 * s1,
            s1 * s2,
            s2 * s2,
            dot(a[0], a[0]),
            dot(a[0], a[1]),
            dot(a[0], a[2]),
            dot(a[1], a[1]),
            dot(a[1], a[2]),
            dot(a[2], a[2]),
            q2,
            q3
        };
    }

    private static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }
}
