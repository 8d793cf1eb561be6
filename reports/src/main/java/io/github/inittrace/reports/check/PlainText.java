// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.check;

import java.util.regex.Pattern;

/** Text from data and files, fit for a terminal or a page. Stateless. */
public final class PlainText {
    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cc}\\u2028\\u2029]+");
    private static final Pattern DIRECTIONS =
            Pattern.compile("[\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]");

    private PlainText() {}

    /**
     * Text on one line: control characters, also those of C1, become a blank, and what changes the
     * direction of writing goes, so that nothing can pass for something else.
     */
    public static String oneLine(String text) {
        String line = CONTROLS.matcher(text).replaceAll(" ");
        return DIRECTIONS.matcher(line).replaceAll("");
    }
}
