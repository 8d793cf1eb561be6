// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.pigmm;

/**
 * Independent entries of one law, given by its moments E[w], E[w²], …: what weights are before
 * training. Of any law, so that it also says what the invariants of uniform starts are, which no
 * Gaussian model does beyond the quadratic ones.
 */
public final class IidEntries {
    /** An invariant of four entries and its square need the first eight. */
    private static final int ORDERS = 8;

    private final double[] moments;

    private IidEntries(double[] moments) {
        this.moments = moments;
    }

    /**
     * Of any law.
     *
     * @param moments E[w], E[w²], … up to the order that will be asked for
     * @throws IllegalArgumentException if a moment is not finite
     */
    public static IidEntries of(double... moments) {
        double[] all = new double[moments.length + 1];
        all[0] = 1;
        for (int r = 0; r < moments.length; r++) {
            if (!Double.isFinite(moments[r])) {
                throw new IllegalArgumentException(
                        "expected finite moments, found another at order " + (r + 1));
            }
            all[r + 1] = moments[r];
        }
        return new IidEntries(all);
    }

    /**
     * The normal law.
     *
     * @throws IllegalArgumentException if the variance is negative
     */
    public static IidEntries gaussian(double mean, double variance) {
        if (!(variance >= 0)) {
            throw new IllegalArgumentException(
                    "expected a variance of at least 0, found " + variance);
        }
        double[] moments = new double[ORDERS];
        double before = 1;
        double last = mean;
        moments[0] = mean;
        for (int r = 2; r <= ORDERS; r++) {
            double next = mean * last + (r - 1) * variance * before;
            before = last;
            last = next;
            moments[r - 1] = next;
        }
        return of(moments);
    }

    /** The uniform law over ±half width: E[w^r] = a^r / (r + 1) for even r, else 0. */
    public static IidEntries uniform(double halfWidth) {
        double[] moments = new double[ORDERS];
        for (int r = 2; r <= ORDERS; r += 2) {
            moments[r - 1] = Math.pow(halfWidth, r) / (r + 1);
        }
        return of(moments);
    }

    /** The mean of an entry. */
    public double mean() {
        return moment(1);
    }

    /** The variance of an entry. */
    public double variance() {
        return moment(2) - moment(1) * moment(1);
    }

    /**
     * The exact expectation of an invariant of a matrix of such entries.
     *
     * @param rows the number of rows
     * @param columns the number of columns; the same as rows with {@link Symmetry#TOGETHER}
     * @throws IllegalArgumentException if the shape is not one of the invariant, or a moment is
     *     missing
     */
    public double expectation(Invariant invariant, int rows, int columns) {
        return Expectations.of(invariant, rows, columns, this::product);
    }

    /**
     * The exact variance of an invariant of up to four indices over such matrices.
     *
     * @throws IllegalArgumentException as {@link #expectation} does, or if there are more indices
     */
    public double variance(Invariant invariant, int rows, int columns) {
        return Expectations.variance(invariant, rows, columns, this::product);
    }

    private double product(int[] rows, int[] columns) {
        double product = 1;
        for (int e = 0; e < rows.length; e++) {
            int equal = 0;
            boolean first = true;
            for (int other = 0; other < rows.length; other++) {
                if (rows[other] == rows[e] && columns[other] == columns[e]) {
                    equal++;
                    first &= other >= e;
                }
            }
            if (first) {
                product *= moment(equal);
            }
        }
        return product;
    }

    /** E[w^order]. */
    double moment(int order) {
        if (order >= moments.length) {
            throw new IllegalArgumentException(
                    "expected the moments up to order "
                            + order
                            + ", found "
                            + (moments.length - 1)
                            + " of them: give more");
        }
        return moments[order];
    }
}
