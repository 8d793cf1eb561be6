// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Makes folders, finds them, looks through them, and removes them. */
public final class Folders {
    private Folders() {}

    /**
     * Makes a folder and those it lies in, as far as they are missing. Unlike {@link
     * Files#createDirectories}, of {@code a/../b} it makes {@code a} as well, without which the
     * system finds no {@code a/../b}.
     *
     * @param folder its path
     * @throws IOException if it cannot be made; one sentence that names it
     */
    public static void create(Path folder) throws IOException {
        try {
            createAll(folder);
        } catch (IOException e) {
            throw FileFailure.cannotWrite(folder, e);
        }
    }

    /**
     * Removes a folder with all in it; links are removed, not what they lead to.
     *
     * @param folder its path; there need be nothing
     * @throws IOException if it cannot be removed; one sentence that names it
     */
    public static void delete(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> walk = Files.walk(folder)) {
            List<Path> insideFirst = walk.sorted(Comparator.reverseOrder()).toList();
            for (Path path : insideFirst) {
                Files.delete(path);
            }
        } catch (UncheckedIOException e) {
            throw FileFailure.cannotWrite(folder, Objects.requireNonNull(e.getCause()));
        } catch (IOException e) {
            throw FileFailure.cannotWrite(folder, e);
        }
    }

    /**
     * A folder and all in it, a folder before what it holds; links are followed only if an option says so.
     *
     * @param folder its path
     * @param options how it is walked through
     * @throws IOException if one cannot be read; one sentence that names the folder
     */
    public static List<Path> all(Path folder, FileVisitOption... options) throws IOException {
        try (Stream<Path> walk = Files.walk(folder, options)) {
            return walk.toList();
        } catch (UncheckedIOException e) {
            throw FileFailure.cannotRead(folder, Objects.requireNonNull(e.getCause()));
        } catch (IOException e) {
            throw FileFailure.cannotRead(folder, e);
        }
    }

    /**
     * Where a path leads, by all links and dots on the way. What is not there of it is taken for
     * folders that are still to be made.
     *
     * @param path a file or folder, there or not
     * @throws IOException if one on the way cannot be looked at; one sentence that names the path
     */
    public static Path real(Path path) throws IOException {
        Path absolute = path.toAbsolutePath();
        Path at = Objects.requireNonNull(absolute.getRoot(), "of an absolute path");
        try {
            for (Path name : absolute) {
                at = at.resolve(name).normalize(); // not of the whole: 'link/..' is elsewhere
                if (Files.exists(at)) {
                    at = at.toRealPath();
                }
            }
        } catch (IOException e) {
            throw FileFailure.cannotRead(path, e);
        }
        return at;
    }

    private static void createAll(Path folder) throws IOException {
        Path parent = folder.toAbsolutePath().getParent();
        if (parent != null && !Files.isDirectory(parent)) {
            createAll(parent);
        }
        Files.createDirectories(folder);
    }
}
