// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import io.github.inittrace.data.DatasetLoader;
import io.github.inittrace.data.LoadedData;
import io.github.inittrace.files.FileFailure;
import io.github.inittrace.job.Job;
import io.github.inittrace.reports.html.run.RunReport;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.study.RunVerdict;
import io.github.inittrace.trace.InitTrace;
import io.github.inittrace.trace.Resume;
import io.github.inittrace.trace.TracedRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tribuo.classification.Label;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Goes on with a run that was interrupted, or that is to have more epochs. */
@Command(
        name = "resume",
        description = {
            "Goes on with a run from its last resume point, in the same folder, to the weights and"
                    + " the record of a run that was never interrupted, bit for bit.",
            "",
            "The run must have been started with --resumable every=N. Trainer and data are made"
                    + " again from its job.json, of InitTrace's and Tribuo's own classes only.",
            ""
        },
        mixinStandardHelpOptions = true,
        versionProvider = Versions.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:trained to the end, whatever the verdict",
            "2:wrong use, or a run that cannot be resumed",
            "130:stopped by Ctrl-C; what was recorded until then is kept"
        },
        footer = {"", "Example: inittrace resume runs/digits-1 --epochs 40"})
final class ResumeCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUN", description = "The run folder.")
    private Path run = Path.of("");

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description =
                    "Passes over the training data in all, those done included; not fewer than were"
                            + " planned. Default: as many as were planned.")
    private @Nullable Integer epochs;

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

    @Mixin private TensorBoardOption tensorBoard = new TensorBoardOption();

    @Mixin private LiveReportOption live = new LiveReportOption();

    @ArgGroup(
            exclusive = false,
            heading =
                    "%nThe data, where it is not to be loaded from where it was: with --dataset every"
                            + " option that it takes, without it only what has changed:%n")
    private @Nullable DataOptions data;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter stdout = CommandSpecs.out(spec);
        live.check();
        RunFolder before = RunFolder.open(run);
        live.requireReport(Files.isDirectory(before.report()));
        tensorBoard.check();
        Job job = job(before);
        LoadedData loaded = DataOptions.load(loader(job), quiet);
        int planned = epochs == null ? before.record().plannedEpochs() : epochs;
        Interruption interruption = Interruption.install();
        try (EpochTable table = new EpochTable(stdout, planned, quiet)) {
            InitTrace<Label> traced =
                    tensorBoard
                            .on(UsageException.orUsersMistake(() -> job.trace(loaded, workers)))
                            .runFolder(run)
                            .listener(interruption.listener())
                            .listener(new StartNotes(table::say))
                            .onRecord(table::row);
            InitTrace<Label> shown =
                    Files.isDirectory(before.report()) ? live.on(traced, run, table) : traced;
            interruption.begin();
            TracedRun<Label> resumed =
                    UsageException.orUsersMistake(() -> Resume.of(shown).run(loaded.train()));
            table.close();
            RunFolder written = RunFolder.open(run);
            // A light run keeps nothing that only a report shows, and has none.
            boolean hasReport =
                    written.samples().isPresent() || Files.isDirectory(written.report());
            if (hasReport) {
                RunReport.write(written, Failures::say);
            }
            table.summary(
                    resumed, run, RunVerdict.of(written.record(), written.history()), hasReport);
        } finally {
            interruption.done();
        }
        return CommandLine.ExitCode.OK;
    }

    private DatasetLoader loader(Job job) throws IOException {
        DataOptions moved = data;
        return moved == null
                ? job.data()
                : UsageException.orUsersMistake(() -> moved.loader(job::data));
    }

    private Job job(RunFolder folder) throws IOException {
        Path file =
                folder.job()
                        .orElseThrow(
                                () ->
                                        new UsageException(
                                                run
                                                        + " cannot be resumed: expected "
                                                        + RunFolder.JOB
                                                        + " in it, found none; inittrace run"
                                                        + " --resumable every=N writes it"));
        Job job = Job.read(file);
        // The record knows of epochs that were asked for from code.
        int planned = epochs == null ? folder.record().plannedEpochs() : epochs;
        try {
            return UsageException.orUsersMistake(() -> job.withEpochs(planned));
        } catch (IOException e) {
            throw FileFailure.cannotRead(file, e);
        }
    }
}
