// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.imported;

import io.github.inittrace.files.FileFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Files of a folder in whose names the epoch stands, as in {@code epoch-{epoch}.npz}. */
final class EpochPattern {
    /** Stands for the number of the epoch. */
    static final String EPOCH = "{epoch}";

    private EpochPattern() {}

    /**
     * The files of a pattern.
     *
     * @param pattern a path whose file name has {@value #EPOCH} once
     * @return the files by epoch
     * @throws IllegalArgumentException if the pattern is none
     * @throws IOException if the folder cannot be read, has no such file, or two of an epoch
     */
    static SortedMap<Integer, Path> files(String pattern) throws IOException {
        Path path = Path.of(pattern);
        String name = String.valueOf(path.getFileName());
        int at = name.indexOf(EPOCH);
        if (at < 0 || pattern.indexOf(EPOCH) != pattern.lastIndexOf(EPOCH)) {
            throw new IllegalArgumentException(
                    "expected a pattern with "
                            + EPOCH
                            + " once in the name of the file, as in weights/epoch-"
                            + EPOCH
                            + ".npz, found "
                            + pattern);
        }
        Pattern names =
                Pattern.compile(
                        Pattern.quote(name.substring(0, at))
                                + "(\\d{1,9})"
                                + Pattern.quote(name.substring(at + EPOCH.length())));
        Path folder = path.getParent() == null ? Path.of("") : path.getParent();
        SortedMap<Integer, Path> files = new TreeMap<>();
        for (Path file : inside(folder)) {
            Matcher matcher = names.matcher(String.valueOf(file.getFileName()));
            if (matcher.matches()) {
                Path other = files.put(Integer.valueOf(matcher.group(1)), file);
                if (other != null) {
                    throw new IOException(
                            "expected one file of each epoch, found " + other + " and " + file);
                }
            }
        }
        if (files.isEmpty()) {
            throw new IOException("expected files named " + pattern + ", found none");
        }
        return files;
    }

    private static List<Path> inside(Path folder) throws IOException {
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.sorted().toList();
        } catch (IOException e) {
            throw FileFailure.cannotRead(folder, e);
        }
    }
}
