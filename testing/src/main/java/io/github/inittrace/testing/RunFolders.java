// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.testing;

import io.github.inittrace.run.RunFolder;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The runs of one traced trainer: its folder itself, or the numbered folders in it. */
final class RunFolders {
    private static final Pattern NUMBERED = Pattern.compile("run-\\d{4,9}");

    private RunFolders() {}

    /** The folders that hold a run, in order. */
    static List<Path> in(Path folder) throws IOException {
        if (isRun(folder)) {
            return List.of(folder);
        }
        return numbered(folder).stream().filter(RunFolders::isRun).toList();
    }

    /** Removes the runs, and the folder if nothing else is in it. */
    static void remove(Path folder) throws IOException {
        if (isRun(folder)) {
            removeAll(folder);
            return;
        }
        for (Path run : numbered(folder)) {
            removeAll(run);
        }
        try {
            Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException e) {
            // Not ours: InitTrace says so if it is in the way.
        }
    }

    private static boolean isRun(Path folder) {
        return Files.isRegularFile(folder.resolve(RunFolder.RECORD));
    }

    private static List<Path> numbered(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(e -> NUMBERED.matcher(e.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        }
    }

    /** Links are removed, not followed. */
    private static void removeAll(Path folder) throws IOException {
        List<Path> entries;
        try (Stream<Path> walk = Files.walk(folder)) {
            entries = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path entry : entries) {
            Files.delete(entry);
        }
    }
}
