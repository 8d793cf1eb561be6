// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.pigmm;

/**
 * Means and covariances of the entries of a {@link SquareModel}. The covariance of M_ij and M_kl
 * depends only on which of i, j, k and l are equal: a table of the 15 ways.
 */
final class SquareEntries extends GaussianEntries {
    private final double size;
    private final double onDiagonal;
    private final double offDiagonal;

    /** By {@link #pattern}; places that no four indices have stay 0. */
    private final double[] covariances = new double[64];

    SquareEntries(double size, double[] f) {
        this.size = size;
        double q = Math.sqrt(size - 1);
        this.onDiagonal = f[0] / size + f[1] * (1 - 1 / size) / q;
        this.offDiagonal = f[0] / size - f[1] / (size * q);
        for (int[] p : SetPartitions.of(4)) {
            covariances[pattern(p[0], p[1], p[2], p[3])] = of(p[0], p[1], p[2], p[3], f);
        }
    }

    @Override
    public boolean isOfSharedIndices() {
        return true;
    }

    @Override
    double mean(int i, int j) {
        return i == j ? onDiagonal : offDiagonal;
    }

    @Override
    double covariance(int i, int j, int k, int l) {
        return covariances[pattern(i, j, k, l)];
    }

    private static int pattern(int i, int j, int k, int l) {
        return (i == j ? 1 : 0)
                | (i == k ? 2 : 0)
                | (i == l ? 4 : 0)
                | (j == k ? 8 : 0)
                | (j == l ? 16 : 0)
                | (k == l ? 32 : 0);
    }

    private double of(int i, int j, int k, int l, double[] f) {
        double w = Math.sqrt(size - 2);
        double q = Math.sqrt(size - 1);
        double ij = delta(i, j);
        double kl = delta(k, l);
        double ik = contrast(i, k);
        double il = contrast(i, l);
        double jk = contrast(j, k);
        double jl = contrast(j, l);
        // the two V0 coordinates of M_ij and of M_kl
        double e1 = 1 / size;
        double e2 = contrast(i, j) / q;
        double h2 = contrast(k, l) / q;
        // scalar products of what M_ij and M_kl are made of in copies p and q of VH
        double b11 = jl / size;
        double b12 = jk / size;
        double b21 = il / size;
        double b22 = ik / size;
        double b13 = (kl * jk - (jk + jl) / size) / w;
        double b23 = (kl * ik - (ik + il) / size) / w;
        double b31 = (ij * il - (il + jl) / size) / w;
        double b32 = (ij * ik - (ik + jk) / size) / w;
        double b33 =
                size
                        / (size - 2)
                        * (ij * kl * ik
                                - ij * (ik + il) / size
                                - kl * (ik + jk) / size
                                + (ik + il + jk + jl) / (size * size));
        double straight = delta(i, k) * delta(j, l);
        double crossed = delta(i, l) * delta(j, k);
        double p2 =
                (straight + crossed) / 2 - e1 * e1 - e2 * h2 - (b11 + b12 + b21 + b22) / 2 - b33;
        double p3 = (straight - crossed) / 2 - (b11 - b12 - b21 + b22) / 2;
        return f[2] * e1 * e1
                + f[3] * e1 * (e2 + h2)
                + f[4] * e2 * h2
                + f[5] * b11
                + f[6] * (b12 + b21)
                + f[7] * (b13 + b31)
                + f[8] * b22
                + f[9] * (b23 + b32)
                + f[10] * b33
                + f[11] * p2
                + f[12] * p3;
    }

    private static double delta(int x, int y) {
        return x == y ? 1 : 0;
    }

    private double contrast(int x, int y) {
        return delta(x, y) - 1 / size;
    }
}
