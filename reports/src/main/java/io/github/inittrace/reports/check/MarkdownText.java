// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.check;

/** Text from data in GitHub-flavoured Markdown. Stateless. */
final class MarkdownText {
    private MarkdownText() {}

    /**
     * Text that means nothing to Markdown or HTML, on one line. What GitHub and GitLab look for when
     * Markdown is already HTML, where a backslash is gone, stands alone in an element: mentions such
     * as {@code @all}, formulas between dollars, and {@code :emoji:}.
     */
    static String escaped(String text) {
        String line = PlainText.oneLine(text);
        StringBuilder safe = new StringBuilder(line.length() + 16);
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '\\', '`', '*', '_', '[', ']', '|', '~', '#', '!' ->
                        safe.append('\\').append(c);
                case '@', '$' -> safe.append(alone(c));
                case ':' -> safe.append(beginsEmoji(line, i) ? alone(c) : c);
                default -> safe.append(c);
            }
        }
        // A blank at an end would keep emphasis around it from being emphasis.
        return safe.toString().strip();
    }

    private static String alone(char c) {
        return "<span>" + c + "</span>";
    }

    /** A colon before a blank, as in sentences, begins none. */
    private static boolean beginsEmoji(String line, int colon) {
        return colon + 1 < line.length()
                && (Character.isLetterOrDigit(line.charAt(colon + 1))
                        || "+-_".indexOf(line.charAt(colon + 1)) >= 0);
    }
}
