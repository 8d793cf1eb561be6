// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/** Turns what the file system says into one sentence that names the path and what to do. */
final class DiskSentence {
    private DiskSentence() {}

    static DataFileException cannotWrite(Path path, IOException cause) {
        return new DataFileException(
                String.format(
                        Locale.ROOT,
                        "cannot write to %s: %s; free some space there, or choose another folder by %s",
                        path,
                        reason(cause),
                        CacheFolder.VARIABLE),
                cause);
    }

    static DataFileException cannotRead(Path path, IOException cause) {
        return new DataFileException(
                String.format(
                        Locale.ROOT,
                        "cannot read %s: %s; check the path and its permissions",
                        path,
                        reason(cause)),
                cause);
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof NoSuchFileException) {
            return "it does not exist";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "a file of that name is already there";
        }
        String text = e instanceof FileSystemException other ? other.getReason() : e.getMessage();
        return text == null || text.isEmpty()
                ? e.getClass().getSimpleName()
                : text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
    }
}
