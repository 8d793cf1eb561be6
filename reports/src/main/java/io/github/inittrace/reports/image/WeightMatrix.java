// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.image;

import java.util.stream.IntStream;

/**
 * The values of a weight matrix [in, out].
 *
 * @param name its name
 * @param rows the number of inputs
 * @param columns the number of units
 * @param values the values, row by row; not copied and never changed
 */
public record WeightMatrix(String name, int rows, int columns, float[] values) {

    /** Checks the shape. */
    public WeightMatrix {
        if (rows < 1 || columns < 1 || values.length != (long) rows * columns) {
            throw new IllegalArgumentException(
                    "matrix '"
                            + name
                            + "' needs "
                            + rows
                            + " times "
                            + columns
                            + " values, found "
                            + values.length);
        }
    }

    /** The values, row by row, widened. */
    public double[] doubles() {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }

    /** The weight from an input to a unit. */
    public float at(int row, int column) {
        return values[row * columns + column];
    }

    /**
     * This matrix minus another of the same shape.
     *
     * @param other the matrix to subtract
     */
    public WeightMatrix minus(WeightMatrix other) {
        if (rows != other.rows || columns != other.columns) {
            throw new IllegalArgumentException(
                    "matrix '"
                            + name
                            + "' has another shape than '"
                            + other.name
                            + "': expected ["
                            + rows
                            + ", "
                            + columns
                            + "], found ["
                            + other.rows
                            + ", "
                            + other.columns
                            + "]");
        }
        float[] difference = new float[values.length];
        for (int i = 0; i < difference.length; i++) {
            difference[i] = values[i] - other.values[i];
        }
        return new WeightMatrix(name, rows, columns, difference);
    }
}
