// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads comma-separated rows of UTF-8 text with a quote character of choice, as Python's csv module
 * does: a cell that starts with the quote ends with the next one, doubled quotes stand for one, and
 * nothing else is special. LaTeX is full of backslashes, which most CSV readers take for escapes.
 *
 * <p>A row is bounded, so that a lost quote or a file without line ends costs no memory.
 */
final class CsvRows {
    private static final int MOST_CHARACTERS = 1 << 16;

    private final BufferedReader in;
    private final String where;
    private final char quote;
    private int row;
    private int characters;

    CsvRows(InputStream in, String where, char quote) {
        this.in =
                new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
        this.where = where;
        this.quote = quote;
    }

    /** The number of the row that was read last, from 1. */
    int row() {
        return row;
    }

    /** The cells of the next row, or null at the end. Empty lines are passed over. */
    @Nullable List<String> next() throws IOException {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        boolean wasQuoted = false;
        row++;
        characters = 0;
        while (true) {
            int c = read();
            if (quoted) {
                if (c < 0) {
                    throw new DataFileException(
                            String.format(
                                            Locale.ROOT,
                                            "expected a closing quote %s in row %d of %s, found the end; get it",
                                            quote,
                                            row,
                                            where)
                                    + " again");
                }
                if (c != quote) {
                    cell.append((char) c);
                } else if (peek() == quote) {
                    cell.append((char) read());
                } else {
                    quoted = false;
                }
            } else if (c == quote && cell.isEmpty() && !wasQuoted) {
                quoted = true;
                wasQuoted = true;
            } else if (c == ',') {
                cells.add(cell.toString());
                cell.setLength(0);
                wasQuoted = false;
            } else if (c == '\n' || c < 0) {
                if (!cells.isEmpty() || !cell.isEmpty() || wasQuoted) {
                    cells.add(cell.toString());
                    return cells;
                }
                if (c < 0) {
                    return null;
                }
                row++;
            } else if (c != '\r' || peek() != '\n') {
                cell.append((char) c);
            }
        }
    }

    private int peek() throws IOException {
        in.mark(1);
        int c = decoded();
        in.reset();
        return c;
    }

    private int read() throws IOException {
        if (++characters > MOST_CHARACTERS) {
            throw new DataFileException(
                    String.format(
                            Locale.ROOT,
                            "expected at most %d characters in row %d of %s, found more; it is no such"
                                    + " list: check the path",
                            MOST_CHARACTERS,
                            row,
                            where));
        }
        return decoded();
    }

    private int decoded() throws IOException {
        try {
            return in.read();
        } catch (CharacterCodingException e) {
            throw new DataFileException(
                    String.format(
                            Locale.ROOT,
                            "expected UTF-8 text in %s, found other bytes in or after row %d; get it again",
                            where,
                            row),
                    e);
        }
    }
}
