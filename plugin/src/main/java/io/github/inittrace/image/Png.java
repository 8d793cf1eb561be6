// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Writes PNG files: of up to 256 colours with a palette, of more as 8-bit RGB. Stateless. AWT is
 * not involved, so that it works in images without fonts and display libraries. The format:
 * signature, then chunks of length, type, data and CRC-32; rows of pixels are preceded by their
 * filter, here always none, and deflated.
 */
public final class Png {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final byte BITS = 8;
    private static final byte TRUECOLOUR = 2;
    private static final byte PALETTE = 3;
    private static final int MOST_COLOURS = 256;

    private Png() {}

    /**
     * A PNG file.
     *
     * @param width its width in pixels
     * @param height its height
     * @param rgb the pixels' colours as 0xRRGGBB, row by row
     * @throws IllegalArgumentException if these do not fit together
     */
    public static byte[] encode(int width, int height, int[] rgb) {
        if (width < 1 || height < 1 || rgb.length != width * height) {
            throw new IllegalArgumentException(
                    "a picture needs width times height pixels, found "
                            + width
                            + " by "
                            + height
                            + " with "
                            + rgb.length);
        }
        int[] palette = Arrays.stream(rgb).distinct().limit(MOST_COLOURS + 1L).sorted().toArray();
        boolean few = palette.length <= MOST_COLOURS;
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(SIGNATURE);
        chunk(
                file,
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(width)
                        .putInt(height)
                        .put(BITS)
                        .put(few ? PALETTE : TRUECOLOUR)
                        .array());
        if (few) {
            chunk(file, "PLTE", colours(palette));
        }
        byte[] rows = few ? indices(width, height, rgb, palette) : colours(width, height, rgb);
        chunk(file, "IDAT", deflate(rows));
        chunk(file, "IEND", new byte[0]);
        return file.toByteArray();
    }

    private static byte[] colours(int[] palette) {
        ByteBuffer colours = ByteBuffer.allocate(3 * palette.length);
        for (int colour : palette) {
            put(colours, colour);
        }
        return colours.array();
    }

    private static byte[] indices(int width, int height, int[] rgb, int[] palette) {
        ByteBuffer rows = ByteBuffer.allocate(height * (1 + width));
        for (int y = 0; y < height; y++) {
            rows.put((byte) 0);
            for (int x = 0; x < width; x++) {
                rows.put((byte) Arrays.binarySearch(palette, rgb[y * width + x]));
            }
        }
        return rows.array();
    }

    private static byte[] colours(int width, int height, int[] rgb) {
        ByteBuffer rows = ByteBuffer.allocate(height * (1 + 3 * width));
        for (int y = 0; y < height; y++) {
            rows.put((byte) 0);
            for (int x = 0; x < width; x++) {
                put(rows, rgb[y * width + x]);
            }
        }
        return rows.array();
    }

    private static void put(ByteBuffer bytes, int rgb) {
        bytes.put((byte) (rgb >> 16)).put((byte) (rgb >> 8)).put((byte) rgb);
    }

    private static byte[] deflate(byte[] data) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        try {
            deflater.setInput(data);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] buffer = new byte[8192];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }

    private static void chunk(ByteArrayOutputStream file, String type, byte[] data) {
        byte[] body =
                ByteBuffer.allocate(4 + data.length)
                        .put(type.getBytes(StandardCharsets.US_ASCII))
                        .put(data)
                        .array();
        CRC32 crc = new CRC32();
        crc.update(body);
        file.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
        file.writeBytes(body);
        file.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }
}
