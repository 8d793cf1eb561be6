// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.pigmm;

/** Matrices in row-major order: their transposes, and what is asked of all of them. */
public final class Matrices {
    private Matrices() {}

    /**
     * The transpose. Weights that are stored as inputs x outputs become outputs x inputs, which is
     * the orientation of the published parameters.
     *
     * @param matrix in row-major order
     * @param rows the rows it has, the columns of the transpose
     * @param columns the columns it has
     * @throws IllegalArgumentException if there are not rows · columns values
     */
    public static double[] transposed(double[] matrix, int rows, int columns) {
        checkLength(matrix, rows, columns);
        double[] transposed = new double[matrix.length];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                transposed[j * rows + i] = matrix[i * columns + j];
            }
        }
        return transposed;
    }

    /**
     * @throws IllegalArgumentException if the number of values is not that of the shape, or one of
     *     them is not finite
     */
    static void check(double[] matrix, int rows, int columns) {
        if (rows < 1 || columns < 1) {
            throw new IllegalArgumentException(
                    "expected a matrix of at least 1 x 1, found " + shape(rows, columns));
        }
        checkLength(matrix, rows, columns);
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

    private static void checkLength(double[] matrix, int rows, int columns) {
        if (matrix.length != (long) rows * columns) {
            throw new IllegalArgumentException(
                    "expected "
                            + (long) rows * columns
                            + " values of a matrix of "
                            + shape(rows, columns)
                            + ", found "
                            + matrix.length);
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
