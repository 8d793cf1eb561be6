// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Remembers beside a file that its content was checked, so that it need not be read again. Any
 * change of its size, its time or of what it ought to hold makes the mark void.
 */
final class VerifiedMark {
    private static final String SUFFIX = ".verified";

    private VerifiedMark() {}

    static boolean isValid(Path file, RemoteFile remote) {
        try {
            return Files.isRegularFile(file)
                    && Files.size(mark(file)) < 1000
                    && Files.readString(mark(file), StandardCharsets.US_ASCII)
                            .equals(text(file, remote));
        } catch (IOException e) {
            return false; // no mark, or none that can be read: the file is checked again
        }
    }

    static void set(Path file, RemoteFile remote) throws IOException {
        Files.writeString(mark(file), text(file, remote), StandardCharsets.US_ASCII);
    }

    private static Path mark(Path file) {
        return file.resolveSibling(file.getFileName() + SUFFIX);
    }

    private static String text(Path file, RemoteFile remote) throws IOException {
        return String.format(
                Locale.ROOT,
                "%s %s, %d bytes, modified %d\n",
                remote.check().algorithm(),
                remote.check().digest(),
                Files.size(file),
                Files.getLastModifiedTime(file).toMillis());
    }
}
