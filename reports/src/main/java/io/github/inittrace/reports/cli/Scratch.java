// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders that a command makes for itself and leaves to nobody. */
final class Scratch {
    private Scratch() {}

    /** Removes such a folder with all in it. */
    static void delete(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            List<Path> insideFirst = walk.sorted(Comparator.reverseOrder()).toList();
            for (Path path : insideFirst) {
                Files.delete(path);
            }
        }
    }
}
