// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.pigmm;

/** What is asked of every matrix before anything is computed of it. */
final class Matrices {
    private Matrices() {}

    /**
     * @throws IllegalArgumentException if the number of values is not that of the shape, or one of
     *     them is not finite
     */
    static void check(double[] matrix, int rows, int columns) {
        if (rows < 1 || columns < 1) {
            throw new IllegalArgumentException(
                    "expected a matrix of at least 1 x 1, found " + shape(rows, columns));
        }
        if (matrix.length != (long) rows * columns) {
            throw new IllegalArgumentException(
                    "expected "
                            + (long) rows * columns
                            + " values of a matrix of "
                            + shape(rows, columns)
                            + ", found "
                            + matrix.length);
        }
        for (int k = 0; k < matrix.length; k++) {
            if (!Double.isFinite(matrix[k])) {
                throw new IllegalArgumentException(
                        "expected finite weights, found "
                                + (Double.isNaN(matrix[k]) ? "NaN" : "infinity")
                                + " in row "
                                + k / columns
                                + ", column "
                                + k % columns
                                + ", counted from 0: leave this matrix out");
            }
        }
    }

    /**
     * The 13 parameters need all four irreducible parts of the matrix, the last of which appears
     * at 4 x 4.
     *
     * @throws IllegalArgumentException if there are fewer than 4 rows
     */
    static void checkSquare(int size) {
        if (size < 4) {
            throw new IllegalArgumentException(
                    "expected a square matrix of at least 4 x 4 for the model of 13 parameters, found "
                            + shape(size, size)
                            + ": use the one of rows and columns, which takes any shape");
        }
    }

    static String shape(int rows, int columns) {
        return rows + " x " + columns;
    }
}
