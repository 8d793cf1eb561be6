// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Replaces a file in one step: a reader sees the old content or the new one, never half of it. */
public final class AtomicFile {
    private AtomicFile() {}

    /**
     * Writes a file.
     *
     * @param file its path, in a folder that exists
     * @param content what it is to hold
     * @throws IOException if it cannot be written; one sentence that names it
     */
    public static void write(Path file, byte[] content) throws IOException {
        // Not Files.createTempFile: its files are private, and a CI server reads as another user.
        String unique = ProcessHandle.current().pid() + "-" + System.nanoTime();
        Path draft = file.resolveSibling("." + file.getFileName() + "." + unique + ".tmp");
        try {
            Files.write(draft, content);
            if (Files.isDirectory(file)) {
                throw new IOException("it is a folder; move it away");
            }
            try {
                Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw cannotWrite(file, e);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** A folder for such files; made if missing, together with those it lies in. */
    static void folder(Path folder) throws IOException {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw cannotWrite(folder, e);
        }
    }

    /** One sentence with the path, which exceptions of the file system have or lack as it comes. */
    private static IOException cannotWrite(Path path, IOException cause) {
        return new IOException("cannot write to " + path + ": " + reason(cause), cause);
    }

    private static String reason(IOException e) {
        if (e instanceof FileAlreadyExistsException) {
            return "something else of that name is there; move it away";
        }
        if (e instanceof NoSuchFileException missing) {
            return missing.getFile() + " does not exist";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        String text = e instanceof FileSystemException system ? system.getReason() : e.getMessage();
        return text == null || text.isEmpty()
                ? e.getClass().getSimpleName()
                : Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }
}
