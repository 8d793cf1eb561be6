// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import io.github.inittrace.trace.InitTrace;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.tribuo.Output;
import picocli.CommandLine.Option;

/** Where TensorBoard follows a training. */
final class TensorBoardOption {
    @Option(
            names = "--tensorboard",
            paramLabel = "DIR",
            description =
                    "Write events for TensorBoard while training goes on, to a folder in DIR by the"
                            + " name of the run folder; an earlier log there is replaced.")
    private @Nullable Path logs;

    /** The trace, which also writes the events if they are asked for. */
    <T extends Output<T>> InitTrace<T> on(InitTrace<T> trace) {
        return logs == null ? trace : trace.tensorBoard(logs);
    }
}
