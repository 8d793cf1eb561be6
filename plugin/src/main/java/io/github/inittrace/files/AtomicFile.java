// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Replaces a file in one step: a reader sees the old content or the new one, never half of it, and
 * it has the new one only once this is on the disk. Until then the new content lies beside it in a
 * draft, which a process that is killed leaves behind.
 */
public final class AtomicFile {
    /** The dot hides it; process and time keep two writers of one file apart. */
    private static final Pattern DRAFT = Pattern.compile("\\.(.+)\\.[0-9]+-[0-9]+\\.tmp");

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
        try (FileDraft draft = new FileDraft(file)) {
            draft.write(content);
            draft.commit();
        }
    }

    /**
     * Removes the file that {@link #write} would replace, if there is one.
     *
     * @param file its path
     * @throws IOException if it cannot be removed; one sentence that names it
     */
    public static void remove(Path file) throws IOException {
        try {
            Path target = target(file);
            if (Files.isRegularFile(target) && isReplaceable(target)) {
                Files.delete(target);
            }
        } catch (IOException e) {
            throw FileFailure.cannotWrite(file, e);
        }
    }

    /**
     * The file that a draft was to replace.
     *
     * @param name the name of a file, without folders
     * @return the name of the file it is a draft of; null if it is none
     */
    public static @Nullable String draftOf(String name) {
        Matcher draft = DRAFT.matcher(name);
        return draft.matches() ? draft.group(1) : null;
    }

    /**
     * Where links lead to in the end, whether or not there is anything: the file that {@link #write}
     * replaces.
     *
     * @throws IOException if they lead in a circle or cannot be read
     */
    public static Path target(Path file) throws IOException {
        Path target = file;
        for (int links = 0; Files.isSymbolicLink(target) && !isOpenStream(target); links++) {
            if (links == MOST_LINKS) {
                throw new IOException("its links lead in a circle");
            }
            target = target.resolveSibling(Files.readSymbolicLink(target));
        }
        return target;
    }

    /**
     * Whether {@link #write} puts another file in the place of one.
     *
     * @param target where links have led to
     * @return false for a pipe, a device or an open stream, which is written to as it is
     */
    public static boolean isReplaceable(Path target) {
        return !isOpenStream(target) && (!Files.exists(target) || Files.isRegularFile(target));
    }

    /** Somebody goes on writing to it, so that it must stay the same file. */
    private static boolean isOpenStream(Path path) {
        return path.startsWith("/proc") || path.startsWith("/dev/fd");
    }
}
