// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import io.github.inittrace.imported.WeightSeries;
import io.github.inittrace.reports.html.run.RunReport;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.run.RunFolderWriter;
import io.github.inittrace.study.RunVerdict;
import io.github.inittrace.text.Numbers;
import io.github.inittrace.trace.InitTrace;
import io.github.inittrace.trace.Recording;
import io.github.inittrace.trace.Schedule;
import io.github.inittrace.trace.TracedRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tribuo.classification.Label;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Makes a run folder of the weights that another tool's training saved. */
@Command(
        name = "import",
        description = {
            "Makes a run folder of the weights that a training of any tool saved, epoch by epoch:"
                    + " all measures, alarms and the report.",
            "",
            "Files are ONNX, safetensors or archives of numpy.savez (.npz), and have the same"
                    + " floating-point tensors; quantised ones count as the numbers that they stand"
                    + " for. Epochs may be left out. What the rows of matrices are is told by the"
                    + " shapes of the layers.",
            ""
        },
        mixinStandardHelpOptions = true,
        versionProvider = Versions.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:imported, whatever the verdict",
            "2:wrong use, or weights or losses that cannot be used"
        },
        footer = {
            "",
            "Examples:",
            "  inittrace import --initial start.npz --epoch 1=a.npz --epoch 2=b.npz --out RUN",
            "  inittrace import --pattern weights/epoch-{epoch}.npz --losses losses.csv --out RUN"
        })
final class ImportCommand implements Callable<Integer> {

    @Option(
            names = "--initial",
            paramLabel = "FILE",
            description =
                    "The weights before the first step. Default: the file of epoch 0 that --pattern"
                            + " names.")
    private @Nullable Path initial;

    @Option(
            names = "--epoch",
            paramLabel = "N=FILE",
            converter = EpochFile.Converter.class,
            description = "The weights at the end of epoch N, from 1 on; may be given many times.")
    private List<EpochFile> epochs = new ArrayList<>();

    @Option(
            names = "--pattern",
            paramLabel = "PATH",
            description =
                    "The files of all epochs, with {epoch} in place of the number, as in"
                            + " weights/epoch-{epoch}.npz.")
    private @Nullable String pattern;

    @Option(
            names = "--losses",
            paramLabel = "FILE.csv",
            description =
                    "Losses and accuracies: a table with the columns epoch, train.loss,"
                            + " train.accuracy, runningLoss, learningRate and such as test.loss and"
                            + " test.accuracy, as far as they are known. Default: none.")
    private @Nullable Path losses;

    @Option(
            names = "--outputs-first",
            description =
                    "Rows of matrices are outputs, as PyTorch has them, where the shapes of the"
                            + " layers do not tell. Default: inputs.")
    private boolean outputsFirst;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "DIR",
            description =
                    "The run folder; it must not exist or be empty. Default: a new folder in "
                            + OutputFolder.PARENT
                            + "/.")
    private @Nullable Path out;

    @Option(names = "--force", description = "Replace an earlier run in the run folder.")
    private boolean force;

    @Option(
            names = "--record-every",
            paramLabel = "N",
            converter = RecordingOptions.Every.class,
            description =
                    "Record every n-th epoch only, the untrained network and the last always."
                            + " Default: 1.")
    private @Nullable Schedule records;

    @Option(
            names = "--matrices",
            paramLabel = "every=N|last",
            converter = RecordingOptions.Text.class,
            description =
                    "Keep the weight matrices as NumPy files in matrices/ of the run folder, as the"
                            + " command run does. Default: never.")
    private @Nullable Schedule matrices;

    @Option(
            names = "--invariants",
            paramLabel = "every=N|last",
            converter = RecordingOptions.Text.class,
            description =
                    "Keep what of every weight matrix no renumbering of neurons changes, as the"
                            + " command run does. Default: never.")
    private @Nullable Schedule invariants;

    @Mixin private SingleFile single = new SingleFile();

    @Mixin private TensorBoardOption tensorBoard = new TensorBoardOption();

    @Mixin private AlarmOptions alarms = new AlarmOptions();

    @Spec private @Nullable CommandSpec spec;

    /** The weights of an epoch. */
    record EpochFile(int epoch, Path file) {

        /** Takes an epoch and a path. */
        static final class Converter implements ITypeConverter<EpochFile> {
            @Override
            public EpochFile convert(String text) {
                int at = text.indexOf('=');
                if (!text.matches("\\d{1,9}=.+")) {
                    throw new TypeConversionException(
                            "expected an epoch and its file, as in 3=epoch-3.npz, found '"
                                    + text
                                    + "'");
                }
                return new EpochFile(
                        Integer.parseInt(text.substring(0, at)), Path.of(text.substring(at + 1)));
            }
        }
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter stdout = CommandSpecs.out(spec);
        WeightSeries series = UsageException.orUsersMistake(this::series);
        Path folder = out == null ? OutputFolder.fresh("imported") : out;
        Path singleFile = single.in(folder);
        RunFolderWriter.check(folder, force);
        List<Path> inputs = new ArrayList<>(series.files().values());
        if (losses != null) {
            inputs.add(losses);
        }
        for (Path input : inputs) {
            Outputs.requireNotReplaced(folder, input, "which is to be imported");
        }
        tensorBoard.check();
        int last = series.files().lastKey();
        try (EpochTable table = new EpochTable(stdout, last, true)) {
            TracedRun<Label> run =
                    UsageException.orUsersMistake(
                            () -> series.record(trace -> settings(trace, folder)));
            RunFolder written = RunFolder.open(folder);
            RunReport.write(written, null, singleFile, Failures::say);
            described(run).forEach(stdout::println);
            table.summary(run, folder, RunVerdict.of(written.record(), written.history()), true);
            if (singleFile != null) {
                stdout.println("in one file      " + singleFile);
            }
        }
        return CommandLine.ExitCode.OK;
    }

    private WeightSeries series() throws IOException {
        WeightSeries series;
        if (initial != null) {
            series =
                    pattern == null
                            ? WeightSeries.startingAt(initial)
                            : WeightSeries.matching(initial, pattern);
        } else if (pattern != null) {
            series = WeightSeries.matching(pattern);
        } else {
            throw new UsageException(
                    "expected the untrained network as --initial, or --pattern with a file of epoch"
                            + " 0, found neither");
        }
        for (EpochFile epoch : epochs) {
            series = series.epoch(epoch.epoch(), epoch.file());
        }
        return (losses == null ? series : series.losses(losses)).outputsFirst(outputsFirst);
    }

    private InitTrace<Label> settings(InitTrace<Label> trace, Path folder) {
        Recording recording = Recording.full().samples(false).classification(false);
        if (records != null) {
            recording = recording.records(records);
        }
        if (matrices != null) {
            recording = recording.matrices(matrices);
        }
        if (invariants != null) {
            recording = recording.invariants(invariants);
        }
        InitTrace<Label> recorded = trace.recording(recording).runFolder(folder).overwrite(force);
        return tensorBoard.on(alarms.alarms().of(recorded));
    }

    /** What was imported, a line each. */
    private static List<String> described(TracedRun<Label> run) {
        List<String> lines = new ArrayList<>();
        long values = run.record().architecture().stream().mapToLong(t -> t.count()).sum();
        lines.add(
                Numbers.count(values)
                        + " values in "
                        + run.record().architecture().size()
                        + " tensors at "
                        + run.history().epochs().size()
                        + " epochs; rows of matrices are "
                        + run.record().configuration().get("rows"));
        String leftOut = run.record().environment().get("tensors-left-out");
        if (leftOut != null) {
            lines.add("left out, as no weights: " + leftOut);
        }
        String unused = run.record().environment().get("loss-lines-left-out");
        if (unused != null) {
            lines.add("left out of the losses: " + unused + " lines, whose epochs have no file");
        }
        return lines;
    }
}
