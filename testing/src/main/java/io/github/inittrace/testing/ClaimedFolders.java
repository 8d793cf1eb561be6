// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * The folders that tests of this JVM trace into, so that no two trainers get the same one: not two
 * of one test, nor those of overloaded methods, nor of names that look alike on disk.
 */
final class ClaimedFolders {
    private final Set<String> taken = new HashSet<>();

    /**
     * Claims a folder, and removes the runs an earlier JVM left there.
     *
     * @param wanted the folder; where it is taken, a number is added to its name
     * @throws UncheckedIOException if an earlier run cannot be removed
     */
    synchronized Path next(Path wanted) {
        Path folder = wanted;
        for (int number = 2; isTaken(key(folder)); number++) {
            folder = wanted.resolveSibling(wanted.getFileName() + "-" + number);
        }
        taken.add(key(folder));
        try {
            RunFolders.remove(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot remove the earlier run in " + folder + "; remove it yourself", e);
        }
        return folder;
    }

    /** Nor may one lie in another: of overloaded methods one may be run several times. */
    private boolean isTaken(String key) {
        return taken.stream()
                .anyMatch(
                        other ->
                                other.equals(key)
                                        || other.startsWith(key + File.separator)
                                        || key.startsWith(other + File.separator));
    }

    /** Some file systems do not tell upper from lower case. */
    private static String key(Path folder) {
        return folder.toAbsolutePath().normalize().toString().toLowerCase(Locale.ROOT);
    }
}
