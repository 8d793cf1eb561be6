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
import java.nio.file.StandardOpenOption;

/** Replaces a file in one step: a reader sees the old content or the new one, never half of it. */
public final class AtomicFile {
    /** As many as Linux follows. */
    private static final int MOST_LINKS = 40;

    private AtomicFile() {}

    /**
     * Writes a file. Where there is a symbolic link, the file that it leads to is replaced; a pipe,
     * a device or an open stream such as {@code /dev/stdout} is written to as it is.
     *
     * @param file its path, in a folder that exists
     * @param content what it is to hold
     * @throws IOException if it cannot be written; one sentence that names it
     */
    public static void write(Path file, byte[] content) throws IOException {
        try {
            Path target = target(file);
            if (Files.isDirectory(target)) {
                throw new IOException("it is a folder; move it away");
            }
            if (isReplaceable(target)) {
                replace(target, content);
            } else {
                Files.write(target, content, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
            }
        } catch (IOException e) {
            throw cannotWrite(file, e);
        }
    }

    /**
     * Removes the file that {@link #write} would replace, if there is one.
     *
     * @throws IOException if it cannot be removed; one sentence that names it
     */
    public static void remove(Path file) throws IOException {
        try {
            Path target = target(file);
            if (Files.isRegularFile(target) && isReplaceable(target)) {
                Files.delete(target);
            }
        } catch (IOException e) {
            throw cannotWrite(file, e);
        }
    }

    private static void replace(Path file, byte[] content) throws IOException {
        // Not Files.createTempFile: its files are private, and a CI server reads as another user.
        String unique = ProcessHandle.current().pid() + "-" + System.nanoTime();
        Path draft = file.resolveSibling("." + file.getFileName() + "." + unique + ".tmp");
        try {
            Files.write(draft, content);
            try {
                Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** Where links lead to in the end, whether or not there is anything. */
    private static Path target(Path file) throws IOException {
        Path target = file;
        for (int links = 0; Files.isSymbolicLink(target) && !isOpenStream(target); links++) {
            if (links == MOST_LINKS) {
                throw new IOException("its links lead in a circle");
            }
            target = target.resolveSibling(Files.readSymbolicLink(target));
        }
        return target;
    }

    private static boolean isReplaceable(Path target) {
        return !isOpenStream(target) && (!Files.exists(target) || Files.isRegularFile(target));
    }

    /** Somebody goes on writing to it, so that it must stay the same file. */
    private static boolean isOpenStream(Path path) {
        return path.startsWith("/proc");
    }

    /** A folder for such files; made if missing, together with those it lies in. */
    static void folder(Path folder) throws IOException {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw cannotWrite(folder, e);
        }
    }

    /**
     * One sentence with the path, which exceptions of the file system have or lack as it comes.
     *
     * @param path what was to be written
     * @param cause why it could not be
     */
    public static IOException cannotWrite(Path path, IOException cause) {
        return new IOException("cannot write to " + path + ": " + reason(cause), cause);
    }

    private static String reason(IOException e) {
        if (e instanceof FileAlreadyExistsException) {
            return "something else of that name is there; move it away";
        }
        if (e instanceof NoSuchFileException missing) {
            // The path is that of a draft, which nobody knows; missing is where it was to lie.
            Path folder = Path.of(missing.getFile()).getParent();
            return "the folder " + (folder == null ? "." : folder) + " does not exist";
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
