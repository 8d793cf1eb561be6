// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import io.github.inittrace.trace.InitTrace;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.tribuo.Output;
import picocli.CommandLine.Option;

/** Where TensorBoard follows a run. */
final class TensorBoardOption {
    @Option(
            names = "--tensorboard",
            paramLabel = "DIR",
            description =
                    "Write events for TensorBoard with every record, to a folder in DIR by the name of"
                            + " the run folder. A new run replaces an earlier log there; one that is"
                            + " resumed goes on in another file.")
    private @Nullable Path logs;

    /**
     * Refuses a folder among the files of a finished run or a sweep.
     *
     * @throws UsageException if it lies there
     */
    void check() throws IOException {
        if (logs != null) {
            Outputs.requireFolderOutside("--tensorboard", logs);
        }
    }

    /** The trace, which also writes the events if they are asked for. */
    <T extends Output<T>> InitTrace<T> on(InitTrace<T> trace) {
        return logs == null ? trace : trace.tensorBoard(logs);
    }
}
