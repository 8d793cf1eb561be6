// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import java.nio.file.Path;

/**
 * Names of files as text. In a locale such as C the platform decodes names that are not ASCII to
 * replacement characters, which are the same for other names too: such a text must not become a
 * label, part of a record or a path again. Stateless.
 */
public final class FileNames {
    /** What the platform's decoder puts where it cannot decode. */
    private static final char REPLACEMENT = '\uFFFD';

    private FileNames() {}

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
        String encoding = String.valueOf(System.getProperty("sun.jnu.encoding"));
        return what
                + " cannot be read in this locale ("
                + encoding
                + "); "
                + (encoding.equals("UTF-8") ? "write it in UTF-8" : "set LC_ALL=C.UTF-8");
    }

    /** Refuses a path of which a part is lost. */
    static void check(Path path, String what) throws DataFileException {
        if (!isReadable(path.toString())) {
            throw new DataFileException(complaint("the name of " + what));
        }
    }
}
