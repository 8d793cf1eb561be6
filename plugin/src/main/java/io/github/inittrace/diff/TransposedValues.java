// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.diff;

import io.github.inittrace.measure.ValueSource;
import java.io.IOException;

/**
 * The values of a matrix in the order of its transpose. A window of some columns is in memory at a
 * time, so that a large matrix is read in pieces of rows and not value by value. A matrix that can
 * only be read in order is read once for every window.
 */
final class TransposedValues implements ValueSource {
    /** Values in memory at a time. */
    private static final int MOST = 1 << 22;

    private final ValueSource matrix;
    private final int rows;
    private final int columns;
    private final int high;
    private final int wide;
    private double[] window = new double[0];
    private int firstRow;
    private int endRow;
    private int firstColumn;
    private int endColumn;

    /**
     * A matrix [rows, columns], given as [columns, rows].
     *
     * @param matrix its values
     */
    TransposedValues(ValueSource matrix, int rows, int columns) {
        this(matrix, rows, columns, MOST);
    }

    /** With a number of values in memory at a time. */
    TransposedValues(ValueSource matrix, int rows, int columns, int most) {
        this.matrix = matrix;
        this.rows = rows;
        this.columns = columns;
        high = Math.max(1, Math.min(rows, most));
        wide = Math.min(columns, most / high);
    }

    @Override
    public long count() {
        return matrix.count();
    }

    @Override
    public boolean fitsFloat() {
        return matrix.fitsFloat();
    }

    @Override
    public boolean isRandomAccess() {
        return false;
    }

    @Override
    public void read(long from, double[] into, int length) throws IOException {
        int column = (int) (from / rows);
        int row = (int) (from % rows);
        int done = 0;
        while (done < length) {
            if (column < firstColumn || column >= endColumn || row < firstRow || row >= endRow) {
                load(row, column);
            }
            int part = Math.min(length - done, endRow - row);
            int at = (column - firstColumn) * (endRow - firstRow) + row - firstRow;
            System.arraycopy(window, at, into, done, part);
            done += part;
            row += part;
            if (row == rows) {
                row = 0;
                column++;
            }
        }
    }

    private void load(int row, int column) throws IOException {
        firstRow = row / high * high;
        endRow = Math.min(rows, firstRow + high);
        firstColumn = column;
        endColumn = Math.min(columns, column + wide);
        int across = endColumn - firstColumn;
        int down = endRow - firstRow;
        double[] piece = new double[across];
        window = new double[across * down];
        for (int i = 0; i < down; i++) {
            matrix.read((long) (firstRow + i) * columns + firstColumn, piece, across);
            for (int j = 0; j < across; j++) {
                window[j * down + i] = piece[j];
            }
        }
    }
}
