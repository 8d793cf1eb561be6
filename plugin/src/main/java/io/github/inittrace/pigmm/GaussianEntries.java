// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.pigmm;

/**
 * Entries that are Gaussian together: the expectation of a product is the sum over all ways to
 * pair some of the factors of the covariances of the pairs times the means of the others.
 *
 * <p>See L. Isserlis, On a formula for the product-moment coefficient of any order of a normal
 * frequency distribution in any number of variables, Biometrika 12 (1918); also Wick's theorem.
 */
abstract class GaussianEntries implements EntryLaw {
    /** The mean of M_ij. */
    abstract double mean(int i, int j);

    /** The covariance of M_ij and M_kl. */
    abstract double covariance(int i, int j, int k, int l);

    @Override
    public final double expectation(int[] rows, int[] columns) {
        return paired(rows, columns, (1 << rows.length) - 1);
    }

    private double paired(int[] rows, int[] columns, int factors) {
        if (factors == 0) {
            return 1;
        }
        int first = Integer.numberOfTrailingZeros(factors);
        int others = factors & (factors - 1);
        int i = rows[first];
        int j = columns[first];
        double mean = mean(i, j);
        double sum = mean == 0 ? 0 : mean * paired(rows, columns, others);
        for (int left = others; left != 0; left &= left - 1) {
            int second = Integer.numberOfTrailingZeros(left);
            double covariance = covariance(i, j, rows[second], columns[second]);
            if (covariance != 0) {
                sum += covariance * paired(rows, columns, others & ~(1 << second));
            }
        }
        return sum;
    }
}
