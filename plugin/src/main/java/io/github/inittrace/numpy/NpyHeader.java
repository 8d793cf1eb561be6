// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.numpy;

import io.github.inittrace.text.SafeText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands before the values of an array that NumPy saved; <a
 * href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">formats 1.0 to
 * 3.0</a>. The values follow without gaps.
 *
 * @param type what a value is: {@code f4}, {@code i8}, {@code b1}; {@code O} for Python's objects;
 *     empty for what is made of several fields
 * @param order in which order the bytes of a value lie
 * @param columnMajor whether the first dimension is the fastest, as in Fortran, and not the last
 * @param shape the lengths of the dimensions; none of a single value. A length that no file has is
 *     {@link Integer#MAX_VALUE}
 * @param length how many bytes stand before the values
 * @param text the header as it stands in the file, made safe to show and short
 */
public record NpyHeader(
        String type,
        ByteOrder order,
        boolean columnMajor,
        List<Integer> shape,
        int length,
        String text) {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final Pattern TYPE =
            Pattern.compile("'descr': *'([<>=|]?)([A-Za-z]\\d{0,9})(?:\\[[^']*\\])?'");
    private static final Pattern COLUMN_MAJOR = Pattern.compile("'fortran_order': *(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape': *\\(([0-9, ]*)\\)");

    /** Longer than any that numbers have, which are padded to 128 bytes. */
    private static final int LONGEST = 1 << 16;

    /** NumPy's own limit. */
    private static final int MOST_DIMENSIONS = 64;

    /** Copies the shape. */
    public NpyHeader {
        shape = List.copyOf(shape);
    }

    /**
     * Reads a header, and no byte of the values.
     *
     * @throws MalformedNpyException if there is none
     * @throws IOException if it cannot be read
     */
    public static NpyHeader read(InputStream in) throws IOException {
        byte[] magic = in.readNBytes(MAGIC.length);
        if (!Arrays.equals(magic, MAGIC)) {
            throw new MalformedNpyException("it is no NumPy array");
        }
        int version = bytes(in, 2).get();
        int field = version == 1 ? Short.BYTES : Integer.BYTES;
        ByteBuffer said = bytes(in, field);
        long length = version == 1 ? Short.toUnsignedInt(said.getShort()) : said.getInt();
        if (length < 0 || length > LONGEST) {
            throw new MalformedNpyException(
                    "expected a header of at most "
                            + LONGEST
                            + " bytes, found one of "
                            + Integer.toUnsignedString((int) length));
        }
        String text = new String(bytes(in, (int) length).array(), StandardCharsets.UTF_8).strip();
        return of(text, MAGIC.length + 2 + field + (int) length);
    }

    private static ByteBuffer bytes(InputStream in, int count) throws IOException {
        byte[] read = in.readNBytes(count);
        if (read.length < count) {
            throw new MalformedNpyException("it ends within its header");
        }
        return ByteBuffer.wrap(read).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static NpyHeader of(String text, int length) throws MalformedNpyException {
        Matcher type = TYPE.matcher(text);
        Matcher columnMajor = COLUMN_MAJOR.matcher(text);
        Matcher dimensions = SHAPE.matcher(text);
        boolean isSimple = type.find();
        String shown = SafeText.of(text); // the padding of many headers would fill the memory
        if (!columnMajor.find() || !dimensions.find()) {
            throw new MalformedNpyException("its header says neither shape nor order: " + shown);
        }
        List<Integer> shape = new ArrayList<>();
        for (String dimension : dimensions.group(1).split(",")) {
            String digits = dimension.strip();
            if (!digits.isEmpty()) {
                if (digits.contains(" ")) {
                    throw new MalformedNpyException("its shape is no list of numbers: " + shown);
                }
                if (shape.size() == MOST_DIMENSIONS) {
                    throw new MalformedNpyException(
                            "expected at most " + MOST_DIMENSIONS + " dimensions, found more");
                }
                shape.add(digits.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(digits));
            }
        }
        boolean isBig = isSimple && type.group(1).equals(">");
        return new NpyHeader(
                isSimple ? type.group(2) : "",
                isBig ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN,
                columnMajor.group(1).equals("True"),
                shape,
                length,
                shown);
    }

    /** How many values there are, or a number that is more than any file has. */
    public long count() {
        long count = 1;
        for (int size : shape) {
            count = count == 0 || size <= Long.MAX_VALUE / count ? count * size : Long.MAX_VALUE;
        }
        return shape.contains(0) ? 0 : count;
    }
}
