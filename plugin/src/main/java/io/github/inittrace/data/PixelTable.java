// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import java.nio.ByteBuffer;

/**
 * The pixels of images of one size, a row for each. They are those that the examples have, and take
 * no memory of their own; a change of an example's values later is not seen.
 */
public final class PixelTable {
    private final byte[][] rows;

    /** A table for so many images. */
    public PixelTable(int size) {
        rows = new byte[size][];
    }

    /**
     * Takes the pixels of an image.
     *
     * @throws IllegalStateException if its features are no longer {@linkplain
     *     ImageExample#hasPixels pixels}
     */
    public void set(int row, ImageExample<?> image) {
        rows[row] = image.pixels();
    }

    /** Copies a row, as unsigned bytes in row-major order of the image. */
    public void copyTo(int row, ByteBuffer target, int position) {
        target.put(position, rows[row]);
    }
}
