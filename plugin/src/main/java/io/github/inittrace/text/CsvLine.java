// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.text;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A line of a table as RFC 4180 has it. Stateless. */
public final class CsvLine {
    private CsvLine() {}

    /**
     * The line with its end.
     *
     * @param cells what it holds; null for an empty cell
     */
    public static String of(List<? extends @Nullable Object> cells) {
        return cells.stream().map(CsvLine::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String cell(@Nullable Object value) {
        String text = value == null ? "" : value.toString();
        boolean isPlain =
                text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        return isPlain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
