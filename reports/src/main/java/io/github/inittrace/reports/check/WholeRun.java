// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.check;

import io.github.inittrace.run.RunFolder;
import io.github.inittrace.study.NamedRun;
import java.io.IOException;
import java.nio.file.Path;

/** Runs whose records end where they ended: the last epoch is what most rules are about. Stateless. */
public final class WholeRun {
    private WholeRun() {}

    /**
     * Reads a run.
     *
     * @param path the run folder
     * @throws IOException if it cannot be read, or is cut short; one sentence
     */
    public static NamedRun read(Path path) throws IOException {
        RunFolder folder = RunFolder.open(path);
        String wrong = folder.wrongEnd().orElse(null);
        if (wrong != null) {
            throw new IOException(
                    path.resolve(RunFolder.EPOCHS)
                            + " is not whole: "
                            + wrong
                            + "; copy the run folder again, or train again");
        }
        return NamedRun.of(folder);
    }
}
