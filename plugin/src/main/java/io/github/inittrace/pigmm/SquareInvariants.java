// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.pigmm;

import java.util.Arrays;

/**
 * I1 to I52 of a square matrix in one pass over it, O(D²): all are made of sums along rows and
 * columns. Checked against {@link Elimination}, which knows nothing of their formulas.
 */
final class SquareInvariants {
    private SquareInvariants() {}

    /** In the order of {@link Invariants#observed}. */
    static double[] of(double[] matrix, int size) {
        double[] d = new double[size];
        double s = 0;
        double t = 0;
        for (int i = 0; i < size; i++) {
            d[i] = matrix[i * size + i];
            t += d[i];
        }
        double[] total = new double[53];
        for (int i = 0; i < size; i++) {
            // sums over j, with x = M_ij and y = M_ji
            double x1 = 0, x2 = 0, x3 = 0, x4 = 0;
            double y1 = 0, y2 = 0, y3 = 0;
            double xy = 0, x2y = 0, xy2 = 0, x3y = 0, x2y2 = 0;
            double xd = 0, yd = 0, x2d = 0, xyd = 0;
            for (int j = 0; j < size; j++) {
                double x = matrix[i * size + j];
                double y = matrix[j * size + i];
                double xx = x * x;
                double yy = y * y;
                double both = x * y;
                x1 += x;
                x2 += xx;
                x3 += xx * x;
                x4 += xx * xx;
                y1 += y;
                y2 += yy;
                y3 += yy * y;
                xy += both;
                x2y += both * x;
                xy2 += both * y;
                x3y += both * xx;
                x2y2 += both * both;
                xd += x * d[j];
                yd += y * d[j];
                x2d += xx * d[j];
                xyd += both * d[j];
            }
            double di = d[i];
            double dd = di * di;
            s += x1;
            total[3] += x2;
            total[4] += xy;
            total[5] += di * x1;
            total[6] += di * y1;
            total[7] += x1 * x1;
            total[8] += y1 * y1;
            total[9] += x1 * y1;
            total[11] += dd;
            total[14] += dd * di;
            total[16] += di * xd;
            total[17] += dd * x1;
            total[18] += dd * y1;
            total[19] += di * x2;
            total[20] += di * xy;
            total[21] += di * y2;
            total[22] += x3;
            total[23] += x2y;
            total[29] += dd * dd;
            total[32] += dd * di * x1;
            total[33] += dd * di * y1;
            total[34] += dd * xd;
            total[35] += dd * yd;
            total[36] += dd * x2;
            total[37] += dd * xy;
            total[38] += dd * y2;
            total[39] += di * x2d;
            total[40] += di * xyd;
            total[41] += di * x3;
            total[42] += di * x2y;
            total[43] += di * xy2;
            total[44] += di * y3;
            total[45] += x4;
            total[46] += x3y;
            total[47] += x2y2;
        }
        total[1] = t;
        total[2] = s;
        total[10] = s * s;
        total[12] = t * t;
        total[13] = t * s;
        total[15] = t * total[11];
        total[24] = t * s * s;
        total[25] = s * total[9];
        total[26] = s * total[8];
        total[27] = s * total[7];
        total[28] = s * s * s;
        total[30] = t * total[14];
        total[31] = total[11] * total[11];
        total[48] = t * s * s * s;
        total[49] = s * s * total[9];
        total[50] = s * s * total[8];
        total[51] = s * s * total[7];
        total[52] = s * s * s * s;
        return Arrays.copyOfRange(total, 1, 53);
    }
}
