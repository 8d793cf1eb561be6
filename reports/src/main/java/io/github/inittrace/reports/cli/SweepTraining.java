// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import io.github.inittrace.kernels.MatrixKernels;
import io.github.inittrace.reports.html.sweep.SweepReport;
import io.github.inittrace.sweep.Executor;
import io.github.inittrace.sweep.RunResult;
import io.github.inittrace.sweep.Shard;
import io.github.inittrace.sweep.Sweep;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Trains the runs of a sweep, shows how it goes on, stops where Ctrl-C asks for it, and writes the
 * page on the sweep.
 *
 * @param sweeping which runs, and where
 * @param spec of the command that has them trained
 */
record SweepTraining(SweepOptions sweeping, @Nullable CommandSpec spec) {

    /** What follows once all runs are over. */
    interface Rest {
        void run() throws IOException;
    }

    /**
     * Trains.
     *
     * @param rest is done if all runs of the sweep are over, failed ones included, and one is
     *     finished
     */
    List<RunResult> run(Sweep sweep, Path folder, Rest rest) throws IOException {
        Outputs.requireFolderOutsideRuns("--out", folder);
        // Told here once, a choice that cannot be made is not why every run fails.
        UsageException.orUsersMistake(MatrixKernels::best);
        Executor executor = sweeping.executor(spec);
        Shard shard = sweeping.shard();
        PrintWriter stdout = CommandSpecs.out(spec);
        Interruption interruption = Interruption.install();
        interruption.alsoStops(sweep::requestStop);
        try (SweepProgress progress = new SweepProgress(stdout, sweeping.isQuiet())) {
            interruption.begin();
            List<RunResult> results = sweep.execute(folder, shard, executor, progress);
            if (shard.count() == 1
                    && results.stream().noneMatch(r -> r.state() == RunResult.State.PLANNED)) {
                progress.report(SweepReport.write(folder));
                if (results.stream().anyMatch(r -> r.state() == RunResult.State.FINISHED)) {
                    rest.run();
                }
            }
            return results;
        } finally {
            interruption.done();
        }
    }

    /** The exit code for what came out. */
    static int exitCode(List<RunResult> results) {
        return results.stream().anyMatch(run -> run.state() == RunResult.State.FAILED)
                ? CommandLine.ExitCode.USAGE
                : CommandLine.ExitCode.OK;
    }
}
