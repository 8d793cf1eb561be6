// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows of text with a separator and a quote character of choice, as Python's csv module does:
 * a cell that starts with the quote ends with the next one, doubled quotes stand for one, and
 * nothing else is special. LaTeX is full of backslashes, which most CSV readers take for escapes.
 * Lines end as they end on any system.
 *
 * <p>A row is bounded, so that a lost quote or a file without line ends costs no memory.
 */
final class CsvRows {
    /** Where in a cell the reader is; a quote that closes may turn out to be the first of two. */
    private enum State {
        START,
        PLAIN,
        QUOTED,
        CLOSED
    }

    private final TextReader in;
    private final char separator;
    private final char quote;
    private final int mostCharacters;
    private final String remedy;
    private int row;
    private int characters;
    private boolean afterReturn;

    /**
     * A reader of rows.
     *
     * @param in the text
     * @param separator what parts cells
     * @param quote what a cell may begin and end with
     * @param mostCharacters how long a row may be
     * @param remedy what to do about rows that are none
     */
    CsvRows(TextReader in, char separator, char quote, int mostCharacters, String remedy) {
        this.in = in;
        this.separator = separator;
        this.quote = quote;
        this.mostCharacters = mostCharacters;
        this.remedy = remedy;
    }

    /** The number of the row that was read last, from 1. */
    int row() {
        return row;
    }

    /** The cells of the next row, or null at the end. Empty lines are passed over. */
    @Nullable List<String> next() throws IOException {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        State state = State.START;
        row++;
        characters = 0;
        while (true) {
            int c = read(state);
            if (state == State.QUOTED) {
                if (c < 0) {
                    throw unclosed("the end");
                }
                if (c == quote) {
                    state = State.CLOSED;
                } else {
                    cell.append((char) c);
                }
            } else if (c == quote && state != State.PLAIN) {
                if (state == State.CLOSED) {
                    cell.append(quote);
                }
                state = State.QUOTED;
            } else if (c == separator) {
                cells.add(cell.toString());
                cell.setLength(0);
                state = State.START;
            } else if (c == '\n' || c == '\r' || c < 0) {
                afterReturn = c == '\r';
                if (!cells.isEmpty() || state != State.START) {
                    cells.add(cell.toString());
                    return cells;
                }
                if (c < 0) {
                    return null;
                }
                row++;
                characters = 0;
            } else {
                cell.append((char) c);
                state = State.PLAIN;
            }
        }
    }

    private int read(State state) throws IOException {
        int c = in.next("row", row);
        if (afterReturn) {
            afterReturn = false;
            if (c == '\n') {
                c = in.next("row", row);
            }
        }
        if (++characters > mostCharacters) {
            if (state == State.QUOTED) {
                throw unclosed("none in " + mostCharacters + " characters");
            }
            throw new DataFileException(
                    String.format(
                            Locale.ROOT,
                            "expected at most %d characters in row %d of %s, found more; %s",
                            mostCharacters,
                            row,
                            in.where(),
                            remedy));
        }
        return c;
    }

    private DataFileException unclosed(String found) {
        return new DataFileException(
                String.format(
                        Locale.ROOT,
                        "expected a closing quote %s in row %d of %s, found %s; %s",
                        quote,
                        row,
                        in.where(),
                        found,
                        remedy));
    }
}
