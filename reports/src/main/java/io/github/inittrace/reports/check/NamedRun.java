// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.check;

import io.github.inittrace.run.RunFolder;
import io.github.inittrace.run.RunRecord;
import io.github.inittrace.run.TrainingHistory;
import java.nio.file.Path;

/**
 * What is known of a run without its networks. Immutable.
 *
 * @param name what to call it, such as the name of its folder
 * @param run its description
 * @param history what was recorded, from epoch 0 on
 */
public record NamedRun(String name, RunRecord run, TrainingHistory history) {

    /** A run on disk, by the name of its folder. */
    public static NamedRun of(RunFolder folder) {
        Path name = folder.path().toAbsolutePath().normalize().getFileName();
        return new NamedRun(String.valueOf(name), folder.record(), folder.history());
    }
}
