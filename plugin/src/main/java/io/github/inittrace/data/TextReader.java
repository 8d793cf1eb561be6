// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.util.Locale;

/**
 * Decodes text and refuses bytes that are none. Java's own reader may refuse thousands of
 * characters before those bytes; this one hands out all text in front of them first, so that
 * whoever counts lines knows where they are. A byte order mark is passed over.
 */
final class TextReader implements Closeable {
    private static final int BUFFER = 1 << 16;
    private static final char BYTE_ORDER_MARK = '\ufeff';

    private final InputStream in;
    private final String where;
    private final String remedy;
    private final CharsetDecoder decoder;
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER).flip();
    private final CharBuffer chars = CharBuffer.allocate(BUFFER).flip();
    private boolean begun;
    private boolean ended;

    /**
     * A reader of text.
     *
     * @param in the bytes
     * @param charset their encoding
     * @param where what to call them in messages
     * @param remedy what to do where they are not in that encoding
     */
    TextReader(InputStream in, Charset charset, String where, String remedy) {
        this.in = in;
        this.where = where;
        this.remedy = remedy;
        decoder = charset.newDecoder();
    }

    /** What the text is called in messages. */
    String where() {
        return where;
    }

    /**
     * The next character, or -1 at the end.
     *
     * @param unit what the caller counts, a row or a line
     * @param number which one it reads
     * @throws DataFileException if what comes next is no text
     */
    int next(String unit, int number) throws IOException {
        try {
            if (!chars.hasRemaining() && !fill()) {
                return -1;
            }
        } catch (CharacterCodingException e) {
            throw refused("other bytes", unit, number);
        }
        char c = chars.get();
        if (c == 0) {
            throw refused("a zero byte", unit, number);
        }
        return c;
    }

    private DataFileException refused(String found, String unit, int number) {
        return new DataFileException(
                String.format(
                        Locale.ROOT,
                        "expected %s text in %s, found %s in %s %d; %s",
                        decoder.charset().name(),
                        where,
                        found,
                        unit,
                        number,
                        remedy));
    }

    /** Decodes what comes next; false at the end. */
    private boolean fill() throws IOException {
        while (true) {
            chars.clear();
            CoderResult result = decoder.decode(bytes, chars, ended);
            chars.flip();
            if (chars.hasRemaining() && !begun) {
                begun = true;
                if (chars.get(0) == BYTE_ORDER_MARK) {
                    chars.position(1);
                }
            }
            if (chars.hasRemaining()) {
                return true;
            }
            if (result.isError()) {
                result.throwException();
            }
            if (ended) {
                return false;
            }
            more();
        }
    }

    private void more() throws IOException {
        bytes.compact();
        int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
        if (count < 0) {
            ended = true;
        } else {
            bytes.position(bytes.position() + count);
        }
        bytes.flip();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
