// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.onnx;

/** Text of a file as a message shows it: on one line, and short however long it is. */
public final class Shown {
    private static final int LONGEST = 160;
    private static final int START = 100;
    private static final int END = 40;

    private Shown() {}

    /**
     * A name or value. What no terminal should get becomes a question mark.
     *
     * @param text anything that a file holds
     * @return one line of it, cut in the middle if it is long
     */
    public static String of(String text) {
        String part =
                text.length() <= LONGEST
                        ? text
                        : text.substring(0, START)
                                + "..."
                                + text.substring(text.length() - END, text.length());
        return onOneLine(part);
    }

    /**
     * A sentence that may quote a file: the whole of it, on one line.
     *
     * @param text a sentence
     * @return the sentence with question marks for what no terminal should get
     */
    public static String onOneLine(String text) {
        return text.codePoints()
                .map(c -> isPlain(c) ? c : '?')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
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
