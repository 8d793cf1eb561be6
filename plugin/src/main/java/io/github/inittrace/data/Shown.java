// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

/** Text of a file as a message shows it: on one line, and short however long it is. */
final class Shown {
    private static final int LONGEST = 40;

    private Shown() {}

    /** A name or cell. What no terminal should get becomes a question mark. */
    static String of(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints()
                .limit(LONGEST)
                .map(c -> isPlain(c) ? c : '?')
                .forEach(shown::appendCodePoint);
        return text.codePointCount(0, text.length()) <= LONGEST ? shown.toString() : shown + "...";
    }

    private static boolean isPlain(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED ->
                    false;
            default -> true;
        };
    }
}
