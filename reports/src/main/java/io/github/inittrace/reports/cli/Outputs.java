// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import io.github.inittrace.files.AtomicFile;
import io.github.inittrace.files.FileFailure;
import io.github.inittrace.files.Folders;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.sweep.SweepRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where commands may write. Stateless. */
final class Outputs {
    /** What the folder of a sweep has of its own, besides the files directly in it. */
    private static final Set<String> OF_A_SWEEP = Set.of("runs", RunFolder.REPORT);

    private Outputs() {}

    /**
     * Refuses a file in a finished run folder, where one more would contradict a manifest, and among
     * the files of a sweep.
     *
     * @param option which names the file
     * @param file a file, there or not
     * @throws UsageException if it lies in one
     */
    static void requireOutside(String option, Path file) throws IOException {
        Path target = target(file);
        requireOutsideRuns(option, file, target);
        requireOutsideSweeps(option, file, target);
    }

    /**
     * Refuses a folder of several files that lies in a finished run folder or among the files of a
     * sweep, or is one.
     *
     * @param option which names the folder
     * @param folder a folder, there or not
     * @throws UsageException as {@link #requireOutside}
     */
    static void requireFolderOutside(String option, Path folder) throws IOException {
        requireFolderOutsideRuns(option, folder);
        requireOutsideSweeps(option, folder, inside(folder));
    }

    /**
     * Refuses a folder that lies in a finished run folder or is one, but not the folder of a sweep,
     * which may be meant.
     *
     * @param option which names the folder
     * @param folder a folder, there or not
     * @throws UsageException as {@link #requireOutside}
     */
    static void requireFolderOutsideRuns(String option, Path folder) throws IOException {
        requireOutsideRuns(option, folder, inside(folder));
    }

    /**
     * Refuses to replace a run in whose folder something lies that the next is made from, which
     * would go with the run.
     *
     * @param folder where the next run is to be
     * @param input a file or folder that it is made from
     * @param role what that is, after its name: {@code which is to be imported}
     * @throws UsageException if it lies there
     */
    static void requireNotReplaced(Path folder, Path input, String role) throws IOException {
        if (Files.exists(input) && Folders.real(input).startsWith(Folders.real(folder))) {
            throw new UsageException(
                    "cannot replace the run in "
                            + folder
                            + ": "
                            + input
                            + ", "
                            + role
                            + ", lies in it; name another folder by --out");
        }
    }

    /**
     * The file that is written where an option names one, which may be a link.
     *
     * @throws IOException if its links lead in a circle; one sentence
     */
    static Path target(Path file) throws IOException {
        try {
            return AtomicFile.target(file.toAbsolutePath());
        } catch (IOException e) {
            throw FileFailure.cannotWrite(file, e);
        }
    }

    /** Any file in a folder. */
    private static Path inside(Path folder) {
        return folder.toAbsolutePath().resolve("index.html");
    }

    private static void requireOutsideRuns(String option, Path named, Path target)
            throws IOException {
        Path run = RunFolder.around(target).orElse(null);
        if (run != null) {
            throw new UsageException(
                    option
                            + " "
                            + named
                            + " lies in the run folder "
                            + run
                            + ", whose files are fixed by its manifest; name another place");
        }
    }

    private static void requireOutsideSweeps(String option, Path named, Path target)
            throws IOException {
        @Nullable Path below = null;
        @Nullable Path at = Folders.real(target.resolveSibling(""));
        for (; at != null; at = at.getParent()) {
            boolean isOwn = below == null || OF_A_SWEEP.contains(below.getFileName().toString());
            if (isOwn && SweepRecord.isAt(at)) {
                throw new UsageException(
                        option
                                + " "
                                + named
                                + " lies among the files of the sweep "
                                + at
                                + "; name another place");
            }
            below = at;
        }
    }
}
