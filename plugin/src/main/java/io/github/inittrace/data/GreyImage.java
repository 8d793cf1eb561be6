// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

/**
 * A grey picture.
 *
 * @param height its height in pixels
 * @param width its width in pixels
 * @param pixels the pixels in row-major order, as unsigned bytes; 0 is black
 * @param isRounded whether the file has more depth than the pixels
 */
record GreyImage(int height, int width, byte[] pixels, boolean isRounded) {

    /** The largest pixel, from 0 to 255. */
    int brightest() {
        int brightest = 0;
        for (byte pixel : pixels) {
            brightest = Math.max(brightest, Byte.toUnsignedInt(pixel));
        }
        return brightest;
    }

    /** Turns black to white and back, in place: ink on paper becomes light on dark, like MNIST. */
    void invert() {
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) ~pixels[i];
        }
    }
}
