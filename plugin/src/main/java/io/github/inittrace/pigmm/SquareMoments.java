// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.pigmm;

/**
 * The means of I1 to I13 and the 13 parameters, each of the other, exactly. Both are linear but for
 * the squares of the two means.
 */
final class SquareMoments {
    private SquareMoments() {}

    static double[] parameters(double size, double[] means) {
        double[] i = new double[14];
        System.arraycopy(means, 0, i, 1, 13);
        double q = Math.sqrt(size - 1);
        double w = Math.sqrt(size - 2);
        double mu1 = i[2] / size;
        double mu2 = (i[1] - i[2] / size) / q;
        double e11 = i[10] / (size * size);
        double e12 = (i[13] - i[10] / size) / (size * q);
        double e22 = (i[12] - 2 * i[13] / size + i[10] / (size * size)) / (size - 1);
        // sums of rows, of columns and the diagonal without their means
        double cc = i[8] - i[10] / size;
        double cr = i[9] - i[10] / size;
        double rr = i[7] - i[10] / size;
        double dr = i[5] - i[13] / size;
        double dc = i[6] - i[13] / size;
        double dd = i[11] - i[12] / size;
        double g11 = cc / size;
        double g12 = cr / size;
        double g22 = rr / size;
        double g13 = (dc - (cr + cc) / size) / w;
        double g23 = (dr - (rr + cr) / size) / w;
        double g33 =
                size
                        / (size - 2)
                        * (dd - 2 * (dr + dc) / size + (rr + 2 * cr + cc) / (size * size));
        double q3 = (i[3] - i[4]) / 2 - (g11 - 2 * g12 + g22) / 2;
        double q2 = i[3] - e11 - e22 - g11 - g22 - g33 - q3;
        double n = size - 1;
        return new double[] {
            mu1,
            mu2,
            e11 - mu1 * mu1,
            e12 - mu1 * mu2,
            e22 - mu2 * mu2,
            g11 / n,
            g12 / n,
            g13 / n,
            g22 / n,
            g23 / n,
            g33 / n,
            q2 * 2 / (size * (size - 3)),
            q3 * 2 / ((size - 1) * (size - 2))
        };
    }

    static double[] moments(double size, double[] f) {
        double q = Math.sqrt(size - 1);
        double w = Math.sqrt(size - 2);
        double n = size - 1;
        double e11 = f[2] + f[0] * f[0];
        double e12 = f[3] + f[0] * f[1];
        double e22 = f[4] + f[1] * f[1];
        double g11 = n * f[5];
        double g12 = n * f[6];
        double g13 = n * f[7];
        double g22 = n * f[8];
        double g23 = n * f[9];
        double g33 = n * f[10];
        double[] i = new double[14];
        i[1] = q * f[1] + f[0];
        i[2] = size * f[0];
        i[10] = size * size * e11;
        i[13] = size * q * e12 + size * e11;
        i[12] = (size - 1) * e22 + 2 * q * e12 + e11;
        double cc = size * g11;
        double cr = size * g12;
        double rr = size * g22;
        double dc = w * g13 + (cr + cc) / size;
        double dr = w * g23 + (rr + cr) / size;
        double dd =
                (size - 2) / size * g33 + 2 * (dr + dc) / size - (rr + 2 * cr + cc) / (size * size);
        i[5] = dr + i[13] / size;
        i[6] = dc + i[13] / size;
        i[7] = rr + i[10] / size;
        i[8] = cc + i[10] / size;
        i[9] = cr + i[10] / size;
        i[11] = dd + i[12] / size;
        double q2 = size * (size - 3) / 2 * f[11];
        double q3 = (size - 1) * (size - 2) / 2 * f[12];
        i[3] = e11 + e22 + g11 + g22 + g33 + q2 + q3;
        i[4] = i[3] - 2 * (q3 + (g11 - 2 * g12 + g22) / 2);
        double[] moments = new double[13];
        System.arraycopy(i, 1, moments, 0, 13);
        return moments;
    }
}
