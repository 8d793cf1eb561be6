// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import io.github.inittrace.ensemble.NetworkCollector;
import io.github.inittrace.run.CollectedRuns;
import java.io.IOException;
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

/** Puts what the analysis of an ensemble takes of its runs into one file. */
@Command(
        name = "collect",
        description = {
            "Puts what 'pigmm analyse' takes of runs into one file, which it analyses to the same"
                    + " bytes as their folders: of every matrix its invariants, of every run its record,"
                    + " and the SHA-256 of run.json and of invariants.jsonl where it has them.",
            "",
            "The file of several parts, be they folders or such files, is that of the whole, in"
                    + " whatever order they are named. It is gzip of JSON lines.",
            ""
        },
        mixinStandardHelpOptions = true,
        versionProvider = Versions.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:collected",
            "2:wrong use, or runs that do not belong together, are damaged or there twice"
        },
        footer = {
            "",
            "Examples:",
            "  inittrace pigmm collect gaussian --out gaussian.jsonl.gz",
            "  inittrace pigmm collect node1.jsonl.gz node2.jsonl.gz --out gaussian.jsonl.gz"
        })
final class PigmmCollectCommand implements Callable<Integer> {
    @Parameters(
            arity = "1..*",
            paramLabel = "PATH",
            description =
                    "The folder of a sweep; run folders, or folders with runs directly inside; files"
                            + " that this command wrote.")
    private List<Path> sources = new ArrayList<>();

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            required = true,
            description =
                    "What to write, a name that ends in " + CollectedRuns.ENDING + "; replaced.")
    private Path out = Path.of("");

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (!out.toString().endsWith(CollectedRuns.ENDING)) {
            throw new UsageException(
                    "expected a file name that ends in "
                            + CollectedRuns.ENDING
                            + " for --out, found "
                            + out);
        }
        Outputs.requireOutside("--out", out);
        NetworkCollector.collect(sources, out).forEach(Failures::say);
        CommandSpecs.out(spec).println(out);
        return CommandLine.ExitCode.OK;
    }
}
