// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.measure;

import java.util.ArrayList;
import java.util.List;

/** Sums of squares over the cells of a matrix, added in any order of pieces. */
final class RmsCells {
    private final int rows;
    private final int columns;
    private final int across;
    private final int down;
    private final double[] squares;
    private final long[] counts;

    /**
     * Starts at zero.
     *
     * @param rows the rows of the matrix, at least one
     * @param columns its columns, at least one
     * @param most how many cells there are at most in a row or a column
     */
    RmsCells(int rows, int columns, int most) {
        this.rows = rows;
        this.columns = columns;
        down = Math.min(rows, most);
        across = Math.min(columns, most);
        squares = new double[down * across];
        counts = new long[down * across];
    }

    /** Adds values[0], ..., values[length - 1], which start at an index of the matrix. */
    void add(long first, double[] values, int length) {
        long row = first / columns;
        int column = (int) (first % columns);
        for (int i = 0; i < length; i++) {
            int cell =
                    (int) (row * down / rows) * across + (int) ((long) column * across / columns);
            squares[cell] += values[i] * values[i];
            counts[cell]++;
            column++;
            if (column == columns) {
                column = 0;
                row++;
            }
        }
    }

    RmsGrid grid() {
        List<Double> values = new ArrayList<>(squares.length);
        for (int cell = 0; cell < squares.length; cell++) {
            values.add(Math.sqrt(squares[cell] / counts[cell]));
        }
        return new RmsGrid(down, across, values);
    }
}
