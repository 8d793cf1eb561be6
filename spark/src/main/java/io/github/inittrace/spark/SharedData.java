// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.spark;

import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil.HashType;
import io.github.inittrace.files.Folders;
import io.github.inittrace.run.Manifest;
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
     * Copies files to where executors find them, unless they are there.
     *
     * @param original a file or folder of this machine
     * @param folder the URI of a folder for data
     * @throws IOException if they cannot be read or written; one sentence
     */
    static SharedData put(SharedStorage storage, Path original, String folder) throws IOException {
        String sha256 = sha256(original);
        String place = folder + "/" + sha256;
        if (!storage.isMarked(place)) {
            storage.delete(place); // of a driver that was killed while it copied
            storage.upload(original, place + "/" + original.getFileName());
            storage.mark(place);
        }
        return new SharedData(
                original.toAbsolutePath().toString(), place + "/" + original.getFileName(), sha256);
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
        Path copy = folder.resolve(uri.substring(uri.lastIndexOf('/') + 1));
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
