// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A table for a terminal: names to the left, numbers to the right, as wide as its content. */
final class TextTable {
    private static final String BETWEEN = "  ";

    private final List<String[]> rows = new ArrayList<>();

    /** Starts with the columns' names. */
    TextTable(String... heads) {
        rows.add(heads);
    }

    /** Adds a row of as many cells as there are columns. */
    void row(String... cells) {
        rows.add(cells);
    }

    /** The lines, without trailing blanks. */
    List<String> lines() {
        int[] widths = new int[rows.get(0).length];
        for (String[] row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(String[] row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.length; i++) {
            char[] fill = new char[widths[i] - row[i].length()];
            Arrays.fill(fill, ' ');
            line.append(i == 0 ? "" : BETWEEN);
            line.append(i == 0 ? row[i] : "").append(fill).append(i == 0 ? "" : row[i]);
        }
        return line.toString().stripTrailing();
    }
}
