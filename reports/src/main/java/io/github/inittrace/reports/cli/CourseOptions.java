// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import io.github.inittrace.trace.InitTrace;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tribuo.Output;
import picocli.CommandLine.Option;

/** What counts as an epoch, and which are recorded. */
final class CourseOptions {
    private static final Pattern EVERY = Pattern.compile("every=([1-9]\\d{0,8})");

    @Option(
            names = "--full-batch",
            description = "Every step uses all examples, and an epoch is one such iteration.")
    private boolean fullBatch;

    @Option(
            names = "--record-every",
            paramLabel = "N",
            description =
                    "Record every n-th epoch only, the untrained network and the last always."
                            + " Default: 1.")
    private int recordEvery = 1;

    @Option(
            names = "--conditional-every",
            paramLabel = "N",
            description =
                    "Write where weights are by where they started at every n-th epoch, too."
                            + " Default: at the last only.")
    private int conditionalEvery;

    @Option(
            names = "--pictures-every",
            paramLabel = "K",
            description =
                    "Draw hidden2.weight at every k-th epoch, the untrained and the last, as PNG"
                            + " files in the run folder. Default: never.")
    private @Nullable Integer picturesEvery;

    @Option(
            names = "--checkpoints",
            paramLabel = "every=N",
            description =
                    "Export the network at every n-th epoch that is recorded, into checkpoints/ of"
                            + " the run folder. Default: never.")
    private @Nullable String checkpoints;

    boolean isFullBatch() {
        return fullBatch;
    }

    int recordEvery() {
        return recordEvery;
    }

    int conditionalEvery() {
        return conditionalEvery;
    }

    /** Epochs from one checkpoint to the next, 0 for none. */
    int checkpointsEvery() {
        if (checkpoints == null) {
            return 0;
        }
        Matcher every = EVERY.matcher(checkpoints);
        if (!every.matches()) {
            throw new UsageException(
                    "--checkpoints is every=N with a number of epochs from 1 to 999999999, such as"
                            + " every=100, found '"
                            + checkpoints
                            + "'");
        }
        return Integer.parseInt(every.group(1));
    }

    /** The trace, with pictures if they are wanted. */
    <T extends Output<T>> InitTrace<T> configure(InitTrace<T> trace) {
        return picturesEvery == null
                ? trace
                : trace.pictures(NetworkOptions.BETWEEN_HIDDEN, picturesEvery);
    }
}
