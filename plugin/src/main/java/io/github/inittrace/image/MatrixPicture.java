// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.image;

import java.util.Arrays;

/**
 * Pictures of one matrix at different times, all with one colour scale: {@link DivergingColours}
 * over plus and minus one number. What lies beyond has the strongest colour. The first row is on
 * top. Small matrices are enlarged: a weight is a square of whole pixels.
 */
public final class MatrixPicture {
    /** The least length of the longer side in pixels. */
    private static final int LEAST_SIDE = 256;

    private final int rows;
    private final int columns;
    private final int enlarged;
    private final double range;

    /**
     * Takes the largest initial weight as the end of the colour scale.
     *
     * @param rows how many rows the matrix has
     * @param columns how many columns
     * @param initial its initial values in row-major order
     */
    public MatrixPicture(int rows, int columns, double[] initial) {
        this(rows, columns, Arrays.stream(initial).map(Math::abs).reduce(0, Math::max));
    }

    /**
     * Fixes the colour scale.
     *
     * @param rows how many rows the matrix has
     * @param columns how many columns
     * @param range the size of a weight at which the colour is strongest
     */
    public MatrixPicture(int rows, int columns, double range) {
        this.rows = rows;
        this.columns = columns;
        this.range = range;
        enlarged = Math.max(1, LEAST_SIDE / Math.max(rows, columns));
    }

    /** The picture's width in pixels. */
    public int width() {
        return columns * enlarged;
    }

    /** The picture's height in pixels. */
    public int height() {
        return rows * enlarged;
    }

    /** The size of a weight at which the colour is strongest. */
    public double range() {
        return range;
    }

    /**
     * Draws.
     *
     * @param values the matrix in row-major order
     * @return a PNG file
     */
    public byte[] png(double[] values) {
        int width = width();
        int[] rgb = new int[width * height()];
        for (int y = 0; y < height(); y++) {
            for (int x = 0; x < width; x++) {
                double value = values[y / enlarged * columns + x / enlarged];
                rgb[y * width + x] = DivergingColours.of(value, range);
            }
        }
        return Png.encode(width, height(), rgb);
    }
}
