// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.kernels;

/**
 * Matrices of one shape that lie side by side in another, one for each of some networks that are
 * trained together.
 *
 * @param all the matrix that they are parts of, with as many rows as each has
 * @param from the first column of the first
 * @param cols how many columns each has
 * @param step how many columns after one the next begins
 * @param count how many there are
 */
public record Lanes(FloatMatrix all, int from, int cols, int step, int count) {
    /** One of them, from 0; shares the memory. */
    public FloatMatrix lane(int index) {
        int first = from + index * step;
        return all.columns(first, first + cols);
    }

    /** How many rows each has. */
    public int rows() {
        return all.rows;
    }
}
