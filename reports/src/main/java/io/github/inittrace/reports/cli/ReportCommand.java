// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import io.github.inittrace.reports.html.run.RunReport;
import io.github.inittrace.reports.html.sweep.SweepChoices;
import io.github.inittrace.reports.html.sweep.SweepReport;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.study.NamedRun;
import io.github.inittrace.sweep.SweepRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes the report of a run again. */
@Command(
        name = "report",
        description = {
            "Writes the HTML report of a run folder again, also of a run that was killed: its"
                    + " report covers the epochs it recorded.",
            "Of the folder of a sweep, it writes one page on all runs that are finished."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Versions.class,
        usageHelpAutoWidth = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:written",
            "2:wrong use, no run or sweep, or a page that cannot be written"
        })
final class ReportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUN", description = "The run folder, or the folder of a sweep.")
    private Path run = Path.of("");

    @Mixin private SingleFile single = new SingleFile();

    @Option(
            names = "--baseline",
            paramLabel = "RUN",
            description = "Another run folder, to compare with at the top of the page.")
    private @Nullable Path baseline;

    @Option(
            names = "--strong-loss",
            paramLabel = "L",
            description =
                    "For a sweep: the training loss below which a learner is strong, which tells low"
                            + " from high trainability. Default: half-way, in logarithms, in the"
                            + " widest gap between the lowest losses of its groups.")
    private @Nullable Double strongLoss;

    @Option(
            names = "--map-axes",
            paramLabel = "AXIS",
            split = ",",
            description =
                    "For a sweep: the axes over whose pairs heat maps are drawn, by their names, with"
                            + " commas between them. Default: the first three.")
    private List<String> mapAxes = new ArrayList<>();

    @Option(
            names = "--map-figures",
            paramLabel = "FIGURE",
            split = ",",
            description =
                    "For a sweep: what heat maps show, by the names in report.json, such as"
                            + " lowestTestLoss or distance.hidden1.weight, with commas between them."
                            + " Default: the main figures.")
    private List<String> mapFigures = new ArrayList<>();

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (SweepRecord.isAt(run)) {
            return sweep();
        }
        if (strongLoss != null || !mapAxes.isEmpty() || !mapFigures.isEmpty()) {
            throw new UsageException(
                    "--strong-loss, --map-axes and --map-figures are for the folder of a sweep, found"
                            + " no sweep at "
                            + run);
        }
        NamedRun compared = baseline == null ? null : NamedRun.of(RunFolder.open(baseline));
        Path file = single.in(run);
        Path index = RunReport.write(RunFolder.open(run), compared, file, Failures::say);
        CommandSpecs.out(spec).println(file == null ? index : file);
        return CommandLine.ExitCode.OK;
    }

    private int sweep() throws IOException {
        if (baseline != null) {
            throw new UsageException(
                    "--baseline is for a run, found the sweep " + run + "; leave it out");
        }
        Path file = single.in(run);
        Path index =
                UsageException.orUsersMistake(
                        () ->
                                SweepReport.write(
                                        run,
                                        new SweepChoices(strongLoss, mapAxes, mapFigures),
                                        file));
        CommandSpecs.out(spec).println(file == null ? index : file);
        return CommandLine.ExitCode.OK;
    }
}
