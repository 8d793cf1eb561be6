// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import io.github.inittrace.data.DatasetLoader;
import io.github.inittrace.files.FileFailure;
import io.github.inittrace.kernels.MatrixKernels;
import io.github.inittrace.reports.html.reproduce.StudyReport;
import io.github.inittrace.reports.html.sweep.SweepReport;
import io.github.inittrace.reports.reproduce.Cost;
import io.github.inittrace.reports.reproduce.Finding;
import io.github.inittrace.reports.reproduce.PlanResource;
import io.github.inittrace.reports.reproduce.Results;
import io.github.inittrace.reports.reproduce.Scale;
import io.github.inittrace.reports.reproduce.Studies;
import io.github.inittrace.reports.reproduce.Study;
import io.github.inittrace.sweep.Executor;
import io.github.inittrace.sweep.RecordedRun;
import io.github.inittrace.sweep.RunResult;
import io.github.inittrace.sweep.Sweep;
import io.github.inittrace.sweep.SweepRecord;
import io.github.inittrace.sweep.SweepRun;
import io.github.inittrace.text.Numbers;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Trains what a published figure shows, draws it again and says what agrees. */
@Command(
        name = "reproduce",
        description = {
            "Trains the networks of a published figure, draws the figure as it was published, and"
                    + " prints and writes what was published, what was found, and whether they agree.",
            "",
            "The trainings are sweeps in DIR/sweeps. Started again with the same options, it skips"
                    + " what is finished and goes on with the rest. The page is DIR/NAME/index.html,"
                    + " and findings.json beside it has the table as data.",
            ""
        },
        customSynopsis = {
            "inittrace reproduce --list [NAME] [--dataset NAME]",
            "inittrace reproduce NAME [--dataset NAME] [--data-dir PATH] [--scale SCALE]",
            "                    [--workers N] [--shard I/N] [-q] --out DIR"
        },
        mixinStandardHelpOptions = true,
        versionProvider = Versions.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all runs are finished, whatever the verdicts",
            "2:wrong use, data that cannot be used, or a run that failed",
            "130:stopped by Ctrl-C; runs that were not finished go on next time"
        },
        footer = {
            "",
            "Examples:",
            "  inittrace reproduce --list",
            "  inittrace reproduce fig2c --dataset fashion-mnist --out figures",
            "  inittrace reproduce deviation --scale medium --out figures"
        })
final class ReproduceCommand implements Callable<Integer> {
    private static final String SWEEPS = "sweeps";

    @Parameters(
            paramLabel = "NAME",
            arity = "0..1",
            description = "A study, or a publication for all of its studies; --list names them.")
    private @Nullable String name;

    @Option(
            names = "--list",
            description = "Only list the studies, with about what they take on this machine.")
    private boolean isList;

    @Option(
            names = "--dataset",
            paramLabel = "NAME",
            defaultValue = DatasetLoader.MNIST,
            description =
                    "What to train on: digits, mnist, fashion-mnist, hasyv2 or png-folder. Default:"
                            + " ${DEFAULT-VALUE}.")
    private String dataset = DatasetLoader.MNIST;

    @Option(
            names = "--data-dir",
            paramLabel = "PATH",
            converter = FileHere.class,
            description = "Where its files are; as for inittrace run.")
    private @Nullable Path dataDir;

    @Option(
            names = "--scale",
            paramLabel = "SCALE",
            defaultValue = "QUICK",
            description =
                    "How much to train: QUICK, some minutes on two cores; MEDIUM, about an hour; FULL,"
                            + " as published. Default: ${DEFAULT-VALUE}.")
    private Scale scale = Scale.QUICK;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "DIR",
            description = "The folder for trainings and pages; studies may share one.")
    private @Nullable Path out;

    @Mixin private SweepOptions sweeping = new SweepOptions();

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter stdout = CommandSpecs.out(spec);
        requireImages();
        UsageException.orUsersMistake(MatrixKernels::best);
        String asked = name;
        if (isList) {
            list(
                    asked == null
                            ? Studies.all()
                            : UsageException.orUsersMistake(() -> Studies.named(asked)),
                    stdout);
            return CommandLine.ExitCode.OK;
        }
        Path folder = out;
        if (asked == null || folder == null) {
            throw new UsageException(
                    "expected a study and a folder, NAME --out DIR, found no "
                            + (asked == null ? "study" : "folder")
                            + "; inittrace reproduce --list names the studies");
        }
        List<Study> studies = UsageException.orUsersMistake(() -> Studies.named(asked));
        Map<String, Sweep> sweeps = sweeps(studies);
        requireOwn(folder, sweeps);
        Map<String, Path> folders = new LinkedHashMap<>();
        boolean ofOthers = false;
        List<RunResult> results = new ArrayList<>();
        Interruption interruption = Interruption.install();
        try {
            for (Map.Entry<String, Sweep> sweep : sweeps.entrySet()) {
                Path place = folder.resolve(SWEEPS).resolve(sweep.getKey());
                folders.put(sweep.getKey(), place);
                boolean isDone =
                        train(
                                sweep.getKey(),
                                sweep.getValue(),
                                place,
                                interruption,
                                results,
                                stdout);
                if (!isDone) {
                    return SweepTraining.exitCode(results);
                }
                ofOthers |= ofOthers(sweep.getKey(), place, stdout);
            }
            if (ofOthers) {
                return SweepTraining.exitCode(results);
            }
            return draw(asked, studies, folders, folder.resolve(asked), stdout);
        } finally {
            interruption.done();
        }
    }

    private void requireImages() throws IOException {
        UsageException.orUsersMistake(() -> DatasetLoader.of(dataset));
        if (!DatasetLoader.hasImages(dataset)) {
            throw new UsageException(
                    "the studies are of images: expected one of "
                            + DatasetLoader.names().stream()
                                    .filter(DatasetLoader::hasImages)
                                    .collect(Collectors.joining(", "))
                            + ", found --dataset "
                            + dataset);
        }
    }

    /** Refuses a folder with anything but sweeps of this data set and scale, before any training. */
    private void requireOwn(Path folder, Map<String, Sweep> planned) throws IOException {
        Outputs.requireFolderOutsideRuns("--out", folder);
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new UsageException(
                    "cannot write to "
                            + folder
                            + ": it is a file, not a folder; choose another name");
        }
        Path sweeps = folder.resolve(SWEEPS);
        if (!Files.isDirectory(sweeps)) {
            if (Files.isDirectory(folder) && !entries(folder).isEmpty()) {
                throw new UsageException(
                        "cannot write to "
                                + folder
                                + ": it is not empty and holds no "
                                + SWEEPS
                                + ", so it has no studies; choose another folder");
            }
            return;
        }
        for (Path sweep : entries(sweeps)) {
            if (SweepRecord.isAt(sweep)) {
                String found = dataset(SweepRecord.open(sweep));
                if (!found.equals(dataset)) {
                    throw new UsageException(
                            folder
                                    + " has studies on the data set "
                                    + found
                                    + ", found --dataset "
                                    + dataset
                                    + "; each data set needs a folder of its own");
                }
            }
        }
        for (Map.Entry<String, Sweep> sweep : planned.entrySet()) {
            Path place = sweeps.resolve(sweep.getKey());
            if (SweepRecord.isAt(place)) {
                requireSame(place, SweepRecord.open(place), sweep.getValue());
            }
        }
    }

    private void requireSame(Path place, SweepRecord found, Sweep planned) {
        List<SweepRun> runs = found.runs().stream().map(RecordedRun::run).toList();
        if (!runs.equals(planned.runs())) {
            throw new UsageException(
                    place
                            + " has another sweep: expected that of "
                            + scale.word()
                            + " scale with "
                            + count(planned.runs())
                            + ", found "
                            + (runs.size() == planned.runs().size()
                                    ? "other settings"
                                    : count(runs))
                            + "; each scale needs a folder of its own");
        }
    }

    private static String count(List<SweepRun> runs) {
        return runs.size() == 1 ? "one run" : runs.size() + " runs";
    }

    /** What is in a folder, but for hidden files as a desktop leaves them. */
    private static List<Path> entries(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> !entry.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw FileFailure.cannotRead(folder, e);
        }
    }

    private static String dataset(SweepRecord sweep) {
        return sweep.runs().get(0).run().settings().getOrDefault("dataset", DatasetLoader.DIGITS);
    }

    private Map<String, Sweep> sweeps(List<Study> studies) throws IOException {
        Map<String, String> data = new LinkedHashMap<>();
        data.put("dataset", dataset);
        Path files = dataDir;
        if (files != null) {
            data.put("data-dir", files.toString());
        }
        Map<String, Sweep> sweeps = new LinkedHashMap<>();
        for (Study study : studies) {
            for (String plan : study.plans()) {
                if (!sweeps.containsKey(plan)) {
                    sweeps.put(
                            plan, Sweep.of(PlanResource.read(plan, scale, data), new SweepJobs()));
                }
            }
        }
        return sweeps;
    }

    /**
     * Trains the runs of the shard.
     *
     * @param results takes what came of them
     * @return false if a stop has left some
     */
    private boolean train(
            String plan,
            Sweep sweep,
            Path folder,
            Interruption interruption,
            List<RunResult> results,
            PrintWriter stdout)
            throws IOException {
        Executor executor = sweeping.executor(spec);
        interruption.alsoStops(sweep::requestStop);
        try (SweepProgress progress = new SweepProgress(stdout, sweeping.isQuiet())) {
            if (!sweeping.isQuiet()) {
                stdout.println("sweep " + plan);
            }
            interruption.begin();
            List<RunResult> ofSweep = sweep.execute(folder, sweeping.shard(), executor, progress);
            results.addAll(ofSweep);
            long left =
                    ofSweep.stream().filter(run -> run.state() == RunResult.State.PLANNED).count();
            if (left > 0) {
                stdout.println(
                        left
                                + " runs of "
                                + plan
                                + " are still to do; start again to go on with them");
            }
            return left == 0;
        }
    }

    /** Whether runs of other shards are missing; else the page on the sweep is written. */
    private static boolean ofOthers(String plan, Path folder, PrintWriter stdout)
            throws IOException {
        long left = count(SweepRecord.open(folder), RunResult.State.PLANNED);
        if (left > 0) {
            stdout.println(left + " runs of " + plan + " are left to other shards");
            return true;
        }
        SweepReport.write(folder);
        return false;
    }

    private int draw(
            String asked,
            List<Study> studies,
            Map<String, Path> folders,
            Path page,
            PrintWriter stdout)
            throws IOException {
        Results results = Results.open(scale, folders);
        long failed = 0;
        for (Map.Entry<String, SweepRecord> sweep : results.sweeps().entrySet()) {
            failed += count(sweep.getValue(), RunResult.State.FAILED);
            if (results.runs(sweep.getKey()).isEmpty()) {
                throw new UsageException(
                        "no run of "
                                + sweep.getKey()
                                + " is finished, found "
                                + sweep.getValue().runs().get(0).message()
                                + "; start again to try them again");
            }
        }
        Map<Study, List<Finding>> findings = new LinkedHashMap<>();
        for (Study study : studies) {
            findings.put(study, study.verdicts().of(results));
        }
        Path written = StudyReport.write(page, asked, results, findings);
        FindingLines.of(findings).forEach(stdout::println);
        stdout.println("page  " + written);
        return failed > 0 ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.OK;
    }

    private static long count(SweepRecord sweep, RunResult.State state) {
        return sweep.runs().stream().map(RecordedRun::state).filter(state::equals).count();
    }

    private void list(List<Study> studies, PrintWriter stdout) throws IOException {
        Cost cost = Cost.measure();
        String group = "";
        for (Study study : studies) {
            if (!study.group().equals(group)) {
                group = study.group();
                stdout.println(group + ": all studies of it");
            }
            stdout.println();
            stdout.println("  " + study.name() + ": " + study.title());
            stdout.println("    from   " + study.source());
            stdout.println("    trains " + study.runs());
            StringBuilder takes = new StringBuilder("    takes  about ");
            for (Scale each : Scale.values()) {
                double seconds = cost.coreSeconds(study.plans(), each, dataset);
                takes.append(each.ordinal() == 0 ? "" : ", ")
                        .append(Numbers.duration(seconds))
                        .append(" (")
                        .append(each.word())
                        .append(')');
            }
            stdout.println(takes + " of one core on " + dataset);
        }
    }
}
