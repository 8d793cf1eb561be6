// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import io.github.inittrace.reports.html.run.LiveReport;
import io.github.inittrace.trace.InitTrace;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.tribuo.Output;
import picocli.CommandLine.Option;

/** How often the report is written while a training goes on. */
final class LiveReportOption {
    private static final int USUAL_SECONDS = 30;
    private static final double USUAL_SHARE = 0.01;

    @Option(
            names = "--report-every",
            paramLabel = "SECONDS",
            description =
                    "Write the report again every so many seconds while training goes on, for a"
                            + " browser that follows it; 0 for only at the end. Default: 30, or less"
                            + " often, so that it takes less than a hundredth of the time.")
    private @Nullable Integer seconds;

    /**
     * Lets a number pass that can be meant.
     *
     * @throws UsageException if it cannot
     */
    void check() {
        if (seconds != null && seconds < 0) {
            throw new UsageException(
                    "expected a number of seconds for --report-every, 0 for never, found "
                            + seconds);
        }
    }

    /**
     * Refuses an interval where no report is written while training goes on.
     *
     * @throws UsageException if it is given all the same
     */
    void requireReport(boolean hasReport) {
        if (!hasReport && seconds != null && seconds > 0) {
            throw new UsageException(
                    "--report-every "
                            + seconds
                            + " finds no report to write again, as a run that is recorded lightly has"
                            + " none; leave it out, or record in full");
        }
    }

    /** The trace, which also writes the report on the way if that is asked for. */
    <T extends Output<T>> InitTrace<T> on(InitTrace<T> trace, Path folder, EpochTable table) {
        int interval = seconds == null ? USUAL_SECONDS : seconds;
        return interval == 0
                ? trace
                : trace.listener(
                        new LiveReport<>(
                                folder,
                                Duration.ofSeconds(interval),
                                seconds == null ? USUAL_SHARE : 1,
                                table::reportBegun,
                                table::say));
    }
}
