// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.text;

/**
 * Texts cut where there is little room, between characters: one beyond the first 65,536, such as an
 * emoji, is never cut in two. Stateless.
 */
public final class ShortText {
    private ShortText() {}

    /**
     * The start of a text that is long, else all of it.
     *
     * @param text any text
     * @param longest how many characters there is room for, at least one
     */
    public static String of(String text, int longest) {
        return fits(text, longest) ? text : start(text, longest - 1) + "…";
    }

    /**
     * The end of a text that is long, such as a path, else all of it.
     *
     * @param text any text
     * @param longest how many characters there is room for, at least one
     */
    public static String endOf(String text, int longest) {
        return fits(text, longest) ? text : "…" + end(text, longest - 1);
    }

    static boolean fits(String text, int longest) {
        return text.codePointCount(0, text.length()) <= longest;
    }

    /** The first characters of a text that has as many. */
    static String start(String text, int characters) {
        return text.substring(0, text.offsetByCodePoints(0, characters));
    }

    /** The last characters of a text that has as many. */
    static String end(String text, int characters) {
        return text.substring(text.offsetByCodePoints(text.length(), -characters));
    }
}
