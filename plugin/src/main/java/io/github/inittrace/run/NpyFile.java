// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run;

import io.github.inittrace.files.AtomicFile;
import io.github.inittrace.files.FileFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An array in a file of NumPy's <a
 * href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">format 1.0</a> that
 * grows along its first dimension, in C order, little-endian. Its header has room for any shape, so
 * that it is replaced in place once an item is on the disk: a process that is killed leaves the
 * items that were whole, and what else lies behind them is no item. Immutable: what changes the
 * file returns what it then is.
 *
 * @param path the file
 * @param type how values are written, {@value #FLOAT32} or {@value #INT32}, four bytes each
 * @param count how many items there are
 * @param item the shape of an item
 */
record NpyFile(Path path, String type, int count, List<Integer> item) {
    static final String FLOAT32 = "<f4";
    static final String INT32 = "<i4";

    /** As long as the header of NumPy's own files of so few dimensions. */
    static final int HEADER = 128;

    private static final byte[] START = {
        (byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, HEADER - 10, 0
    };
    private static final Pattern TEXT =
            Pattern.compile(
                    "\\{'descr': '(<f4|<i4)', 'fortran_order': False, 'shape': \\((\\d{1,10}(?:,"
                            + " \\d{1,10}){0,2}),?\\), \\} *\n");

    NpyFile {
        item = List.copyOf(item);
    }

    /**
     * Makes a file without items.
     *
     * @throws IOException if that fails
     */
    static NpyFile create(Path path, String type, List<Integer> item) throws IOException {
        NpyFile made = new NpyFile(path, type, 0, item);
        AtomicFile.write(path, made.header());
        return made;
    }

    /**
     * Reads the header of a file.
     *
     * @throws IOException if it cannot be read, is none of ours, or is shorter than its header
     *     says; the message is one sentence that names it
     */
    static NpyFile open(Path path) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER);
        long size;
        try (FileChannel channel = FileChannel.open(path)) {
            size = channel.size();
            readFully(channel, header, 0);
        } catch (IOException e) {
            throw FileFailure.cannotRead(path, e);
        }
        byte[] start = Arrays.copyOf(header.array(), START.length);
        String text =
                new String(
                        header.array(),
                        START.length,
                        HEADER - START.length,
                        StandardCharsets.ISO_8859_1);
        Matcher matcher = TEXT.matcher(text);
        if (header.hasRemaining() || !Arrays.equals(start, START) || !matcher.matches()) {
            throw damaged(
                    path, "expected NumPy's format 1.0 with a header of " + HEADER + " bytes");
        }
        List<Integer> shape = new ArrayList<>();
        for (String length : matcher.group(2).split(", ")) {
            if (Long.parseLong(length) > Integer.MAX_VALUE) {
                throw damaged(path, "its shape (" + matcher.group(2) + ") is beyond all use");
            }
            shape.add(Integer.valueOf(length));
        }
        NpyFile file =
                new NpyFile(path, matcher.group(1), shape.get(0), shape.subList(1, shape.size()));
        if (file.items() > size) {
            throw damaged(
                    path,
                    "it has "
                            + size
                            + " bytes, which is too short for its shape ("
                            + matcher.group(2)
                            + ")");
        }
        return file;
    }

    private static IOException damaged(Path path, String how) {
        return new MalformedRecordException(path + " is damaged: " + how, null);
    }

    /** Where the items end, as far as that can be told; huge where it cannot. */
    private long items() {
        try {
            return HEADER + Math.multiplyExact(count, itemBytes());
        } catch (ArithmeticException e) {
            return Long.MAX_VALUE;
        }
    }

    private long itemBytes() {
        return item.stream().mapToLong(Integer::longValue).reduce(4L, Math::multiplyExact);
    }

    private byte[] header() {
        StringBuilder shape = new StringBuilder().append(count).append(',');
        for (int i = 0; i < item.size(); i++) {
            shape.append(' ').append(item.get(i)).append(i == item.size() - 1 ? "" : ",");
        }
        String text =
                "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + shape + "), }";
        byte[] header = new byte[HEADER];
        Arrays.fill(header, (byte) ' ');
        System.arraycopy(START, 0, header, 0, START.length);
        byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(ascii, 0, header, START.length, ascii.length);
        header[HEADER - 1] = '\n';
        return header;
    }

    /**
     * Puts an item behind those there are.
     *
     * @param values its values, from its position to its limit
     * @throws IOException if that fails; the items before are still there
     */
    NpyFile append(ByteBuffer values) throws IOException {
        NpyFile longer = new NpyFile(path, type, count + 1, item);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            long at = items();
            while (values.hasRemaining()) {
                at += channel.write(values, at);
            }
            // First the item, so that no header tells of one that a power cut took.
            channel.force(false);
            channel.write(ByteBuffer.wrap(longer.header()), 0);
        } catch (IOException e) {
            throw FileFailure.cannotWrite(path, e);
        }
        return longer;
    }

    /** Has header and items outlive the machine as well. */
    void force() throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            channel.force(false);
        } catch (IOException e) {
            throw FileFailure.cannotWrite(path, e);
        }
    }

    /**
     * Takes away all but the first items.
     *
     * @param first how many are left, at most as many as there are
     * @throws IOException if that fails
     */
    NpyFile cut(int first) throws IOException {
        NpyFile shorter = new NpyFile(path, type, first, item);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(shorter.header()), 0);
            channel.truncate(shorter.items());
        } catch (IOException e) {
            throw FileFailure.cannotWrite(path, e);
        }
        return shorter;
    }

    /**
     * Reads items.
     *
     * @param from the first of them, counted from 0
     * @param items how many
     * @return their values, little-endian
     * @throws IOException if they cannot be read, or are too large for one buffer
     */
    ByteBuffer read(int from, int items) throws IOException {
        try (FileChannel channel = FileChannel.open(path)) {
            if (itemBytes() * items > Integer.MAX_VALUE) {
                throw new IOException("it is too large");
            }
            ByteBuffer values = buffer((int) itemBytes() / 4 * items);
            readFully(channel, values, HEADER + from * itemBytes());
            if (values.hasRemaining()) {
                throw new IOException("it has become shorter");
            }
            return values.flip();
        } catch (IOException | OutOfMemoryError e) {
            throw FileFailure.cannotRead(
                    path, e instanceof IOException io ? io : new IOException("it is too large"));
        }
    }

    /** Room for so many values. */
    static ByteBuffer buffer(int values) {
        return ByteBuffer.allocate(Math.multiplyExact(4, values)).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void readFully(FileChannel channel, ByteBuffer into, long from)
            throws IOException {
        int read = 0;
        for (long at = from; into.hasRemaining() && read >= 0; at += read) {
            read = channel.read(into, at);
        }
    }
}
