// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import io.github.inittrace.ensemble.NetworkEnsemble.ReadOptions;
import io.github.inittrace.ensemble.StartLaw;
import io.github.inittrace.mlp.Initialisation;
import io.github.inittrace.mlp.Initialiser;
import io.github.inittrace.sweep.SweepRecord;
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

/** Fits models to the weight matrices of networks that are trained already. */
@Command(
        name = "analyse",
        description = {
            "Fits permutation-invariant Gaussian matrix models to networks that are trained already,"
                    + " and that differ in nothing but the seed.",
            "",
            "Of runs it takes invariants.jsonl, or else matrices/, or else the two networks and the"
                    + " checkpoints between.",
            ""
        },
        mixinStandardHelpOptions = true,
        versionProvider = Versions.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:analysed", "2:wrong use, or networks that do not belong together"},
        footer = {
            "",
            "Examples:",
            "  inittrace pigmm analyse gaussian",
            "  inittrace pigmm analyse models/*.onnx --outputs-first --start FAN_IN_UNIFORM"
        })
final class PigmmAnalyseCommand implements Callable<Integer> {
    @Parameters(
            arity = "1..*",
            paramLabel = "PATH",
            description = {
                "The folder of a sweep; run folders, or folders with runs or files directly inside;"
                        + " files of 'pigmm collect'.",
                "Or files, one for each network: ONNX, safetensors, or .npy of the shape [rows,"
                        + " columns]; or .npy of the shape [networks, rows, columns], one for each"
                        + " layer."
            })
    private List<Path> sources = new ArrayList<>();

    @Option(
            names = {"-o", "--out"},
            paramLabel = "DIR",
            description =
                    "Where to write the page and its files; replaces an earlier analysis. Default: "
                            + PigmmAnalysis.FOLDER
                            + " in the folder of the sweep, if it is one, and inittrace-pigmm.")
    private @Nullable Path out;

    @Option(
            names = "--start",
            paramLabel = "NAME",
            description =
                    "What the weights started from, where files do not say or it is to be another:"
                            + " ${COMPLETION-CANDIDATES}, as --init of the command run.")
    private @Nullable Initialiser start;

    @Option(
            names = "--start-scale",
            paramLabel = "SCALE",
            description = "Of UNIFORM and NORMAL, as --init-scale of the command run.")
    private double startScale;

    @Option(
            names = "--outputs-first",
            description =
                    "Rows of matrices in files are outputs, as PyTorch has them. Default: inputs, as"
                            + " InitTrace writes them, unless the metadata of a safetensors file say"
                            + " whose it is.")
    private boolean outputsFirst;

    @Option(
            names = {"-q", "--quiet"},
            description = "No tables, only the page.")
    private boolean quiet;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        StartLaw law = law();
        Path folder = out;
        if (folder == null) {
            folder =
                    sources.size() == 1 && SweepRecord.isAt(sources.get(0))
                            ? sources.get(0).resolve(PigmmAnalysis.FOLDER)
                            : Path.of("inittrace-" + PigmmAnalysis.FOLDER);
        }
        Outputs.requireFolderOutside("--out", folder);
        PigmmAnalysis.write(
                sources, new ReadOptions(law, outputsFirst), folder, quiet, CommandSpecs.out(spec));
        return CommandLine.ExitCode.OK;
    }

    private @Nullable StartLaw law() throws IOException {
        Initialiser by = start;
        if (by == null) {
            if (startScale != 0) {
                throw new UsageException("--start-scale needs --start");
            }
            return null;
        }
        return UsageException.orUsersMistake(
                () -> new StartLaw(new Initialisation(by, startScale)));
    }
}
