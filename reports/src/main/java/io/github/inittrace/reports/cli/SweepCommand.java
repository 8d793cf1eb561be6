// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import io.github.inittrace.files.FileFailure;
import io.github.inittrace.files.Folders;
import io.github.inittrace.kernels.MatrixKernels;
import io.github.inittrace.sweep.RunResult;
import io.github.inittrace.sweep.Sweep;
import io.github.inittrace.sweep.SweepEstimate;
import io.github.inittrace.sweep.SweepPlan;
import io.github.inittrace.sweep.SweepRun;
import io.github.inittrace.text.Numbers;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Trains all runs of a plan. */
@Command(
        name = "sweep",
        description = {
            "Trains every combination of settings that a plan has, and leaves a run folder for each"
                    + " and tables of all.",
            "",
            "A plan is a YAML or JSON file. Its settings are the options of inittrace run, by their"
                    + " long names without dashes:",
            "",
            "  run:  {dataset: fashion-mnist, epochs: 20}",
            "  vary: {hidden: [\"10,10\", \"64,64\"], learning-rate: [0.05, 0.1]}",
            "  seeds: 5",
            "",
            "Without a file, --set, --vary and --seeds make the plan; with one, they add to it.",
            "",
            "Started again with the same plan and folder, it skips what is finished and goes on with"
                    + " the rest from the last resume point, which runs have at every tenth epoch that is recorded"
                    + " unless the plan sets 'resumable'. A run that fails is recorded, and the rest"
                    + " goes on.",
            ""
        },
        subcommands = SweepCollectCommand.class,
        customSynopsis = {
            "inittrace sweep [PLAN] [--set KEY=VALUE]... [--vary KEY=VALUES]... [--seeds N]",
            "                --out DIR [--workers N] [--shard I/N] [-q]",
            "inittrace sweep [PLAN] [--set KEY=VALUE]... [--vary KEY=VALUES]... --dry-run",
            "inittrace sweep collect DIR... [--out DIR] [-q]"
        },
        mixinStandardHelpOptions = true,
        versionProvider = Versions.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all runs are finished, whatever their verdicts",
            "2:wrong use, a plan that cannot be used, or a run that failed",
            "130:stopped by Ctrl-C; runs that were not finished go on next time"
        },
        footer = {
            "",
            "Examples:",
            "  inittrace sweep plan.yaml --dry-run",
            "  inittrace sweep plan.yaml --out widths",
            "  inittrace sweep --vary hidden=16,64 --seeds 5 --out widths",
            "  inittrace sweep plan.yaml --out widths --shard 1/4"
        })
final class SweepCommand implements Callable<Integer> {
    private static final int LISTED = 20;

    @Parameters(
            paramLabel = "PLAN",
            arity = "0..1",
            description = "The file of the plan. Default: the options below say all.")
    private @Nullable Path file;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description =
                    "A setting of every run, in place of the plan's; several times for several.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(
            names = "--vary",
            paramLabel = "KEY=VALUES",
            description =
                    "A setting that varies: 'learning-rate=0.01,0.1', 'hidden=[[10,10],[64,64]]' or"
                            + " 'learning-rate={from: 0.01, to: 1, count: 5, scale: log}'; several"
                            + " times to cross several.")
    private Map<String, String> varied = new LinkedHashMap<>();

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description = "Repeat every run with the seeds 1 to N.")
    private @Nullable Integer seeds;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "DIR",
            description =
                    "The folder of the sweep: it does not exist, is empty, or holds an earlier part"
                            + " of this sweep.")
    private @Nullable Path out;

    @Option(
            names = "--dry-run",
            description =
                    "Only say which runs there are, and about what time, memory and disk space they"
                            + " would take, after training two of them for a moment.")
    private boolean dryRun;

    @Mixin private SweepOptions sweeping = new SweepOptions();

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter stdout = CommandSpecs.out(spec);
        sweeping.check(spec);
        if (file == null && settings.isEmpty() && varied.isEmpty() && seeds == null) {
            throw new UsageException(
                    "expected the file of a plan, or --set and --vary, found neither; see inittrace"
                            + " sweep --help");
        }
        Path folder = out; // picocli would demand it of 'sweep collect', too
        if (folder == null && !dryRun) {
            throw new UsageException(
                    "expected a folder for the sweep, found none; name one with --out DIR");
        }
        MatrixKernels.chooseAhead();
        Sweep sweep = Sweep.of(plan(), new SweepJobs());
        if (folder == null || dryRun) {
            list(sweep, stdout);
            return CommandLine.ExitCode.OK;
        }
        List<RunResult> results = new SweepTraining(sweeping, spec).run(sweep, folder, () -> {});
        stdout.println(folder);
        return SweepTraining.exitCode(results);
    }

    private SweepPlan plan() throws IOException {
        SweepPlan plan = file == null ? SweepPlan.of(Map.of()) : SweepPlan.read(file);
        return UsageException.orUsersMistake(() -> withOptions(plan));
    }

    private SweepPlan withOptions(SweepPlan written) {
        SweepPlan plan = written;
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            plan = plan.set(setting.getKey(), setting.getValue());
        }
        for (Map.Entry<String, String> setting : varied.entrySet()) {
            plan = plan.varyOver(setting.getKey(), setting.getValue());
        }
        return seeds == null ? plan : plan.seeds(seeds);
    }

    private void list(Sweep sweep, PrintWriter stdout) throws IOException {
        List<SweepRun> runs = sweep.runs(sweeping.shard());
        runs.stream().limit(LISTED).forEach(run -> stdout.println(run.name()));
        if (runs.size() > LISTED) {
            stdout.println("... and " + (runs.size() - LISTED) + " more");
        }
        stdout.println(runs.size() + (runs.size() == 1 ? " run" : " runs"));
        if (runs.isEmpty()) {
            return;
        }
        stdout.flush();
        // A cluster says itself how many it trains at once, which this machine cannot know.
        boolean isElsewhere = Main.workplace(spec) != null;
        int workers = isElsewhere ? 1 : sweeping.workers();
        Path scratch = scratch();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> deleted(scratch))); // Ctrl-C
        try (SweepProgress progress = new SweepProgress(stdout, sweeping.isQuiet())) {
            SweepEstimate estimate =
                    UsageException.orUsersMistake(
                            () -> SweepEstimate.of(sweep, runs, workers, scratch, progress));
            stdout.println(
                    "about "
                            + Numbers.duration(estimate.seconds())
                            + (isElsewhere ? " of one core, " : with(workers))
                            + mebibytes(estimate.memoryBytes())
                            + (isElsewhere
                                    ? " of memory for an executor of one core, "
                                    : " of memory, ")
                            + mebibytes(estimate.diskBytes())
                            + " on disk");
        } finally {
            Folders.delete(scratch);
        }
    }

    private static String with(int workers) {
        return " with " + workers + (workers == 1 ? " worker, " : " workers, ");
    }

    private static Path scratch() throws IOException {
        try {
            return Files.createTempDirectory("inittrace-sweep");
        } catch (IOException e) {
            throw FileFailure.cannotWrite(Path.of(System.getProperty("java.io.tmpdir")), e);
        }
    }

    private static void deleted(Path scratch) {
        try {
            Folders.delete(scratch);
        } catch (IOException e) {
            return; // The training that goes on there leaves a file more, which the system clears.
        }
    }

    private static String mebibytes(double bytes) {
        return Numbers.rough(bytes / (1 << 20)) + " MiB";
    }
}
