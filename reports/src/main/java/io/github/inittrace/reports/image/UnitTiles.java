// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.image;

import io.github.inittrace.image.DivergingColours;
import io.github.inittrace.image.Png;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The incoming weights of a layer's first units, each as a tile arranged like the input, in one
 * picture.
 *
 * @param tileHeight the height of a tile and of the input
 * @param tileWidth the width of a tile and of the input
 * @param units how many units are shown
 * @param across how many tiles are in a row
 */
public record UnitTiles(int tileHeight, int tileWidth, int units, int across) {
    private static final int MOST_UNITS = 36;
    private static final int GAP = 1;

    /** The colour between tiles. */
    static final int BETWEEN = 0xb0b0b0;

    /**
     * A layout for a matrix of a layer whose input is a picture.
     *
     * @param height the height of the input
     * @param width the width of the input
     * @param columns how many units the layer has
     */
    public static UnitTiles layout(int height, int width, int columns) {
        int units = Math.min(MOST_UNITS, columns);
        return new UnitTiles(height, width, units, (int) Math.ceil(Math.sqrt(units)));
    }

    /** The picture's width in pixels. */
    public int width() {
        return across * (tileWidth + GAP) + GAP;
    }

    /** The picture's height in pixels. */
    public int height() {
        return (units + across - 1) / across * (tileHeight + GAP) + GAP;
    }

    /** The weights that the picture shows. */
    public DoubleStream shown(WeightMatrix matrix) {
        return IntStream.range(0, matrix.rows())
                .boxed()
                .flatMapToDouble(
                        row -> IntStream.range(0, units).mapToDouble(u -> matrix.at(row, u)));
    }

    /**
     * The picture as a PNG file.
     *
     * @param matrix the weights, as many inputs as a tile has pixels
     * @param range the size of a weight at which the colour is strongest
     */
    public byte[] png(WeightMatrix matrix, double range) {
        if (matrix.rows() != tileHeight * tileWidth) {
            throw new IllegalArgumentException(
                    "matrix '"
                            + matrix.name()
                            + "' needs "
                            + tileHeight * tileWidth
                            + " inputs to be drawn as tiles, found "
                            + matrix.rows());
        }
        int[] rgb = new int[width() * height()];
        Arrays.fill(rgb, BETWEEN);
        for (int unit = 0; unit < units; unit++) {
            int left = GAP + unit % across * (tileWidth + GAP);
            int top = GAP + unit / across * (tileHeight + GAP);
            for (int pixel = 0; pixel < matrix.rows(); pixel++) {
                int x = left + pixel % tileWidth;
                int y = top + pixel / tileWidth;
                rgb[y * width() + x] = DivergingColours.of(matrix.at(pixel, unit), range);
            }
        }
        return Png.encode(width(), height(), rgb);
    }
}
