// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.image;

/**
 * Pictures of one matrix at different times, all with one colour scale: {@link DivergingColours}
 * over plus and minus the largest initial weight. What has grown beyond has the strongest colour.
 * The first row is on top. Small matrices are enlarged: a weight is a square of whole pixels.
 */
public final class MatrixPicture {
    /** The least length of the longer side in pixels. */
    private static final int LEAST_SIDE = 256;

    private final int rows;
    private final int columns;
    private final int enlarged;
    private final double range;

    /**
     * Fixes the colour scale.
     *
     * @param rows how many rows the matrix has
     * @param columns how many columns
     * @param initial its initial values in row-major order
     */
    public MatrixPicture(int rows, int columns, double[] initial) {
        this.rows = rows;
        this.columns = columns;
        enlarged = Math.max(1, LEAST_SIDE / Math.max(rows, columns));
        double largest = 0;
        for (double value : initial) {
            largest = Math.max(largest, Math.abs(value));
        }
        range = largest;
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
        int width = columns * enlarged;
        int height = rows * enlarged;
        int[] rgb = new int[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double value = values[y / enlarged * columns + x / enlarged];
                rgb[y * width + x] = DivergingColours.of(value, range);
            }
        }
        return Png.encode(width, height, rgb);
    }
}
