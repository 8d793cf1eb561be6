// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.numpy;

import io.github.inittrace.files.FileFailure;
import io.github.inittrace.files.FileSignature;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * An array that NumPy saved, of floating-point numbers in C order.
 *
 * @param shape its dimensions
 * @param values its values, the last dimension fastest
 */
public record NpyArray(List<Integer> shape, double[] values) {
    /** An array of Java holds no more, whatever the memory. */
    private static final long MOST_BYTES = Integer.MAX_VALUE - 8;

    /** Copies the shape. */
    public NpyArray {
        shape = List.copyOf(shape);
    }

    /**
     * Reads a file whole.
     *
     * @throws IOException if it cannot be read, or is none of these; one sentence
     */
    public static NpyArray read(Path file) throws IOException {
        byte[] content;
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new IOException("it has 2 GiB or more; save it as several arrays");
            }
            content = Files.readAllBytes(file);
        } catch (IOException e) {
            throw FileFailure.cannotRead(file, e);
        }
        try {
            NpyHeader header = NpyHeader.read(new ByteArrayInputStream(content));
            int start = header.length();
            return of(header, ByteBuffer.wrap(content, start, content.length - start));
        } catch (MalformedNpyException e) {
            String complaint =
                    FileSignature.other(file, FileSignature.NPY)
                            .map(other -> "it is " + other.words("save the array by numpy.save"))
                            .orElse(e.getMessage());
            throw new IOException(file + " cannot be used: " + complaint, e);
        }
    }

    private static NpyArray of(NpyHeader header, ByteBuffer bytes) throws MalformedNpyException {
        boolean single = header.type().equals("f4");
        if (!(single || header.type().equals("f8")) || header.columnMajor()) {
            throw new MalformedNpyException(
                    "expected float32 or float64 in C order, found "
                            + header.text()
                            + "; save it with numpy.ascontiguousarray(a, dtype='f4')");
        }
        int width = single ? Float.BYTES : Double.BYTES;
        long count = header.count();
        if (count > Integer.MAX_VALUE || bytes.remaining() != count * width) {
            throw new MalformedNpyException(
                    "expected "
                            + header.shape()
                            + " values of "
                            + width
                            + " bytes, found "
                            + bytes.remaining()
                            + " bytes");
        }
        bytes.order(header.order());
        double[] values = new double[(int) count];
        for (int k = 0; k < values.length; k++) {
            values[k] = single ? bytes.getFloat() : bytes.getDouble();
        }
        return new NpyArray(header.shape(), values);
    }
}
