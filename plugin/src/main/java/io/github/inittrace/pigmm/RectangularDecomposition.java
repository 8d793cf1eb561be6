// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.pigmm;

/**
 * An m x n matrix in the four parts that do not mix when rows and columns are permuted each for
 * themselves, by the sums of its rows, of its columns and of all. O(mn).
 */
final class RectangularDecomposition {
    private final double[] matrix;
    private final double[] rowMeans;
    private final double[] columnMeans;
    private final double mean;

    private RectangularDecomposition(
            double[] matrix, double[] rowMeans, double[] columnMeans, double mean) {
        this.matrix = matrix;
        this.rowMeans = rowMeans;
        this.columnMeans = columnMeans;
        this.mean = mean;
    }

    static RectangularDecomposition of(double[] matrix, int rows, int columns) {
        double[] rowMeans = new double[rows];
        double[] columnMeans = new double[columns];
        double sum = 0;
        for (int i = 0; i < rows; i++) {
            double row = 0;
            for (int j = 0; j < columns; j++) {
                double value = matrix[i * columns + j];
                row += value;
                columnMeans[j] += value;
            }
            rowMeans[i] = row / columns;
            sum += row;
        }
        for (int j = 0; j < columns; j++) {
            columnMeans[j] /= rows;
        }
        return new RectangularDecomposition(
                matrix, rowMeans, columnMeans, sum / ((double) rows * columns));
    }

    /** S0 = s/√(mn), S0², and the squared lengths of the contrasts of rows, columns, the rest. */
    double[] statistics() {
        int rows = rowMeans.length;
        int columns = columnMeans.length;
        double rest = 0;
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                double value = rest(i, j);
                rest += value * value;
            }
        }
        double s0 = mean * Math.sqrt((double) rows * columns);
        return new double[] {
            s0, s0 * s0, columns * spread(rowMeans), rows * spread(columnMeans), rest
        };
    }

    /** The matrix with another mean of its entries, and its other three parts times factors. */
    double[] rescaled(double newMean, double ofRows, double ofColumns, double ofRest) {
        int columns = columnMeans.length;
        double[] scaled = new double[matrix.length];
        for (int k = 0; k < scaled.length; k++) {
            int i = k / columns;
            int j = k % columns;
            scaled[k] =
                    newMean
                            + ofRows * (rowMeans[i] - mean)
                            + ofColumns * (columnMeans[j] - mean)
                            + ofRest * rest(i, j);
        }
        return scaled;
    }

    /** The mean of all entries. */
    double mean() {
        return mean;
    }

    private double rest(int i, int j) {
        return matrix[i * columnMeans.length + j] - rowMeans[i] - columnMeans[j] + mean;
    }

    private double spread(double[] means) {
        double sum = 0;
        for (double value : means) {
            sum += (value - mean) * (value - mean);
        }
        return sum;
    }
}
