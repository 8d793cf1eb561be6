// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Walks through a tar archive from front to back. Regular files come out by name and size; their
 * content is read on demand and skipped otherwise, so an archive of any size takes a few kilobytes.
 *
 * <p>Of the extensions, long names count (GNU's and POSIX's). What is skipped is bounded by the
 * whole archive's bound, because compressed zeros cost their sender nothing. That is why this is
 * not Commons Compress' reader, which takes a long name into memory whole, as long as its header
 * says it is.
 */
final class TarReader {
    private static final int BLOCK = 512;
    private static final int LONGEST_NAME = 1 << 16;

    private final InputStream in;
    private final String where;
    private final long mostBytes;
    private final byte[] header = new byte[BLOCK];
    private final byte[] waste = new byte[1 << 13];
    private long bytesRead;
    private long left;
    private int padding;

    TarReader(InputStream in, String where, long mostBytes) {
        this.in = in;
        this.where = where;
        this.mostBytes = mostBytes;
    }

    /** The name of the next regular file, or null at the end of the archive. */
    @Nullable String next() throws IOException {
        String longName = null;
        while (true) {
            skip(left + padding);
            left = 0;
            padding = 0;
            int length = fill(header, BLOCK);
            if (length == 0 || (length == BLOCK && isZero())) {
                return null;
            }
            if (length < BLOCK || !checksumIsRight()) {
                throw damaged(length < BLOCK ? "it is cut off" : "a header's checksum is wrong");
            }
            left = size();
            padding = (int) (-left & (BLOCK - 1));
            char type = (char) header[156];
            if (type == 'L' || type == 'x') {
                byte[] body = content(LONGEST_NAME);
                String found = type == 'L' ? text(body, 0, body.length) : paxPath(body);
                longName = found == null ? longName : found;
            } else if (type == '0' || type == 0) {
                return longName == null ? name() : longName;
            } else {
                longName = null;
            }
        }
    }

    /** The content of the file that {@link #next} has named. */
    byte[] content(int most) throws IOException {
        if (left > most) {
            throw damaged(String.format(Locale.ROOT, "an entry of %d bytes is too long", left));
        }
        byte[] content = new byte[(int) left];
        if (fill(content, content.length) < content.length) {
            throw damaged("it is cut off");
        }
        left = 0;
        return content;
    }

    /** The same content as a stream, which ends with the file. */
    InputStream stream() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] to, int offset, int length) throws IOException {
                if (left == 0 && length > 0) {
                    return -1;
                }
                int found = in.read(to, offset, (int) Math.min(length, left));
                if (found < 0) {
                    throw damaged("it is cut off");
                }
                count(found);
                left -= found;
                return found;
            }
        };
    }

    private void skip(long bytes) throws IOException {
        for (long todo = bytes; todo > 0; ) {
            int found = fill(waste, (int) Math.min(todo, waste.length));
            if (found == 0) {
                throw damaged("it is cut off");
            }
            todo -= found;
        }
    }

    private int fill(byte[] to, int length) throws IOException {
        int found = in.readNBytes(to, 0, length);
        count(found);
        return found;
    }

    private void count(int bytes) throws IOException {
        bytesRead += bytes;
        if (bytesRead > mostBytes) {
            throw damaged(String.format(Locale.ROOT, "it holds more than %d bytes", mostBytes));
        }
    }

    private boolean isZero() {
        return Arrays.equals(header, new byte[BLOCK]);
    }

    private boolean checksumIsRight() {
        int sum = 8 * ' ';
        for (int i = 0; i < BLOCK; i++) {
            sum += i >= 148 && i < 156 ? 0 : header[i] & 0xff;
        }
        return octal(148, 8) == sum;
    }

    private long size() throws IOException {
        long size = octal(124, 12);
        if (size < 0) {
            throw damaged("a header's size is no number");
        }
        return size;
    }

    /** A number in octal digits, or -1. */
    private long octal(int at, int length) {
        long value = 0;
        boolean any = false;
        for (int i = at; i < at + length; i++) {
            byte c = header[i];
            if (c >= '0' && c <= '7') {
                value = 8 * value + (c - '0');
                any = true;
            } else if (c != ' ' && c != 0) {
                return -1;
            } else if (any) {
                break;
            }
        }
        return any ? value : -1;
    }

    private String name() {
        boolean posix = text(header, 257, 5).equals("ustar") && header[262] == 0;
        String prefix = posix ? text(header, 345, 155) : "";
        String name = text(header, 0, 100);
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    private static String text(byte[] bytes, int at, int length) {
        int end = at;
        while (end < at + length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, at, end - at, StandardCharsets.UTF_8);
    }

    /** The value of the record "path" among POSIX's records "length key=value". */
    private static @Nullable String paxPath(byte[] body) {
        for (String line : text(body, 0, body.length).split("\n")) {
            int key = line.indexOf(' ') + 1;
            if (line.startsWith("path=", key)) {
                return line.substring(key + 5);
            }
        }
        return null;
    }

    private DataFileException damaged(String finding) {
        return new DataFileException(
                String.format(
                        Locale.ROOT,
                        "expected a whole tar archive in %s, found a damaged one: %s; get it again",
                        where,
                        finding));
    }
}
