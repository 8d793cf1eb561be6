// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.chart;

/** Names from data, for places that have little room. Stateless. */
public final class ShortText {
    private ShortText() {}

    /**
     * A text, cut at its end where it is long. No character is cut in two, as one beyond the first
     * 65,536, such as an emoji, could be.
     *
     * @param text any text
     * @param longest how many characters there is room for, at least one
     */
    public static String of(String text, int longest) {
        return text.codePointCount(0, text.length()) <= longest
                ? text
                : text.substring(0, text.offsetByCodePoints(0, longest - 1)) + "…";
    }
}
