// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes PNG files for tests: every colour type, depth and filter, and broken ones. */
final class PngFiles {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    private PngFiles() {}

    /** An 8-bit grey picture of pixels that the generator gives. */
    static byte[] grey(int height, int width, long seed) {
        byte[] pixels = new byte[height * width];
        new Random(seed).nextBytes(pixels);
        return grey(height, width, pixels);
    }

    /** An 8-bit grey picture. */
    static byte[] grey(int height, int width, byte[] pixels) {
        return join(
                SIGNATURE,
                header(height, width, 8, 0, 0),
                chunk("IDAT", deflate(filter(pixels, height, width, 1, new Random(1)))),
                chunk("IEND"));
    }

    /** An 8-bit RGB picture whose three channels are equal, as HASYv2's are. */
    static byte[] greyAsRgb(int height, int width, byte[] pixels) {
        byte[] rgb = new byte[3 * pixels.length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = pixels[i / 3];
        }
        return join(
                SIGNATURE,
                header(height, width, 8, 2, 0),
                chunk("IDAT", deflate(filter(rgb, height, 3 * width, 3, new Random(1)))),
                chunk("IEND"));
    }

    /** A picture of random samples with a random filter for each row. */
    static byte[] random(int height, int width, int depth, int type, Random random) {
        int samples = type == 2 ? 3 : type == 4 ? 2 : type == 6 ? 4 : 1;
        int rowBytes = (width * samples * depth + 7) / 8;
        byte[] rows = new byte[height * rowBytes];
        random.nextBytes(rows);
        byte[] palette = new byte[3 << Math.min(depth, 8)];
        random.nextBytes(palette);
        byte[] filtered = filter(rows, height, rowBytes, Math.max(1, samples * depth / 8), random);
        byte[] compressed = deflate(filtered);
        int cut = random.nextInt(compressed.length);
        return join(
                SIGNATURE,
                header(height, width, depth, type, 0),
                chunk("gAMA", (byte) 0, (byte) 0, (byte) 0xb1, (byte) 0x8f),
                type == 3 ? chunk("PLTE", palette) : new byte[0],
                chunk("IDAT", java.util.Arrays.copyOf(compressed, cut)),
                chunk("IDAT", java.util.Arrays.copyOfRange(compressed, cut, compressed.length)),
                chunk("tEXt", "a\0b".getBytes(StandardCharsets.US_ASCII)),
                chunk("IEND"));
    }

    static byte[] signature() {
        return SIGNATURE.clone();
    }

    static byte[] header(int height, int width, int depth, int type, int interlacing) {
        ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
        header.put((byte) depth).put((byte) type).put((byte) 0).put((byte) 0);
        return chunk("IHDR", header.put((byte) interlacing).array());
    }

    static byte[] chunk(String type, byte... data) {
        byte[] name = type.getBytes(StandardCharsets.ISO_8859_1);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data);
        return ByteBuffer.allocate(12 + data.length)
                .putInt(data.length)
                .put(name)
                .put(data)
                .putInt((int) crc.getValue())
                .array();
    }

    static byte[] deflate(byte[] content) {
        Deflater deflater = new Deflater();
        deflater.setInput(content);
        deflater.finish();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[1 << 16];
        while (!deflater.finished()) {
            out.write(buffer, 0, deflater.deflate(buffer));
        }
        deflater.end();
        return out.toByteArray();
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** Subtracts the prediction of a random filter from each row. */
    private static byte[] filter(byte[] rows, int height, int rowBytes, int step, Random random) {
        ByteBuffer out = ByteBuffer.allocate(height * (rowBytes + 1));
        for (int row = 0; row < height; row++) {
            int filter = random.nextInt(5);
            out.put((byte) filter);
            for (int i = 0; i < rowBytes; i++) {
                int at = row * rowBytes + i;
                int a = i < step ? 0 : rows[at - step] & 0xff;
                int b = row == 0 ? 0 : rows[at - rowBytes] & 0xff;
                int c = i < step || row == 0 ? 0 : rows[at - rowBytes - step] & 0xff;
                int p = a + b - c;
                int nearest =
                        Math.abs(p - a) <= Math.abs(p - b) && Math.abs(p - a) <= Math.abs(p - c)
                                ? a
                                : Math.abs(p - b) <= Math.abs(p - c) ? b : c;
                int[] predicted = {0, a, b, (a + b) >> 1, nearest};
                out.put((byte) (rows[at] - predicted[filter]));
            }
        }
        return out.array();
    }
}
