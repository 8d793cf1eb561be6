// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import io.github.inittrace.export.Export;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes what was recorded for other tools. */
@Command(
        name = "export",
        description = {
            "Writes what was recorded of a run, or of all runs of a sweep, for other tools: event"
                    + " files that TensorBoard shows, or one table of all numbers that pandas, R and DuckDB"
                    + " read.",
            "",
            "Of a run that goes on or was killed it writes what there is. A run of a sweep that cannot"
                    + " be read costs a sentence, not the export.",
            ""
        },
        mixinStandardHelpOptions = true,
        versionProvider = Versions.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:exported",
            "2:wrong use, nothing to export, or something else where the export is to be"
        },
        footer = {
            "",
            "Examples:",
            "  inittrace export widths --to tensorboard --out logs",
            "  inittrace export widths --to csv --out widths.csv"
        })
final class ExportCommand implements Callable<Integer> {

    /** What is written. */
    enum Format {
        TENSORBOARD,
        CSV,
        JSON
    }

    @Parameters(paramLabel = "PATH", description = "The folder of a run or of a sweep.")
    private Path source = Path.of("");

    @Option(
            names = "--to",
            paramLabel = "FORMAT",
            required = true,
            description =
                    "TENSORBOARD: a folder with event files for each run. CSV: a row for each"
                            + " number, with its run, settings, epoch, tensor and figure. JSON: the same"
                            + " rows, an object in each line.")
    private Format format = Format.CSV;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "PATH",
            required = true,
            description =
                    "The folder for TENSORBOARD, into which each run goes by its name, else the file."
                            + " An earlier export is replaced, nothing else.")
    private Path out = Path.of("");

    @Option(
            names = {"-q", "--quiet"},
            description = "No progress bar.")
    private boolean quiet;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (out.toString().equals("-")) {
            throw new UsageException(
                    "expected a "
                            + (format == Format.TENSORBOARD ? "folder" : "file")
                            + " for --out, found -; an export is not printed, name one");
        }
        if (format == Format.TENSORBOARD) {
            Outputs.requireFolderOutside("--out", out);
        } else {
            Outputs.requireOutside("--out", out);
        }
        try (ExportProgress progress = new ExportProgress(quiet)) {
            switch (format) {
                case TENSORBOARD -> Export.tensorBoard(source, out, progress);
                case CSV -> Export.csv(source, out, progress);
                case JSON -> Export.json(source, out, progress);
            }
        }
        CommandSpecs.out(spec).println(out);
        return CommandLine.ExitCode.OK;
    }
}
