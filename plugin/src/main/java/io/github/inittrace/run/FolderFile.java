// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The files of the folder of a run or a sweep, which may be a stranger's. A link that leads out of the folder would
 * have files read, shown and overwritten that are nobody's business, and reading a pipe or a device
 * may never end: neither is touched.
 */
public final class FolderFile {
    private FolderFile() {}

    /**
     * Looks for a file.
     *
     * @param folder the folder of a run or a sweep
     * @param name its path in the folder
     * @return the file; empty if there is nothing of that name
     * @throws IOException if there is something else than a file, or a link that leads out of the
     *     folder; one sentence that names it
     */
    public static Optional<Path> in(Path folder, String name) throws IOException {
        Path file = folder.resolve(name);
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        requireFile(folder, file);
        return Optional.of(file);
    }

    /**
     * Lets pass a file that lies in a folder, also by way of links.
     *
     * @param folder the folder of a run or a sweep
     * @param file what is there
     * @throws IOException if it is something else than a file, or a link that leads out of the
     *     folder; one sentence that names it
     */
    public static void requireFile(Path folder, Path file) throws IOException {
        requireInside(folder, file);
        if (!Files.isRegularFile(file)) {
            throw new IOException(
                    "expected a file at "
                            + file
                            + ", found a "
                            + (Files.isDirectory(file) ? "folder" : "pipe, a device or the like"));
        }
    }

    /** What a file of a tensor is called: what a file's name should not have becomes {@code _}. */
    static String nameFor(String tensor) {
        return tensor.replaceAll("[^A-Za-z0-9._-]|^\\.+", "_");
    }

    /**
     * Lets pass what lies in a folder, also by way of links.
     *
     * @param folder the folder of a run or a sweep
     * @param entry a file or folder that is there
     * @throws IOException if it is a link that leads out of the folder, or nowhere; one sentence
     *     that names it
     */
    public static void requireInside(Path folder, Path entry) throws IOException {
        Path real;
        try {
            real = entry.toRealPath();
        } catch (IOException e) {
            throw outside(entry, e);
        }
        if (!real.startsWith(folder.toRealPath())) {
            throw outside(entry, null);
        }
    }

    private static IOException outside(Path entry, @Nullable Exception cause) {
        return new IOException(
                entry
                        + " is a link that leads out of the folder, which is not followed; put"
                        + " the file itself there, or remove the link",
                cause);
    }
}
