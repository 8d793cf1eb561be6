// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import io.github.inittrace.reports.html.run.RunReport;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.study.NamedRun;
import java.io.IOException;
import java.nio.file.Path;
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
                    + " report covers the epochs it recorded."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Versions.class,
        usageHelpAutoWidth = true)
final class ReportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUN", description = "The run folder.")
    private Path run = Path.of("");

    @Mixin private SingleFile single = new SingleFile();

    @Option(
            names = "--baseline",
            paramLabel = "RUN",
            description = "Another run folder, to compare with at the top of the page.")
    private @Nullable Path baseline;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        NamedRun compared = baseline == null ? null : NamedRun.of(RunFolder.open(baseline));
        Path file = single.in(run);
        Path index = RunReport.write(RunFolder.open(run), compared, file, Failures::say);
        CommandSpecs.out(spec).println(file == null ? index : file);
        return CommandLine.ExitCode.OK;
    }
}
