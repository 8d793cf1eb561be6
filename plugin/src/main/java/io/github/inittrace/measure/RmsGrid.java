// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.measure;

import java.util.List;

/**
 * A matrix in small: what is left of it when neighbouring values are put together to cells of equal
 * size, give or take a row or a column.
 *
 * @param rows how many rows of cells there are
 * @param columns how many columns of cells there are
 * @param values the root mean square of the values in each cell, row by row
 */
public record RmsGrid(int rows, int columns, List<Double> values) {
    public RmsGrid {
        values = List.copyOf(values);
        if (values.size() != (long) rows * columns) {
            throw new IllegalArgumentException(
                    "a grid of "
                            + rows
                            + " times "
                            + columns
                            + " cells needs as many values, found "
                            + values.size());
        }
    }

    /** The largest value; 0 if there is none. */
    public double max() {
        return values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    }
}
