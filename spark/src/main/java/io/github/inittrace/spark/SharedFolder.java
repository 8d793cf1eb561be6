// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.spark;

import io.github.inittrace.files.Folders;
import io.github.inittrace.sweep.SweepRecord;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Logger;

/**
 * A folder on shared storage, and the one on this machine in which the driver works for it: the
 * same, where the file system is one of this machine; else a copy.
 */
final class SharedFolder implements AutoCloseable {
    private static final Logger logger = Logger.getLogger(SharedFolder.class.getName());

    /** Where what is not finished of a sweep lies: beside its runs, and never in a copy. */
    private static final String SCRATCH = ".spark";

    /** What has not got its name yet. */
    private static final String UPLOAD = ".upload";

    /** Hadoop takes what follows as it is: nothing is encoded. */
    private static final String FILE = "file:";

    private final SharedStorage storage;
    private final String uri;
    private final Path local;
    private final boolean isCopy;

    /** Of files in the copy, when they were written that are on shared storage. */
    private final Map<Path, FileTime> published = new HashMap<>();

    private SharedFolder(SharedStorage storage, String uri, Path local, boolean isCopy) {
        this.storage = storage;
        this.uri = uri;
        this.local = local;
        this.isCopy = isCopy;
    }

    /** One of this machine, which executors must be able to see as well. */
    static SharedFolder of(SharedStorage storage, Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        return new SharedFolder(
                storage,
                withoutSlash(FILE + absolute.toString().replace('\\', '/')),
                absolute,
                false);
    }

    /**
     * One anywhere.
     *
     * @throws IOException if it cannot be written; one sentence
     */
    static SharedFolder of(SharedStorage storage, String uri) throws IOException {
        URI place;
        try {
            place = new URI(uri);
        } catch (URISyntaxException e) {
            throw new IOException(
                    "expected the address of a folder, found "
                            + uri
                            + ", which is no URI; name a folder without blanks and other such"
                            + " characters",
                    e);
        }
        if ("file".equalsIgnoreCase(place.getScheme())) {
            return of(storage, Path.of(place.getPath()));
        }
        if (place.getPath() == null || withoutSlash(place.getPath()).isEmpty()) {
            throw new IOException(
                    "expected a folder of its own, found all of "
                            + uri
                            + "; name a folder there, such as "
                            + withoutSlash(uri)
                            + "/sweep");
        }
        SharedFolder folder =
                new SharedFolder(
                        storage,
                        withoutSlash(uri),
                        Files.createTempDirectory("inittrace-driver"),
                        true);
        try {
            storage.requireWritable(folder.uri);
            folder.download();
            return folder;
        } catch (IOException | RuntimeException | Error e) {
            folder.close();
            throw e;
        }
    }

    /** Brings what is finished to the copy. */
    private void download() throws IOException {
        storage.download(uri, local, Set.of(SCRATCH, UPLOAD));
        markPublished(local);
    }

    private static String withoutSlash(String uri) {
        return uri.replaceAll("/+$", "");
    }

    /** Whether the folder on this machine is a copy. */
    boolean isCopy() {
        return isCopy;
    }

    /** The folder on this machine. */
    Path local() {
        return local;
    }

    boolean has(Path path) {
        return path.toAbsolutePath().normalize().startsWith(local);
    }

    /** The URI of a place in the folder. */
    String uri(Path path) {
        String relative = local.relativize(path.toAbsolutePath().normalize()).toString();
        return relative.isEmpty() ? uri : uri + "/" + relative.replace('\\', '/');
    }

    /** The URI of the place for what is not finished of the sweep in a folder. */
    String scratch(Path sweep) {
        return uri(sweep.resolve(SCRATCH));
    }

    /** Puts a folder that has been moved to its place on shared storage there in the copy, too. */
    void fetch(Path place) throws IOException {
        if (isCopy) {
            Folders.delete(place);
            try {
                storage.download(uri(place), place);
            } catch (IOException e) {
                Folders.delete(place); // lest part of it be published over the whole
                throw e;
            }
            markPublished(place);
        }
    }

    /**
     * Brings to shared storage what the driver has written since: first the plan, without which
     * nobody could go on with the rest.
     */
    void publish() throws IOException {
        List<Path> planFirst =
                files(local).stream()
                        .sorted(Comparator.comparing(file -> !file.endsWith(SweepRecord.FILE)))
                        .toList();
        for (Path file : planFirst) {
            FileTime written = Files.getLastModifiedTime(file);
            if (!written.equals(published.get(file))) {
                storage.replace(file, uri(file), uri + "/" + UPLOAD);
                published.put(file, written);
            }
        }
    }

    /** Removes a copy. */
    @Override
    public void close() {
        if (isCopy) {
            deleteCopy(local);
        }
    }

    /** Deletes a folder that nobody needs any more. */
    static void deleteCopy(Path folder) {
        try {
            Folders.delete(folder);
        } catch (IOException e) {
            logger.warning("the copy in " + folder + " stays: " + e.getMessage());
        }
    }

    private void markPublished(Path within) throws IOException {
        for (Path file : files(within)) {
            published.put(file, Files.getLastModifiedTime(file));
        }
    }

    private static List<Path> files(Path within) throws IOException {
        if (!Files.isDirectory(within)) {
            return List.of();
        }
        return Folders.all(within).stream()
                .filter(Files::isRegularFile)
                .filter(file -> !file.toString().endsWith(".lock"))
                .toList();
    }
}
