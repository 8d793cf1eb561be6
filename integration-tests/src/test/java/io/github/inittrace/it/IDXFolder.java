// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.it;

import io.github.inittrace.data.DigitsDataSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.classification.Label;

/** A folder with the four IDX files of a small data set, which tests then damage. */
record IDXFolder(Path path) {
    static final String TRAIN_IMAGES = "train-images-idx3-ubyte";
    static final String TRAIN_LABELS = "train-labels-idx1-ubyte";
    static final String TEST_IMAGES = "t10k-images-idx3-ubyte";
    static final String TEST_LABELS = "t10k-labels-idx1-ubyte";
    private static final int PIXELS = DigitsDataSource.SIDE * DigitsDataSource.SIDE;

    /** Writes drawn digits, the training files plain and the test files gzipped. */
    static IDXFolder of(Path path, int training, int test) throws IOException {
        Files.createDirectories(path);
        DigitsDataSource train = new DigitsDataSource(training, 1);
        DigitsDataSource held = new DigitsDataSource(test, DigitsDataSource.heldOutSeed(1));
        Files.write(path.resolve(TRAIN_IMAGES), images(train));
        Files.write(path.resolve(TRAIN_LABELS), labels(train));
        Files.write(path.resolve(TEST_IMAGES + ".gz"), gzipped(images(held)));
        Files.write(path.resolve(TEST_LABELS + ".gz"), gzipped(labels(held)));
        return new IDXFolder(path);
    }

    void remove(String file) throws IOException {
        Files.delete(path.resolve(file));
    }

    /** Puts one file in the place of another. */
    void copy(String file, String over) throws IOException {
        Files.copy(path.resolve(file), path.resolve(over), StandardCopyOption.REPLACE_EXISTING);
    }

    /** Takes bytes off the end, or adds some. */
    void resize(String file, int by) throws IOException {
        byte[] bytes = Files.readAllBytes(path.resolve(file));
        Files.write(path.resolve(file), Arrays.copyOf(bytes, bytes.length + by));
    }

    /** Replaces a four-byte number of the header. */
    void put(String file, int offset, int value) throws IOException {
        byte[] bytes = Files.readAllBytes(path.resolve(file));
        ByteBuffer.wrap(bytes).putInt(offset, value);
        Files.write(path.resolve(file), bytes);
    }

    private static byte[] images(DigitsDataSource source) {
        ByteBuffer bytes = ByteBuffer.allocate(16 + source.size() * PIXELS);
        bytes.putInt(0x803).putInt(source.size());
        bytes.putInt(DigitsDataSource.SIDE).putInt(DigitsDataSource.SIDE);
        for (Example<Label> example : source) {
            int start = bytes.position();
            for (Feature feature : example) {
                int pixel = Integer.parseInt(feature.getName());
                bytes.put(start + pixel, (byte) (int) feature.getValue());
            }
            bytes.position(start + PIXELS);
        }
        return bytes.array();
    }

    private static byte[] labels(DigitsDataSource source) {
        ByteBuffer bytes = ByteBuffer.allocate(8 + source.size());
        bytes.putInt(0x801).putInt(source.size());
        source.forEach(e -> bytes.put(Byte.parseByte(e.getOutput().getLabel())));
        return bytes.array();
    }

    private static byte[] gzipped(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }
}
