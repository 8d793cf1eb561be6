// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.check;

import io.github.inittrace.text.SafeText;
import java.util.regex.Pattern;

/**
 * Text from data and files, fit for a terminal or a page: without what changes the direction of
 * writing, so that nothing can pass for something else. Stateless.
 */
public final class PlainText {
    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cc}\\u2028\\u2029]+");
    private static final Pattern DIRECTIONS =
            Pattern.compile("[\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]");

    private PlainText() {}

    /**
     * Text on one line: control characters, also those of C1, become a blank.
     */
    public static String oneLine(String text) {
        return oneDirection(CONTROLS.matcher(text).replaceAll(" "));
    }

    /** Text for an element or attribute of XML or HTML, before it is escaped; its lines are kept. */
    public static String inMarkup(String text) {
        return SafeText.forXml(oneDirection(text));
    }

    private static String oneDirection(String text) {
        return DIRECTIONS.matcher(text).replaceAll("");
    }
}
