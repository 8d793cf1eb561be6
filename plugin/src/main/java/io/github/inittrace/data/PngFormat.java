// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

/**
 * What a PNG's header says, and how its samples become grey.
 *
 * @param height the height in pixels
 * @param width the width in pixels
 * @param depth bits per sample
 * @param type the colour type
 */
record PngFormat(int height, int width, int depth, int type) {
    private static final int GREY = 0;
    private static final int RGB = 2;
    private static final int INDEXED = 3;
    private static final int GREY_ALPHA = 4;
    private static final int RGB_ALPHA = 6;

    /** What 8 bits are multiplied by to become 16, so that 255 becomes 65535. */
    private static final int SPREAD_TO_16 = 257;

    /** Whether the standard has this colour type at this depth. */
    static boolean isKnown(int type, int depth) {
        boolean small = depth == 1 || depth == 2 || depth == 4 || depth == 8;
        return switch (type) {
            case GREY -> small || depth == 16;
            case INDEXED -> small;
            case RGB, GREY_ALPHA, RGB_ALPHA -> depth == 8 || depth == 16;
            default -> false;
        };
    }

    boolean isIndexed() {
        return type == INDEXED;
    }

    private int samples() {
        return switch (type) {
            case RGB -> 3;
            case GREY_ALPHA -> 2;
            case RGB_ALPHA -> 4;
            default -> 1;
        };
    }

    /** The bytes of a row without its filter. */
    int rowBytes() {
        return Math.toIntExact(((long) width * samples() * depth + 7) / 8);
    }

    /** The bytes from a pixel to the next, at least one. */
    int pixelBytes() {
        return Math.max(1, samples() * depth / 8);
    }

    /** Whether a tRNS chunk fits: alphas of the palette, or the one colour that is transparent. */
    boolean allowsTransparency(byte[] chunk, byte[] palette) {
        return switch (type) {
            case GREY -> chunk.length == 2;
            case RGB -> chunk.length == 6;
            case INDEXED -> chunk.length <= palette.length / 3;
            default -> false;
        };
    }

    /**
     * The grey pixels of unfiltered rows.
     *
     * @param rows the rows, each behind a byte that is skipped
     * @param palette red, green and blue in turn; what a pixel's index lies beyond is black
     * @param transparency the content of the tRNS chunk, if there was one
     */
    GreyImage grey(byte[] rows, byte[] palette, byte[] transparency) {
        byte[] pixels = new byte[height * width];
        int[] sample = new int[4];
        int count = samples();
        int to = 0;
        boolean isRounded = false;
        for (int row = 0; row < height; row++) {
            int start = row * (rowBytes() + 1) + 1;
            for (int column = 0; column < width; column++) {
                for (int s = 0; s < count; s++) {
                    sample[s] = sample(rows, start, column * count + s);
                    isRounded |= depth == 16 && sample[s] % SPREAD_TO_16 != 0;
                }
                pixels[to++] = (byte) grey(sample, palette, transparency);
            }
        }
        return new GreyImage(height, width, pixels, isRounded);
    }

    private int sample(byte[] rows, int start, int index) {
        if (depth == 8) {
            return rows[start + index] & 0xff;
        }
        if (depth == 16) {
            int at = start + 2 * index;
            return ((rows[at] & 0xff) << 8) | (rows[at + 1] & 0xff);
        }
        int bit = index * depth;
        int shift = 8 - depth - bit % 8;
        return rows[start + bit / 8] >> shift & (1 << depth) - 1;
    }

    private int grey(int[] sample, byte[] palette, byte[] transparency) {
        return switch (type) {
            case GREY -> isKey(sample, 1, transparency) ? 255 : to8(sample[0]);
            case RGB -> isKey(sample, 3, transparency) ? 255 : luma(sample);
            case GREY_ALPHA -> onPaper(to8(sample[0]), to8(sample[1]));
            case RGB_ALPHA -> onPaper(luma(sample), to8(sample[3]));
            default -> indexed(sample[0], palette, transparency);
        };
    }

    private static int indexed(int index, byte[] palette, byte[] transparency) {
        int at = 3 * index;
        if (at >= palette.length) {
            return 0;
        }
        int grey = luma(palette[at] & 0xff, palette[at + 1] & 0xff, palette[at + 2] & 0xff);
        return index < transparency.length ? onPaper(grey, transparency[index] & 0xff) : grey;
    }

    private static boolean isKey(int[] sample, int count, byte[] transparency) {
        if (transparency.length == 0) {
            return false;
        }
        for (int s = 0; s < count; s++) {
            int key = ((transparency[2 * s] & 0xff) << 8) | (transparency[2 * s + 1] & 0xff);
            if (sample[s] != key) {
                return false;
            }
        }
        return true;
    }

    private int luma(int[] sample) {
        return luma(to8(sample[0]), to8(sample[1]), to8(sample[2]));
    }

    private static int luma(int red, int green, int blue) {
        return (299 * red + 587 * green + 114 * blue + 500) / 1000;
    }

    /** What shows of a grey that is laid over white. */
    private static int onPaper(int grey, int alpha) {
        return (grey * alpha + 255 * (255 - alpha) + 127) / 255;
    }

    /** A sample of any depth, spread over 0..255. */
    private int to8(int sample) {
        int most = (1 << depth) - 1;
        return depth == 8 ? sample : (sample * 255 + most / 2) / most;
    }
}
