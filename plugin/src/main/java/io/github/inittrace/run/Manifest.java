// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.inittrace.files.FileFailure;
import io.github.inittrace.files.Folders;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The content of {@code manifest.json}: what every file of a finished run, or of a report, was when
 * it was finished.
 *
 * @param schema the version of the run folder's format
 * @param files size and SHA-256 of every file but the manifest and the report, by its path in the
 *     folder with {@code /} between names, in alphabetical order
 */
public record Manifest(int schema, Map<String, Entry> files) {
    public Manifest {
        files = Collections.unmodifiableMap(new TreeMap<>(files));
    }

    /**
     * One file.
     *
     * @param size its size in bytes
     * @param sha256 its SHA-256 in lower-case hexadecimal
     */
    public record Entry(long size, String sha256) {

        /**
         * Takes stock of a file.
         *
         * @throws IOException if it cannot be read; the message is one sentence that names it
         */
        public static Entry of(Path file) throws IOException {
            try {
                return entry(file);
            } catch (IOException e) {
                throw FileFailure.cannotRead(file, e);
            }
        }
    }

    /**
     * Takes stock of a folder.
     *
     * @param folder a run folder
     * @return its files as they are now
     * @throws IOException if one cannot be read
     */
    public static Manifest of(Path folder) throws IOException {
        Map<String, Entry> files = new TreeMap<>();
        for (String name : files(folder)) {
            files.put(name, Entry.of(folder.resolve(name)));
        }
        return new Manifest(RunFolder.SCHEMA, files);
    }

    /**
     * The files that a manifest of a folder covers: all but itself, the lock and the report, whose
     * own manifest lies with it.
     *
     * @param folder a run folder, or the folder of a report
     * @return their paths in the folder with {@code /} between names, in alphabetical order
     * @throws IOException if the folder cannot be read
     */
    public static SortedSet<String> files(Path folder) throws IOException {
        SortedSet<String> files = new TreeSet<>();
        for (Path file : Folders.all(folder)) {
            String name = folder.relativize(file).toString().replace('\\', '/');
            if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    && !name.equals(RunFolder.MANIFEST)
                    && !name.startsWith(RunFolder.REPORT + "/")
                    && !RunLock.isFile(file)) {
                files.add(name);
            }
        }
        return files;
    }

    /**
     * This manifest as it is written, byte for byte.
     *
     * @return JSON in UTF-8
     */
    public byte[] bytes() {
        try {
            return Json.file(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a manifest cannot be written as JSON", e);
        }
    }

    /**
     * Reads a manifest.
     *
     * @param file a file that {@link #bytes} filled
     * @throws IOException if it cannot be read or is corrupt; the message is one sentence that names
     *     the file
     */
    public static Manifest read(Path file) throws IOException {
        return RunFolder.parse(file, Manifest.class);
    }

    /**
     * What has changed since this manifest was written, as one sentence per file.
     *
     * @param folder the folder it was written for
     * @return the differences; none if every file is as it was
     * @throws IOException if a file cannot be read
     */
    public List<String> differences(Path folder) throws IOException {
        Manifest now = of(folder);
        List<String> differences = new ArrayList<>();
        files.forEach(
                (name, then) -> {
                    Entry found = now.files.get(name);
                    if (found == null) {
                        differences.add(name + " is missing");
                    } else if (found.size != then.size) {
                        differences.add(
                                name + " has " + found.size + " bytes, expected " + then.size);
                    } else if (!found.sha256.equals(then.sha256)) {
                        differences.add(
                                name
                                        + " has SHA-256 "
                                        + found.sha256
                                        + ", expected "
                                        + then.sha256);
                    }
                });
        now.files.keySet().stream()
                .filter(name -> !files.containsKey(name))
                .forEach(name -> differences.add(name + " is not in the manifest"));
        return differences;
    }

    private static Entry entry(Path file) throws IOException {
        MessageDigest digest = sha256();
        long size = 0;
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
                size += n;
            }
        }
        return new Entry(size, HexFormat.of().formatHex(digest.digest()));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
