// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import io.github.inittrace.text.SafeText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * How a CSV file is written, as far as somebody said it.
 *
 * @param separator what parts the cells; empty if the first row shows it
 * @param encoding the name of its encoding; empty if the file shows it
 * @param header the names of the columns if the file does not name them itself
 * @param noHeader whether the columns have no names, and go by their numbers
 */
record CsvFormat(String separator, String encoding, List<String> header, boolean noHeader) {
    /** What may part cells where nobody says. What comes later is rarer in numbers and names. */
    private static final List<Character> SEPARATORS = List.of(',', ';', '\t');

    private static final char QUOTE = '"';

    /** A million columns fit, and a lost quote in a large file costs no memory. */
    private static final int MOST_CHARACTERS = 1 << 24;

    private static final String KIND = "CSV";

    CsvFormat {
        header = List.copyOf(header);
        checkSeparator(separator);
    }

    /**
     * Lets pass what may part cells, or nothing.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    static void checkSeparator(String separator) {
        boolean isPossible =
                separator.length() <= 1
                        && separator
                                .chars()
                                .noneMatch(
                                        c ->
                                                Character.isLetterOrDigit(c)
                                                        || "\"\r\n.+-".indexOf(c) >= 0);
        if (!isPossible) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "the separator must be a character such as a comma, a semicolon or a tab,"
                                    + " found '%s'",
                            SafeText.of(separator)));
        }
    }

    /** Whether the first row holds names, and no data. */
    boolean firstRowHasNames() {
        return header.isEmpty() && !noHeader;
    }

    TextFile open(Path file) throws IOException {
        return new TextFile(file, KIND, encoding);
    }

    static CsvRows rows(TextFile text, char separator) {
        return new CsvRows(text.reader(), separator, QUOTE, MOST_CHARACTERS, "correct it");
    }

    /**
     * What parts the cells: what was said, what makes the first row fit the columns that were
     * named, or what parts it into most.
     */
    char separator(Path file, String response) throws IOException {
        if (!separator.isEmpty()) {
            return separator.charAt(0);
        }
        char best = SEPARATORS.get(0);
        int most = 2;
        for (char candidate : SEPARATORS) {
            try (TextFile text = open(file)) {
                List<String> cells = rows(text, candidate).next();
                if (cells == null) {
                    return best;
                }
                boolean fits =
                        header.isEmpty()
                                ? !noHeader
                                        && cells.stream()
                                                .map(String::strip)
                                                .anyMatch(response::equals)
                                : cells.size() == header.size();
                if (fits) {
                    return candidate;
                }
                if (cells.size() >= most) {
                    most = cells.size();
                    best = candidate;
                }
            }
        }
        return best;
    }
}
