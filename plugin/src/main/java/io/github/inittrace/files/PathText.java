// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.files;

import io.github.inittrace.text.SafeText;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Names of files as text, in a locale that need not have all letters. In one such as C the platform
 * decodes names that are not ASCII to replacement characters, which are the same for other names
 * too: such a text must not become a label, part of a record or a path again. And a path that is
 * written in a file as it should be, in a plan or a record, is none that the platform can encode.
 * Stateless.
 */
public final class PathText {
    /** What the platform's decoder puts where it cannot decode. */
    private static final char REPLACEMENT = '\uFFFD';

    private PathText() {}

    /**
     * Whether a name or a path was decoded whole.
     *
     * @param name as Java has it
     * @return false if a part of it is lost
     */
    public static boolean isReadable(String name) {
        return name.indexOf(REPLACEMENT) < 0;
    }

    /**
     * The sentence for a text that is not readable.
     *
     * @param what what it is, such as {@code the name of the current folder}
     * @return what is wrong and what to do about it
     */
    public static String complaint(String what) {
        String encoding = encoding();
        return what
                + " cannot be read in this locale ("
                + encoding
                + "); "
                + (encoding.equals("UTF-8") ? "write it in UTF-8" : "set LC_ALL=C.UTF-8");
    }

    /**
     * The sentence for a text that was to be a path.
     *
     * @param refused what Java threw
     * @return what is wrong, and what to do about it where the locale is to blame
     */
    public static String complaint(InvalidPathException refused) {
        String path = "'" + SafeText.of(refused.getInput()) + "'";
        return isEncodable(refused.getInput())
                ? "expected a path, found " + path + ": " + refused.getReason()
                : complaint("the path " + path);
    }

    /**
     * A path that a file names, which need not be there.
     *
     * @param text what is written there
     * @throws IOException if no file can have that name here; the message is {@link
     *     #complaint(InvalidPathException)}
     */
    public static Path path(String text) throws IOException {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IOException(complaint(e), e);
        }
    }

    private static boolean isEncodable(String text) {
        String encoding = encoding();
        return !Charset.isSupported(encoding)
                || Charset.forName(encoding).newEncoder().canEncode(text);
    }

    private static String encoding() {
        return String.valueOf(System.getProperty("sun.jnu.encoding"));
    }
}
