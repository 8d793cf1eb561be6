// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.pigmm;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.NormOps_DDRM;

/**
 * J1 to J48 of any matrix in two passes over it, O(mn), but for the one with a cycle, Σ M_ia M_ib
 * M_ja M_jb, which is |MᵀM|² and takes O(mn min(m, n)). Checked against {@link Elimination}, which
 * knows nothing of their formulas.
 */
final class RectangularInvariants {
    private RectangularInvariants() {}

    /** In the order of {@link Invariants#APART}. */
    static double[] of(double[] matrix, int rows, int columns) {
        // sums of the first three powers, along every row and every column
        double[][] r = new double[4][rows];
        double[][] c = new double[4][columns];
        double fourth = 0;
        for (int i = 0; i < rows; i++) {
            double x1 = 0, x2 = 0, x3 = 0;
            for (int j = 0; j < columns; j++) {
                double x = matrix[i * columns + j];
                double xx = x * x;
                x1 += x;
                x2 += xx;
                x3 += xx * x;
                fourth += xx * xx;
                c[1][j] += x;
                c[2][j] += xx;
                c[3][j] += xx * x;
            }
            r[1][i] = x1;
            r[2][i] = x2;
            r[3][i] = x3;
        }
        // rows times the sums of columns, and columns times the sums of rows
        double[] rc = new double[rows];
        double[] cr = new double[columns];
        double rxc = 0, rxxc = 0, rrxc = 0, rxcc = 0;
        for (int i = 0; i < rows; i++) {
            double xc = 0, xxc = 0, xcc = 0;
            double sum = r[1][i];
            for (int j = 0; j < columns; j++) {
                double x = matrix[i * columns + j];
                double weighted = x * c[1][j];
                xc += weighted;
                xxc += x * weighted;
                xcc += weighted * c[1][j];
                cr[j] += x * sum;
            }
            rc[i] = xc;
            rxc += sum * xc;
            rxxc += sum * xxc;
            rrxc += sum * sum * xc;
            rxcc += sum * xcc;
        }
        double s = sum(r[1]);
        double s2 = sum(r[2]);
        double s3 = sum(r[3]);
        double rr = dot(r[1], r[1]);
        double cc = dot(c[1], c[1]);
        double rrr = cubes(r[1]);
        double ccc = cubes(c[1]);
        double r2r = dot(r[2], r[1]);
        double c2c = dot(c[2], c[1]);
        return new double[] {
            s,
            s2, // 00|00
            rr, // 00|01
            cc, // 01|00
            s * s, // 01|01
            s3, // 000|000
            r2r, // 000|001
            c2c, // 001|000
            rrr, // 000|012
            s2 * s, // 001|001
            rxc, // 001|010
            ccc, // 012|000
            rr * s, // 001|012
            cc * s, // 012|001
            s * s * s, // 012|012
            fourth, // 0000|0000
            dot(r[3], r[1]), // 0000|0001
            dot(r[2], r[2]), // 0000|0011
            dot(c[3], c[1]), // 0001|0000
            dot(c[2], c[2]), // 0011|0000
            weighted(r[2], r[1]), // 0000|0012
            s3 * s, // 0001|0001
            rxxc, // 0001|0010
            dot(r[2], rc), // 0001|0011
            dot(c[2], cr), // 0011|0001
            s2 * s2, // 0011|0011
            cycle(matrix, rows, columns), // 0011|0101
            weighted(c[2], c[1]), // 0012|0000
            fourths(r[1]), // 0000|0123
            r2r * s, // 0001|0012
            rrxc, // 0001|0120
            s2 * rr, // 0011|0012
            dot(cr, cr), // 0011|0102
            c2c * s, // 0012|0001
            s2 * cc, // 0012|0011
            rxcc, // 0012|0100
            dot(rc, rc), // 0012|0101
            fourths(c[1]), // 0123|0000
            rrr * s, // 0001|0123
            rr * rr, // 0011|0123
            s2 * s * s, // 0012|0012
            rxc * s, // 0012|0102
            rr * cc, // 0012|0122
            ccc * s, // 0123|0001
            cc * cc, // 0123|0011
            rr * s * s, // 0012|0123
            cc * s * s, // 0123|0012
            s * s * s * s // 0123|0123
        };
    }

    private static double cycle(double[] matrix, int rows, int columns) {
        DMatrixRMaj m = DMatrixRMaj.wrap(rows, columns, matrix);
        int small = Math.min(rows, columns);
        DMatrixRMaj product = new DMatrixRMaj(small, small);
        if (columns <= rows) {
            CommonOps_DDRM.multInner(m, product);
        } else {
            CommonOps_DDRM.multOuter(m, product);
        }
        double norm = NormOps_DDRM.normF(product);
        return norm * norm;
    }

    private static double sum(double[] x) {
        double sum = 0;
        for (double value : x) {
            sum += value;
        }
        return sum;
    }

    private static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int k = 0; k < x.length; k++) {
            sum += x[k] * y[k];
        }
        return sum;
    }

    /** Σ x y². */
    private static double weighted(double[] x, double[] y) {
        double sum = 0;
        for (int k = 0; k < x.length; k++) {
            sum += x[k] * y[k] * y[k];
        }
        return sum;
    }

    private static double cubes(double[] x) {
        return weighted(x, x);
    }

    private static double fourths(double[] x) {
        double sum = 0;
        for (double value : x) {
            sum += value * value * value * value;
        }
        return sum;
    }
}
