// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import io.github.inittrace.data.CsvFileDataSource;
import io.github.inittrace.data.DatasetLoader;
import io.github.inittrace.data.DigitsDataSource;
import io.github.inittrace.data.HASYv2DataSource;
import io.github.inittrace.data.IDXImageDataSource;
import io.github.inittrace.data.LibSvmFileDataSource;
import io.github.inittrace.data.LoadedData;
import io.github.inittrace.data.PngFolderDataSource;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.run.RunRecord;
import io.github.inittrace.trace.Replay;
import io.github.inittrace.trace.ReplayVerdict;
import io.github.inittrace.trace.ReplayVerdict.Change;
import io.github.inittrace.trace.ReplayVerdict.TensorDifference;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Trains a run again and says whether the weights have the same bits. */
@Command(
        name = "replay",
        description = {
            "Rebuilds the trainer and the data of a run from its provenance, trains again, and"
                    + " compares the weights with trained.onnx, bit for bit.",
            "",
            "Objects are made of InitTrace's and Tribuo's own classes and of those that --trust names,"
                    + " data is read from files of this machine, which are shown, and nothing is"
                    + " fetched: the run may be a stranger's.",
            ""
        },
        mixinStandardHelpOptions = true,
        versionProvider = Versions.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the weights are identical",
            "2:wrong use, or a run that cannot be replayed",
            "3:the weights differ, or the data has changed",
            "130:stopped by Ctrl-C"
        })
final class ReplayCommand implements Callable<Integer> {
    /** By the source; MNIST and Fashion-MNIST are read alike, and told apart by their hashes. */
    private static final Map<String, String> DATASETS =
            Map.of(
                    DigitsDataSource.class.getName(), DatasetLoader.DIGITS,
                    IDXImageDataSource.class.getName(), DatasetLoader.MNIST,
                    HASYv2DataSource.class.getName(), DatasetLoader.HASYV2,
                    PngFolderDataSource.class.getName(), DatasetLoader.PNG_FOLDER,
                    CsvFileDataSource.class.getName(), DatasetLoader.CSV,
                    LibSvmFileDataSource.class.getName(), DatasetLoader.LIBSVM);

    @Parameters(paramLabel = "RUN", description = "The run folder.")
    private Path run = Path.of("");

    @Option(
            names = {"-q", "--quiet"},
            description = "No progress bar, only the verdict and what is read for it.")
    private boolean quiet;

    @Option(
            names = "--trust",
            paramLabel = "CLASS",
            description =
                    "Also make objects of this class: a trainer or a source of your own, by its full"
                            + " name. Can be given many times.")
    private List<String> trusted = List.of();

    @ArgGroup(
            exclusive = false,
            heading =
                    "%nThe data, where it is not to be loaded from where it was: every option that it"
                            + " takes:%n")
    private @Nullable DataOptions data;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter stdout = CommandSpecs.out(spec);
        RunFolder folder = RunFolder.open(run);
        RunRecord record = folder.record();
        LoadedData given = data == null ? null : load(data, record);
        ReplayVerdict verdict;
        try (ProgressBar bar = quiet || !Terminal.isInteractive() ? null : bar(record)) {
            verdict =
                    UsageException.orUsersMistake(
                            () -> {
                                Replay replay =
                                        Replay.of(folder)
                                                .trusting(trusted.toArray(String[]::new))
                                                .onRead(path -> Failures.say("reading " + path))
                                                .onEpoch(epoch -> step(bar, epoch));
                                return (given == null ? replay : replay.on(given.train())).run();
                            });
        }
        print(stdout, verdict);
        return verdict.isIdentical() ? CommandLine.ExitCode.OK : Main.FAILED;
    }

    private LoadedData load(DataOptions options, RunRecord record) throws IOException {
        if (!options.nameData()) {
            throw new UsageException(
                    "expected --dataset or --data-dir with the other options of the data, found"
                            + " neither; name where the data is now");
        }
        return DataOptions.load(
                UsageException.orUsersMistake(
                        () -> options.loader(() -> DatasetLoader.of(dataset(record)))),
                quiet);
    }

    /** What a run was trained on, as --dataset calls it, by the source that its provenance names. */
    private static String dataset(RunRecord record) {
        Map<String, String> provenance = record.training().provenance();
        String source = "datasource";
        while (provenance.containsKey(source)) {
            String name = DATASETS.get(provenance.get(source));
            if (name != null) {
                return name;
            }
            source += ".source"; // of a part of it, or of one with wrong labels
        }
        throw new UsageException(
                "expected --dataset beside --data-dir, found none; the provenance does not tell which data"
                        + " set it is, so name it");
    }

    private static ProgressBar bar(RunRecord record) {
        return Terminal.bar("replay")
                .setInitialMax(record.plannedEpochs())
                .setUnit(" epochs", 1)
                .build();
    }

    private static void step(@Nullable ProgressBar bar, int epoch) {
        if (bar != null) {
            bar.stepTo(epoch);
        }
    }

    private static void print(PrintWriter stdout, ReplayVerdict verdict) {
        stdout.println(verdict.sentence());
        if (verdict.isIdentical()) {
            return;
        }
        for (TensorDifference tensor : verdict.tensors()) {
            stdout.println(
                    String.format(
                            Locale.ROOT,
                            "  %-20s %,d of %,d values differ, %s",
                            tensor.name(),
                            tensor.differing(),
                            tensor.values(),
                            tensor.largest() == null
                                    ? "some are not finite"
                                    : String.format(
                                            Locale.ROOT, "by %.3g at most", tensor.largest())));
        }
        list(stdout, "data", verdict.data());
        list(stdout, "environment", verdict.environment());
    }

    private static void list(PrintWriter stdout, String heading, List<Change> changes) {
        for (Change change : changes) {
            stdout.println(
                    "  "
                            + heading
                            + ": "
                            + change.what()
                            + " was "
                            + change.recorded()
                            + ", now "
                            + change.found());
        }
    }
}
