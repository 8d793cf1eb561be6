// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import io.github.inittrace.reports.html.sweep.SweepReport;
import io.github.inittrace.sweep.RunResult;
import io.github.inittrace.sweep.SweepCollector;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts the parts of a sweep together. */
@Command(
        name = "collect",
        description = {
            "Puts the parts of a sweep together that were trained apart, and writes the tables and the"
                    + " report of all: shards in one folder, or the folders of several machines, whose finished"
                    + " runs are checked and copied.",
            "",
            "What is finished in none of them is trained by starting the sweep again with the folder"
                    + " as --out.",
            ""
        },
        mixinStandardHelpOptions = true,
        versionProvider = Versions.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all is collected, whether or not runs are still to do",
            "2:wrong use, folders that do not belong together, or a run that failed"
        },
        footer = {"", "Example: inittrace sweep collect node1/widths node2/widths --out widths"})
final class SweepCollectCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "DIR",
            arity = "1..*",
            description = "The folders of one sweep, all of the same plan.")
    private List<Path> parts = new ArrayList<>();

    @Option(
            names = {"-o", "--out"},
            paramLabel = "DIR",
            description =
                    "Where all is to be: one of the folders, or another that does not exist, is empty"
                            + " or holds this sweep. Default: the folder, if it is one.")
    private @Nullable Path out;

    @Option(
            names = {"-q", "--quiet"},
            description = "No table, only the folder.")
    private boolean quiet;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Path folder = out;
        if (folder == null) {
            if (parts.size() > 1) {
                throw new UsageException(
                        "expected a folder for what is collected, found none; name one with --out"
                                + " DIR");
            }
            folder = parts.get(0);
        }
        Outputs.requireFolderOutsideRuns("--out", folder);
        PrintWriter stdout = CommandSpecs.out(spec);
        List<RunResult> results = SweepCollector.collect(parts, folder);
        try (SweepProgress progress = new SweepProgress(stdout, quiet)) {
            progress.onEnd(results);
            progress.report(SweepReport.write(folder));
        }
        stdout.println(folder);
        return results.stream().anyMatch(run -> run.state() == RunResult.State.FAILED)
                ? CommandLine.ExitCode.USAGE
                : CommandLine.ExitCode.OK;
    }
}
