// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import io.github.inittrace.data.LoadedData;
import io.github.inittrace.job.Job;
import io.github.inittrace.kernels.MatrixKernels;
import io.github.inittrace.mlp.FeatureScaling;
import io.github.inittrace.mlp.InputLayout;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.reports.html.run.RunReport;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.run.RunFolderWriter;
import io.github.inittrace.study.RunVerdict;
import io.github.inittrace.trace.InitTrace;
import io.github.inittrace.trace.TracedRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tribuo.classification.Label;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains a perceptron on labelled examples, traces it, exports it and writes a report. */
@Command(
        name = "run",
        description = {
            "Trains a classifier MLP, follows its weights from their start, and leaves"
                    + " a run folder: the record, the initial and the trained network as ONNX, and"
                    + " an HTML report.",
            "",
            "Without options it draws its own digits and takes less than a minute.",
            ""
        },
        mixinStandardHelpOptions = true,
        versionProvider = Versions.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:trained, whatever the verdict; a gate is inittrace check",
            "2:wrong use, data that cannot be used, or a folder that cannot be written",
            "130:stopped by Ctrl-C; what was recorded until then is kept"
        },
        footer = {
            "",
            "Example: inittrace run --dataset fashion-mnist --hidden 256,256 --epochs 20"
        })
final class RunCommand implements Callable<Integer> {

    @Mixin private DataOptions data = new DataOptions();

    @Option(
            names = "--hidden",
            paramLabel = "SIZE",
            split = ",",
            description =
                    "Sizes of the hidden layers. Default: 512,512, and those of the file with"
                            + " --start-from.")
    private int @Nullable [] hidden;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            defaultValue = "10",
            description = "Passes over the training data. Default: ${DEFAULT-VALUE}.")
    private int epochs;

    @Option(
            names = {"--learning-rate", "--lr"},
            paramLabel = "RATE",
            description = "The learning rate. Default: 0.1, and 0.001 with Adam.")
    private @Nullable Double learningRate;

    @Option(
            names = "--batch-size",
            paramLabel = "N",
            description = "Examples per minibatch. Default: 128.")
    private @Nullable Integer batchSize;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "12345",
            description =
                    "Seed of the initial weights and the shuffles. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--stack",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "See the examples in the order of the first of N networks of consecutive seeds,"
                            + " 1 to N and so on. A sweep trains those as one, which is faster if"
                            + " they are narrow. Default: ${DEFAULT-VALUE}.")
    private int stack;

    @Option(
            names = "--scaling",
            paramLabel = "HOW",
            description =
                    "What is done to every value: ${COMPLETION-CANDIDATES}. Default: DIVIDE_BY_255"
                            + " for images, NONE for csv and libsvm.")
    private @Nullable FeatureScaling scaling;

    @Option(
            names = "--input-layout",
            paramLabel = "HOW",
            description =
                    "How features lie in memory: ${COMPLETION-CANDIDATES}. AUTO takes SPARSE for"
                            + " many features of which few are not zero. Default: AUTO.")
    private InputLayout inputLayout = InputLayout.AUTO;

    @Option(names = "--no-bias", description = "Train without biases.")
    private boolean noBias;

    @Option(names = "--no-shuffle", description = "Keep the examples in their order.")
    private boolean noShuffle;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "DIR",
            description =
                    "The run folder; it must not exist or be empty."
                            + " Default: a new folder in "
                            + OutputFolder.PARENT
                            + "/.")
    private @Nullable Path out;

    @Option(names = "--force", description = "Replace an earlier run in the run folder.")
    private boolean force;

    @Option(
            names = "--workers",
            paramLabel = "N",
            description =
                    "Threads that may train; steps too short to share are done by one. The"
                            + " result does not depend on it. Default: one per processor.")
    private int workers = Runtime.getRuntime().availableProcessors();

    @Option(
            names = {"-q", "--quiet"},
            description = "No progress bar and no table, only the result.")
    private boolean quiet;

    @Mixin private SingleFile single = new SingleFile();

    @Mixin private TensorBoardOption tensorBoard = new TensorBoardOption();

    @Mixin private LiveReportOption live = new LiveReportOption();

    @Mixin private NetworkOptions network = new NetworkOptions();

    @Mixin private StepOptions steps = new StepOptions();

    @Mixin private RecordingOptions kept = new RecordingOptions();

    @Mixin private StoppingOptions stopping = new StoppingOptions();

    @Mixin private AlarmOptions alarms = new AlarmOptions();

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter stdout = CommandSpecs.out(spec);
        MatrixKernels.chooseAhead();
        // Before anything is loaded, so that a wrong option is told at once.
        MLPClassificationTrainer trainer = UsageException.orUsersMistake(this::trainer);
        Job job = UsageException.orUsersMistake(() -> job(trainer));
        Path folder = out == null ? OutputFolder.fresh(data.name()) : out;
        Path singleFile = single.in(folder);
        live.check();
        live.requireReport(kept.hasReport());
        RunFolderWriter.check(folder, force);
        requireFiles(folder);
        LoadedData loaded = DataOptions.load(job.data(), quiet);
        // Were chosen meanwhile; a choice that cannot be made is told before the run begins.
        UsageException.orUsersMistake(MatrixKernels::best);

        Interruption interruption = Interruption.install();
        try (EpochTable table = new EpochTable(stdout, epochs, quiet)) {
            table.header(loaded, trainer);
            InitTrace<Label> traced =
                    tensorBoard
                            .on(UsageException.orUsersMistake(() -> job.trace(loaded, workers)))
                            .runFolder(folder)
                            .overwrite(force)
                            .listener(interruption.listener())
                            .listener(new StartNotes(table::say))
                            .onRecord(table::row);
            InitTrace<Label> shown = kept.hasReport() ? live.on(traced, folder, table) : traced;
            interruption.begin();
            TracedRun<Label> run = UsageException.orUsersMistake(() -> shown.run(loaded.train()));
            table.close();
            RunFolder written = RunFolder.open(folder);
            boolean hasReport = kept.hasReport() || singleFile != null;
            if (hasReport) {
                RunReport.write(written, null, singleFile, Failures::say);
            }
            table.summary(
                    run, folder, RunVerdict.of(written.record(), written.history()), hasReport);
            if (singleFile != null) {
                stdout.println("in one file      " + singleFile);
            }
        } finally {
            interruption.done();
        }
        return CommandLine.ExitCode.OK;
    }

    /** Refuses inputs that would go with the run in a folder, and events in a finished one. */
    private void requireFiles(Path folder) throws IOException {
        Map<String, Path> inputs = new LinkedHashMap<>(network.files());
        Path examples = data.path();
        if (examples != null) {
            inputs.put("--data-dir", examples);
        }
        for (Map.Entry<String, Path> input : inputs.entrySet()) {
            Outputs.requireNotReplaced(
                    folder, input.getValue(), "which " + input.getKey() + " names");
        }
        tensorBoard.check();
    }

    /**
     * What the options describe, but for where it goes and what is said of it.
     *
     * @throws UsageException if they do not go together
     * @throws IllegalArgumentException if the library refuses one
     */
    Job job() throws IOException {
        return job(trainer());
    }

    private Job job(MLPClassificationTrainer trainer) throws IOException {
        return Job.of(
                trainer, data.loader(), kept.recording(), alarms.alarms(), stopping.stopping());
    }

    private MLPClassificationTrainer trainer() throws IOException {
        if (steps.isFullBatch() && batchSize != null) {
            throw new UsageException("--batch-size and --full-batch exclude each other");
        }
        MLPClassificationTrainer.Builder builder =
                MLPClassificationTrainer.builder()
                        .epochs(epochs)
                        .learningRate(
                                learningRate == null ? steps.defaultLearningRate() : learningRate)
                        .batchSize(batchSize == null ? 128 : batchSize)
                        .fullBatch(steps.isFullBatch())
                        .seed(seed)
                        .stack(stack)
                        .shuffle(!noShuffle)
                        .bias(!noBias)
                        .featureScaling(scaling == null ? data.usualScaling() : scaling)
                        .inputLayout(inputLayout)
                        .workers(workers);
        if (hidden != null) {
            builder.hiddenLayers(hidden);
        }
        network.configure(builder);
        steps.configure(builder);
        return builder.build();
    }
}
