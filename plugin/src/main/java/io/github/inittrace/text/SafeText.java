// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.text;

/**
 * Text that came from a file, made safe for where it is shown: a message has it on one line, short
 * however long it is; a page has only what XML can hold.
 */
public final class SafeText {
    private static final int LONGEST = 160;
    private static final int START = 100;
    private static final int END = 40;

    private SafeText() {}

    /**
     * A name or value. What no terminal should get becomes a question mark.
     *
     * @param text anything that a file holds
     * @return one line of it, cut in the middle if it is long
     */
    public static String of(String text) {
        String part =
                ShortText.fits(text, LONGEST)
                        ? text
                        : ShortText.start(text, START) + "..." + ShortText.end(text, END);
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

    /**
     * Text for an element or attribute of XML or HTML, before it is escaped. What XML cannot hold or
     * a terminal obeys becomes a replacement character.
     *
     * @param text any text
     * @return the text, its line breaks and tabs kept
     */
    public static String forXml(String text) {
        return text.codePoints()
                .map(c -> isXml(c) ? c : 0xfffd)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isXml(int c) {
        boolean control = Character.isISOControl(c) && c != '\t' && c != '\n' && c != '\r';
        boolean surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        return !control && !surrogate && c != 0xfffe && c != 0xffff;
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
