// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.files;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;

/**
 * Turns what the file system says into one sentence that names the path, which its exceptions have
 * or lack as it comes.
 */
public final class FileFailure {
    private FileFailure() {}

    /**
     * What to throw where a file or folder cannot be written.
     *
     * @param path what was to be written
     * @param cause why it could not be
     */
    public static IOException cannotWrite(Path path, Exception cause) {
        String reason =
                cause instanceof NoSuchFileException missing
                        ? absentFolder(Path.of(missing.getFile()))
                        : reason(path, cause);
        return new IOException("cannot write to " + path + ": " + reason, cause);
    }

    /**
     * What to throw where a file or folder cannot be read.
     *
     * @param path what was to be read
     * @param cause why it could not be
     */
    public static IOException cannotRead(Path path, Exception cause) {
        return new IOException("cannot read " + path + ": " + reason(path, cause), cause);
    }

    /**
     * The reason alone, which begins in lower case and ends without a full stop.
     *
     * @param path what was to be read or written
     * @param cause why it could not be
     */
    public static String reason(Path path, Exception cause) {
        if (cause instanceof NoSuchFileException missing) {
            // A name that the locale cannot read is no path again.
            String absent = missing.getFile();
            return (absent.equals(path.toString()) ? "it" : absent) + " does not exist";
        }
        if (cause instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (cause instanceof FileAlreadyExistsException) {
            return "something else of that name is there; move it away";
        }
        if (cause instanceof ClosedByInterruptException) {
            return "the thread that does so was interrupted";
        }
        if (cause instanceof ReadOnlyFileSystemException) {
            return "the file system is read-only";
        }
        String text =
                cause instanceof FileSystemException system
                        ? system.getReason()
                        : cause.getMessage();
        return text == null || text.isEmpty()
                ? cause.getClass().getSimpleName()
                : Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }

    /** What is written need not be there yet; its folder must. */
    private static String absentFolder(Path missing) {
        Path folder = missing.getParent();
        return "the folder " + (folder == null ? "." : folder) + " does not exist";
    }
}
