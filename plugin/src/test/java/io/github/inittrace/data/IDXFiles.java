// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/** Writes IDX files for tests, whole and broken ones. */
final class IDXFiles {

    private IDXFiles() {}

    /** The bytes of an IDX file of images whose pixels count up from 0. */
    static byte[] images(int count, int rows, int columns) {
        byte[] pixels = new byte[count * rows * columns];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) i;
        }
        return join(header(0x803, count, rows, columns), pixels);
    }

    static byte[] labels(int... labels) {
        byte[] bytes = new byte[labels.length];
        for (int i = 0; i < labels.length; i++) {
            bytes[i] = (byte) labels[i];
        }
        return join(header(0x801, labels.length), bytes);
    }

    static byte[] header(int... numbers) {
        ByteBuffer buffer = ByteBuffer.allocate(4 * numbers.length);
        buffer.asIntBuffer().put(numbers);
        return buffer.array();
    }

    static byte[] join(byte[] first, byte... second) {
        byte[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    static Path write(Path folder, String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    /** Puts the four files of a small data set into a folder, each under a suffix of its own. */
    static void writeFour(Path folder, String dash, String suffix, int side) throws IOException {
        String three = dash + "idx3-ubyte" + suffix;
        String one = dash + "idx1-ubyte" + suffix;
        boolean zip = suffix.equals(".gz");
        byte[] pictures = images(3, side, side);
        byte[] numbers = labels(7, 0, 7);
        write(folder, "train-images" + three, zip ? gzip(pictures) : pictures);
        write(folder, "train-labels" + one, zip ? gzip(numbers) : numbers);
        write(folder, "t10k-images" + three, zip ? gzip(pictures) : pictures);
        write(folder, "t10k-labels" + one, zip ? gzip(numbers) : numbers);
    }
}
