// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;

/** Turns what the file system says into one sentence that names the path. */
final class IoSentence {
    private IoSentence() {}

    static IOException cannotWrite(Path path, Exception cause) {
        return new IOException("cannot write to " + path + ": " + reason(path, cause), cause);
    }

    static IOException cannotRead(Path path, Exception cause) {
        return new IOException("cannot read " + path + ": " + reason(path, cause), cause);
    }

    private static String reason(Path path, Exception e) {
        if (e instanceof NoSuchFileException missing) {
            return (path.toString().equals(missing.getFile()) ? "it" : missing.getFile())
                    + " does not exist";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "something of that name is already there";
        }
        if (e instanceof ReadOnlyFileSystemException) {
            return "the file system is read-only";
        }
        if (e instanceof FileSystemException other && other.getReason() != null) {
            return lowerCase(other.getReason());
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : lowerCase(e.getMessage());
    }

    private static String lowerCase(String text) {
        return text.isEmpty() ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }
}
