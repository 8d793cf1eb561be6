// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import io.github.inittrace.data.DatasetLoader;
import io.github.inittrace.ensemble.NetworkEnsemble.ReadOptions;
import io.github.inittrace.sweep.RunResult;
import io.github.inittrace.sweep.Sweep;
import io.github.inittrace.sweep.SweepPlan;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains an ensemble of networks, and fits models to their weight matrices. */
@Command(
        name = "pigmm",
        description = {
            "Trains many networks that differ in nothing but the seed, and fits"
                    + " permutation-invariant Gaussian matrix models to their weight matrices, epoch by"
                    + " epoch and layer by layer.",
            "",
            "The networks are those of Hirst and Ramgoolam (arXiv:2510.05218) unless options say"
                    + " otherwise: 784-10-10-10-10 without biases on MNIST, pixels from -1 to 1, Adam"
                    + " with a rate of 0.001, minibatches of 100.",
            "",
            "The folder is that of a sweep. Started again with the same options, after Ctrl-C or a"
                    + " kill, it goes on; with --shard, 'inittrace sweep collect' and then 'inittrace"
                    + " pigmm analyse' put the parts together. The analysis is in its folder "
                    + PigmmAnalysis.FOLDER
                    + ": a page, tables and analysis.json.",
            ""
        },
        subcommands = {PigmmAnalyseCommand.class, PigmmCollectCommand.class},
        customSynopsis = {
            "inittrace pigmm --out DIR [--networks N] [--epochs N] [--init NAME]",
            "                [--weight-decay NUMBER] [--dataset NAME] [--data-dir PATH]",
            "                [--hidden SIZES] [--stack N] [--set KEY=VALUE]...",
            "                [--workers N] [--shard I/N] [-q]",
            "inittrace pigmm analyse PATH... [--out DIR] [--start NAME] [--outputs-first]",
            "inittrace pigmm collect PATH... --out FILE"
        },
        mixinStandardHelpOptions = true,
        versionProvider = Versions.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all networks are trained and analysed, or those of the shard trained",
            "2:wrong use, or a network that failed; the others are analysed",
            "130:stopped by Ctrl-C; networks that were not finished go on next time"
        },
        footer = {
            "",
            "Examples:",
            "  inittrace pigmm --networks 1000 --epochs 50 --stack 50 --out gaussian",
            "  inittrace pigmm --init uniform --weight-decay 0.01 --out uniform",
            "  inittrace pigmm analyse gaussian"
        })
final class PigmmCommand implements Callable<Integer> {
    /** What networks start from. */
    enum Start {
        GAUSSIAN("FAN_IN_NORMAL"),
        UNIFORM("FAN_IN_UNIFORM");

        private final String initialiser;

        Start(String initialiser) {
            this.initialiser = initialiser;
        }
    }

    /** The settings of runs that have an option of their own here. */
    private static final Set<String> OPTIONS =
            Set.of(
                    "dataset",
                    "data-dir",
                    "hidden",
                    "init",
                    "weight-decay",
                    "epochs",
                    "stack",
                    "seed");

    @Option(
            names = {"-o", "--out"},
            paramLabel = "DIR",
            description =
                    "The folder of the networks: it does not exist, is empty, or holds an earlier"
                            + " part of them.")
    private @Nullable Path out;

    @Option(
            names = "--networks",
            paramLabel = "N",
            defaultValue = "200",
            description =
                    "How many networks, with the seeds 1 to N; the publication has 1000."
                            + " Default: ${DEFAULT-VALUE}.")
    private int networks;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            defaultValue = "10",
            description = "Epochs of each; the publication has 50. Default: ${DEFAULT-VALUE}.")
    private int epochs;

    @Option(
            names = "--init",
            paramLabel = "NAME",
            defaultValue = "GAUSSIAN",
            description =
                    "What weights start from: ${COMPLETION-CANDIDATES}, of variance 1/inputs, or"
                            + " uniform over ±1/√inputs. Default: ${DEFAULT-VALUE}.")
    private Start start = Start.GAUSSIAN;

    @Option(
            names = "--weight-decay",
            paramLabel = "NUMBER",
            defaultValue = "0",
            description =
                    "Times a weight is added to its gradient; the publication has 0 and 0.01."
                            + " Default: ${DEFAULT-VALUE}.")
    private String weightDecay = "0";

    @Option(
            names = "--dataset",
            paramLabel = "NAME",
            defaultValue = "mnist",
            description =
                    "What to train on, as for the command run; mnist is downloaded unless --data-dir"
                            + " names its folder. Default: ${DEFAULT-VALUE}.")
    private String dataset = "mnist";

    @Option(
            names = "--data-dir",
            paramLabel = "PATH",
            converter = FileHere.class,
            description = "Where its files are, as for the command run.")
    private @Nullable Path dataDir;

    @Option(
            names = "--hidden",
            paramLabel = "SIZES",
            defaultValue = "10,10,10",
            description = "Sizes of the hidden layers. Default: ${DEFAULT-VALUE}.")
    private String hidden = "10,10,10";

    @Option(
            names = "--stack",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "Train N networks as one, which takes about half the time. They see the examples"
                            + " in the same order, so that they are not independent in it."
                            + " Default: ${DEFAULT-VALUE}.")
    private int stack = 1;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description =
                    "Any other setting of the networks, an option of the command run without its"
                            + " dashes; several times for several.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Mixin private SweepOptions sweeping = new SweepOptions();

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter stdout = CommandSpecs.out(spec);
        sweeping.check(spec);
        Path folder = out; // picocli would demand it of 'pigmm analyse', too
        if (folder == null) {
            throw new UsageException(
                    "expected a folder for the networks, found none; name one with --out DIR");
        }
        if (networks < 2) {
            throw new UsageException(
                    "expected at least 2 networks for an ensemble, found " + networks);
        }
        SweepPlan plan = UsageException.orUsersMistake(this::plan);
        Sweep sweep = Sweep.of(plan, new SweepJobs());
        List<RunResult> results =
                new SweepTraining(sweeping, spec)
                        .run(
                                sweep,
                                folder,
                                () ->
                                        PigmmAnalysis.write(
                                                List.of(folder),
                                                new ReadOptions(null, false),
                                                folder.resolve(PigmmAnalysis.FOLDER),
                                                sweeping.isQuiet(),
                                                stdout));
        if (sweeping.shard().count() > 1) {
            stdout.println(folder);
        }
        return SweepTraining.exitCode(results);
    }

    /** Refuses a setting that has an option here: one of the two would be forgotten. */
    private static void requireOther(Set<String> keys) {
        for (String key : keys) {
            if (OPTIONS.contains(key)) {
                throw new UsageException(
                        "--set "
                                + key
                                + ": this command has the option --"
                                + (key.equals("seed") ? "networks" : key)
                                + " for that");
            }
        }
    }

    private boolean isGiven(String option) {
        return Objects.requireNonNull(spec, "injected")
                .commandLine()
                .getParseResult()
                .hasMatchedOption(option);
    }

    private SweepPlan plan() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("dataset", dataset);
        if (dataDir != null) {
            all.put("data-dir", dataDir.toString());
        }
        if (DatasetLoader.hasImages(dataset)) {
            all.put("scaling", "MINUS_ONE_TO_ONE");
        }
        // What a file starts from has its own sizes and is not drawn.
        boolean isDrawn = !settings.containsKey("start-from");
        if (isDrawn || isGiven("--hidden")) {
            all.put("hidden", hidden);
        }
        all.put("no-bias", "true");
        if (isDrawn || isGiven("--init")) {
            all.put("init", start.initialiser);
        }
        all.put("optimiser", "ADAM");
        if (!Boolean.parseBoolean(settings.get("full-batch"))) {
            all.put("batch-size", "100");
        }
        all.put("weight-decay", weightDecay);
        all.put("epochs", Integer.toString(epochs));
        if (stack != 1) {
            all.put("stack", Integer.toString(stack));
        }
        // A record of every epoch, as cheap as it gets: the invariants go by records.
        all.put("record-every", "1");
        all.put("loss-sample", "1000");
        all.put("invariants", "every=1");
        requireOther(settings.keySet());
        all.putAll(settings);
        return SweepPlan.of(all).seeds(networks);
    }
}
