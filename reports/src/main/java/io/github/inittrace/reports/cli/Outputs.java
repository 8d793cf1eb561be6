// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import io.github.inittrace.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where commands may write a file. Stateless. */
final class Outputs {
    private Outputs() {}

    /**
     * Refuses a file in a finished run folder: one more there would contradict its manifest. Reports,
     * which have their own, are no part of it.
     *
     * @param option which names the file
     * @throws UsageException if it lies in one
     */
    static void requireOutsideRuns(String option, Path file) throws IOException {
        Path folder = file.toAbsolutePath().normalize().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return; // what is wrong with that, whoever writes will say
        }
        for (Path at = folder.toRealPath(); at != null; at = at.getParent()) {
            if (at.endsWith(RunFolder.REPORT)) {
                return;
            }
            if (Files.exists(at.resolve(RunFolder.RECORD))
                    && Files.exists(at.resolve(RunFolder.MANIFEST))) {
                throw new UsageException(
                        option
                                + " "
                                + file
                                + " lies in the run folder "
                                + at
                                + ", whose files are fixed by its manifest; name a file elsewhere");
            }
        }
    }
}
