// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import io.github.inittrace.files.FileFailure;
import io.github.inittrace.files.PathText;
import io.github.inittrace.reports.html.compare.CompareReport;
import io.github.inittrace.run.RunCurves;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.study.Comparison;
import io.github.inittrace.study.NaturalOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes one page for many runs. */
@Command(
        name = "compare",
        description = {
            "Writes one HTML page for many runs: their curves over each other, their figures, and"
                    + " what each has more or less than the first.",
            "",
            "What is different about each run is found in its configuration and names it. Runs"
                    + " that differ in nothing but the seed are one line, their mean, in a band"
                    + " from the smallest to the largest. A run that cannot be read, or that was"
                    + " killed, costs a sentence, not the page.",
            ""
        },
        mixinStandardHelpOptions = true,
        versionProvider = Versions.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:compared, whatever the differences",
            "2:wrong use, or no run that can be read"
        },
        footer = {
            "",
            "Examples:",
            "  inittrace compare wide narrow",
            "  inittrace compare inittrace-runs/ -o comparison"
        })
final class CompareCommand implements Callable<Integer> {
    @Parameters(
            arity = "1..*",
            paramLabel = "RUN",
            description =
                    "Run folders, or folders of runs, of which every run directly inside is taken."
                            + " The first is the one that others are held against.")
    private List<Path> folders = List.of();

    @Option(
            names = {"-o", "--out", "--output"},
            paramLabel = "FOLDER",
            defaultValue = "inittrace-compare",
            description =
                    "Where to write the page and compare.json, its numbers; replaces what an earlier"
                            + " comparison wrote there. Default: ${DEFAULT-VALUE}.")
    private Path output = Path.of("");

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        List<Path> runs = new ArrayList<>();
        for (Path folder : folders) {
            runs.addAll(runsIn(folder));
        }
        if (runs.size() < 2) {
            throw new UsageException(
                    "expected two runs or more to compare, found "
                            + (runs.isEmpty() ? "none" : "one, " + runs.get(0))
                            + "; name another one, or a folder of runs");
        }
        Outputs.requireFolderOutside("--out", output);
        List<Read> read = runs.parallelStream().map(CompareCommand::read).toList();
        List<RunCurves> curves =
                read.stream().flatMap(run -> Stream.ofNullable(run.curves())).toList();
        List<String> unread =
                read.stream().flatMap(run -> Stream.ofNullable(run.complaint())).toList();
        if (curves.isEmpty()) {
            throw new UsageException(
                    "none of the " + runs.size() + " runs can be read: " + unread.get(0));
        }
        Comparison comparison = Comparison.of(curves, unread);
        comparison.remarks().forEach(Failures::say);
        CommandSpecs.out(spec).println(CompareReport.write(comparison, output));
        return CommandLine.ExitCode.OK;
    }

    /** A folder if it is a run's, or the runs directly inside, run-2 before run-10. */
    private static List<Path> runsIn(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new UsageException(
                    "expected a run folder or a folder of runs, found "
                            + (Files.exists(folder) ? "the file " : "nothing at ")
                            + folder);
        }
        if (isRun(folder)) {
            return List.of(folder);
        }
        try (Stream<Path> inside = Files.list(folder)) {
            List<Path> runs =
                    inside.filter(CompareCommand::isRun)
                            .sorted(
                                    Comparator.comparing(
                                            path -> path.getFileName().toString(),
                                            NaturalOrder.OF_NAMES))
                            .toList();
            // A run that was killed at once has left nothing: it is one that cannot be read.
            return runs.isEmpty() ? List.of(folder) : runs;
        } catch (IOException e) {
            throw FileFailure.cannotRead(folder, e);
        }
    }

    private static boolean isRun(Path folder) {
        return Files.isRegularFile(folder.resolve(RunFolder.RECORD))
                || Files.isRegularFile(folder.resolve(RunFolder.EPOCHS));
    }

    private record Read(@Nullable RunCurves curves, @Nullable String complaint) {}

    private static Read read(Path folder) {
        if (!PathText.isReadable(folder.toString())) {
            return new Read(
                    null,
                    PathText.complaint("the name " + folder)
                            + "; the comparison leaves this run out");
        }
        try {
            return new Read(RunCurves.read(folder), null);
        } catch (IOException e) {
            return new Read(null, e.getMessage() + "; the comparison leaves this run out");
        }
    }
}
