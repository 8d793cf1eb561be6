// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import io.github.inittrace.files.AtomicFile;
import io.github.inittrace.files.FileFailure;
import io.github.inittrace.run.RunFolder;
import java.io.IOException;
import java.nio.file.Path;

/** Where commands may write a file. Stateless. */
final class Outputs {
    private Outputs() {}

    /**
     * Refuses a file in a finished run folder: one more there would contradict its manifest. Reports,
     * which have their own, are no part of it.
     *
     * @param option which names the file
     * @param file a file, there or not
     * @throws UsageException if it lies in one
     */
    static void requireOutsideRuns(String option, Path file) throws IOException {
        Path target;
        try {
            target = AtomicFile.target(file.toAbsolutePath().normalize());
        } catch (IOException e) {
            throw FileFailure.cannotWrite(file, e);
        }
        Path run = RunFolder.around(target).orElse(null);
        if (run != null) {
            throw new UsageException(
                    option
                            + " "
                            + file
                            + " lies in the run folder "
                            + run
                            + ", whose files are fixed by its manifest; name another place");
        }
    }

    /**
     * Refuses a folder of several files in a finished run folder, or one that is it.
     *
     * @throws UsageException as {@link #requireOutsideRuns}
     */
    static void requireFolderOutsideRuns(String option, Path folder) throws IOException {
        requireOutsideRuns(option, folder.resolve("index.html"));
    }
}
