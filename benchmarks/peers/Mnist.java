// SPDX-License-Identifier: Apache-2.0
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** MNIST's four gzipped IDX files, for peers that bring no reader of local ones. */
final class Mnist {
    static final int PIXELS = 784;
    static final int DIGITS = 10;

    final float[][] images; // N×784, from 0 to 1
    final int[] labels;

    /** Reads {@code train} or {@code t10k}. */
    Mnist(Path folder, String set) {
        byte[] pixels = read(folder.resolve(set + "-images-idx3-ubyte.gz"), 16);
        byte[] digits = read(folder.resolve(set + "-labels-idx1-ubyte.gz"), 8);
        images = new float[digits.length][PIXELS];
        labels = new int[digits.length];
        for (int i = 0; i < digits.length; i++) {
            labels[i] = digits[i];
            for (int j = 0; j < PIXELS; j++) {
                images[i][j] = (pixels[i * PIXELS + j] & 0xff) / 255f;
            }
        }
    }

    /** N×10: 1 at the label, 0 elsewhere. */
    float[][] oneHot() {
        float[][] rows = new float[labels.length][DIGITS];
        for (int i = 0; i < labels.length; i++) {
            rows[i][labels[i]] = 1;
        }
        return rows;
    }

    private static byte[] read(Path file, int header) {
        try (var in = new DataInputStream(new GZIPInputStream(Files.newInputStream(file)))) {
            in.readFully(new byte[header]);
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
