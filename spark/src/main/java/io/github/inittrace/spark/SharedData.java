// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.spark;

import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil.HashType;
import io.github.inittrace.files.FileFailure;
import io.github.inittrace.files.Folders;
import io.github.inittrace.run.Manifest;
import io.github.inittrace.text.SafeText;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The files of a data set on shared storage, from where each executor's process takes them once, so
 * that a plan may name files that only the driver's machine has.
 *
 * @param original where the driver's machine has them, an absolute path
 * @param uri where they are shared: a file or a folder
 * @param sha256 of what they are, see {@link #sha256(Path)}
 */
record SharedData(String original, String uri, String sha256) implements Serializable {

    /**
     * What a copy is called. Its own name is none for a path such as {@code .}, and files of the same
     * content are shared once, whatever they are called.
     */
    private static final String NAME = "data";

    /**
     * Copies files to where executors find them, unless they are there.
     *
     * @param original a file or folder of this machine
     * @param folder the URI of a folder for data
     * @throws IOException if they cannot be read or written, or Hadoop cannot copy one by its name;
     *     one sentence
     */
    static SharedData put(SharedStorage storage, Path original, String folder) throws IOException {
        Path real = real(original);
        requireNames(real);
        String sha256 = sha256(real);
        String place = folder + "/" + sha256;
        String uri = place + "/" + NAME;
        if (!storage.isMarked(place)) {
            storage.delete(place); // of a driver that was killed while it copied
            storage.upload(real, uri);
            storage.mark(place);
        }
        return new SharedData(original.toAbsolutePath().toString(), uri, sha256);
    }

    /** Where the files lie: Hadoop takes the dots out of a path before it follows its links. */
    private static Path real(Path original) throws IOException {
        try {
            return original.toRealPath();
        } catch (IOException e) {
            throw FileFailure.cannotRead(original, e);
        }
    }

    /** Refuses names in a folder that Hadoop takes for addresses, whatever the file system. */
    private static void requireNames(Path place) throws IOException {
        if (!Files.isDirectory(place)) {
            return;
        }
        for (Path file : Folders.all(place, FileVisitOption.FOLLOW_LINKS)) {
            String name = place.relativize(file).toString();
            if (name.indexOf(':') >= 0) {
                throw new IOException(
                        "expected names without ':' in "
                                + place
                                + ", for Hadoop copies no others, found '"
                                + SafeText.of(name)
                                + "'; rename it");
            }
        }
    }

    /**
     * Copies the files to this machine.
     *
     * @param folder where to; must be empty
     * @return the copy
     * @throws IOException if they are not there or not what they were; one sentence. The folder is
     *     deleted then
     */
    Path get(SharedStorage storage, Path folder) throws IOException {
        try {
            return copy(storage, folder);
        } catch (IOException | RuntimeException | Error e) {
            SharedFolder.deleteCopy(folder);
            throw e;
        }
    }

    private Path copy(SharedStorage storage, Path folder) throws IOException {
        Path copy = folder.resolve(NAME);
        storage.download(uri, copy);
        String found = sha256(copy);
        if (!found.equals(sha256)) {
            throw new IOException(
                    "expected data with the hash "
                            + sha256
                            + " at "
                            + uri
                            + ", found "
                            + found
                            + "; delete that folder and start again");
        }
        return copy;
    }

    /**
     * The SHA-256 of a file; of a folder that of the list of its files, a line each with its hash
     * and its name in the folder, by name.
     */
    static String sha256(Path place) throws IOException {
        if (!Files.isDirectory(place)) {
            return Manifest.Entry.of(place).sha256();
        }
        // Links as well, for whoever copies a folder copies what they lead to.
        List<Path> files =
                Folders.all(place, FileVisitOption.FOLLOW_LINKS).stream()
                        .filter(Files::isRegularFile)
                        .sorted()
                        .toList();
        StringBuilder lines = new StringBuilder();
        for (Path file : files) {
            String name = place.relativize(file).toString().replace('\\', '/');
            lines.append(Manifest.Entry.of(file).sha256()).append("  ").append(name).append('\n');
        }
        byte[] list = lines.toString().getBytes(StandardCharsets.UTF_8);
        return ProvenanceUtil.hashArray(HashType.SHA256, list).toLowerCase(Locale.ROOT);
    }
}
