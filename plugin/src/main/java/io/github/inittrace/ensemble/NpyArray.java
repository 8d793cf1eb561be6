// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.ensemble;

import io.github.inittrace.files.FileFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An array that NumPy saved, of floating-point numbers in C order; <a
 * href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">formats 1.0 to
 * 3.0</a>.
 *
 * @param shape its dimensions
 * @param values its values, the last dimension fastest
 */
record NpyArray(List<Integer> shape, double[] values) {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final Pattern TYPE = Pattern.compile("'descr': *'([<>=|]?)(f[48])'");
    private static final Pattern SHAPE = Pattern.compile("'shape': *\\(([0-9, ]*)\\)");

    /**
     * Reads a file whole.
     *
     * @throws IOException if it cannot be read, or is none of these; one sentence
     */
    static NpyArray read(Path file) throws IOException {
        byte[] content;
        try {
            content = Files.readAllBytes(file);
        } catch (IOException e) {
            throw FileFailure.cannotRead(file, e);
        }
        ByteBuffer bytes = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        for (byte expected : MAGIC) {
            if (!bytes.hasRemaining() || bytes.get() != expected) {
                throw unusable(file, "it is no NumPy array");
            }
        }
        if (bytes.remaining() < 6) {
            throw unusable(file, "it ends within its header");
        }
        int version = bytes.get();
        bytes.get();
        long length = version == 1 ? Short.toUnsignedInt(bytes.getShort()) : bytes.getInt();
        if (length < 0 || length > bytes.remaining()) {
            throw unusable(file, "it ends within its header");
        }
        byte[] text = new byte[(int) length];
        bytes.get(text);
        return parse(file, new String(text, StandardCharsets.UTF_8), bytes);
    }

    private static NpyArray parse(Path file, String header, ByteBuffer bytes) throws IOException {
        Matcher type = TYPE.matcher(header);
        Matcher dimensions = SHAPE.matcher(header);
        if (!type.find() || !dimensions.find() || header.contains("'fortran_order': True")) {
            throw unusable(
                    file,
                    "expected float32 or float64 in C order, found "
                            + header.strip()
                            + "; save it with numpy.ascontiguousarray(a, dtype='f4')");
        }
        List<Integer> shape = new ArrayList<>();
        long count = 1;
        for (String dimension : dimensions.group(1).split(",")) {
            if (!dimension.isBlank()) {
                String digits = dimension.strip();
                int size = digits.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(digits);
                count = Math.multiplyExact(Math.min(count, Integer.MAX_VALUE), (long) size);
                shape.add(size);
            }
        }
        boolean single = type.group(2).equals("f4");
        int width = single ? Float.BYTES : Double.BYTES;
        if (count > Integer.MAX_VALUE || bytes.remaining() != count * width) {
            throw unusable(
                    file,
                    "expected "
                            + shape
                            + " values of "
                            + width
                            + " bytes, found "
                            + bytes.remaining()
                            + " bytes");
        }
        bytes.order(type.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        double[] values = new double[(int) count];
        for (int k = 0; k < values.length; k++) {
            values[k] = single ? bytes.getFloat() : bytes.getDouble();
        }
        return new NpyArray(List.copyOf(shape), values);
    }

    private static IOException unusable(Path file, String why) {
        return new IOException(file + " cannot be used: " + why);
    }
}
