// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.kernels;

import java.nio.ByteBuffer;

/**
 * Turns images of one size into rows of float32, pixel · factor + offset with each rounded
 * to float32, as fast as their bytes can be read. For one thread at a time, inside a {@link MatrixKernels#enterThread scope}.
 */
public abstract class PixelScaler {
    /** The most images at a time. */
    public static final int ROWS = 32;

    private final int pixels;
    private final ByteBuffer images;

    /**
     * A scaler.
     *
     * @param images room for {@link #ROWS} images, one behind the other
     */
    PixelScaler(int pixels, ByteBuffer images) {
        this.pixels = pixels;
        this.images = images;
    }

    /** Where the pixels of an image are to be put, as unsigned bytes: from here on. */
    public final int position(int row) {
        return row * pixels;
    }

    /** The pixels of the images to scale, each at its {@link #position}. */
    public final ByteBuffer images() {
        return images;
    }

    /**
     * Writes the scaled pixels of the first images to the start of the rows of a matrix.
     *
     * @param target of at most {@link #ROWS} rows, one for each image
     */
    public abstract void scale(FloatMatrix target);

    /** Frees what it holds. */
    abstract void close();
}
