// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import io.github.inittrace.diff.ModelDiff;
import io.github.inittrace.diff.TensorPairs;
import io.github.inittrace.onnx.OnnxFile;
import io.github.inittrace.reports.html.diff.DiffJson;
import io.github.inittrace.reports.html.diff.DiffReport;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.weights.WeightFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says how two models differ, in weights and graph. */
@Command(
        name = "diff",
        description = {
            "Says how two models differ, whatever tool wrote them: their weights, and the graphs of"
                    + " ONNX files. Files of safetensors and archives of numpy.savez (.npz) have"
                    + " weights alone.",
            "",
            "Tensors are paired by name; those whose names differ, by their place in the graph. A"
                    + " matrix that lies the other way round, as PyTorch's do, is turned. Nodes are"
                    + " matched along the graphs, whatever their names; their attributes are"
                    + " compared number by number. Files of any size are read piece by piece.",
            ""
        },
        mixinStandardHelpOptions = true,
        versionProvider = Versions.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:compared, whatever the differences",
            "2:wrong use, or a file that cannot be used"
        },
        footer = {
            "",
            "Examples:",
            "  inittrace diff before.onnx after.onnx",
            "  inittrace diff epoch-0.safetensors epoch-10.safetensors",
            "  inittrace diff RUN --epochs 100,200 --html differences"
        })
final class DiffCommand implements Callable<Integer> {
    /** Below this, nobody waits long enough to look at a bar. */
    private static final long WORTH_A_BAR = 20_000_000;

    private static final Pattern C1 = Pattern.compile("[\\u007f-\\u009f]");

    @Parameters(
            index = "0..1",
            arity = "1..2",
            paramLabel = "A B | RUN",
            description = {
                "The model to start from and the model to compare with it, each .onnx, .safetensors"
                        + " or .npz; or a run folder, for its network before and after training."
            },
            hideParamSyntax = true)
    private List<Path> models = List.of();

    @Option(
            names = "--epochs",
            paramLabel = "FROM,TO",
            split = ",",
            hideParamSyntax = true,
            description =
                    "With a run folder: which of its networks to compare. 0 is the untrained one,"
                            + " the last epoch the trained one; others take checkpoints"
                            + " (run --checkpoints).")
    private int @Nullable [] epochs;

    @Option(
            names = "--json",
            description = "Print every figure as JSON, with all digits, instead of the tables.")
    private boolean json;

    @Option(
            names = "--html",
            paramLabel = "FOLDER",
            description =
                    "Also write a page with the figures, histograms and maps of the differences;"
                            + " replaces what an earlier diff wrote there.")
    private @Nullable Path html;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter stdout = CommandSpecs.out(spec);
        Path a = models.get(0);
        Path b = models.get(models.size() - 1);
        if (models.size() == 1) {
            if (!Files.isDirectory(a)) {
                throw new UsageException(
                        "expected two models or one run folder, found "
                                + a
                                + " alone; name the model to compare it with");
            }
            RunFolder run = RunFolder.open(a);
            int[] chosen = chosen(run);
            a = run.model(chosen[0]);
            b = run.model(chosen[1]);
        } else if (epochs != null) {
            throw new UsageException(
                    "--epochs goes with one run folder, found two models; leave it out, or give"
                            + " the folder");
        }
        if (html != null) {
            Outputs.requireFolderOutside("--html", html);
        }
        ModelDiff diff = compare(WeightFiles.open(a), WeightFiles.open(b));
        // Models may have all their numbers in attributes, as those of scikit-learn do.
        boolean weights = !(diff.onlyInA().isEmpty() && diff.onlyInB().isEmpty());
        if (diff.tensors().isEmpty() && (weights || diff.graph().common() == 0)) {
            throw new UsageException(
                    a
                            + " and "
                            + b
                            + " have no tensor in common, neither by name nor by place in the"
                            + " graph; compare two models of one architecture");
        }
        if (json) {
            stdout.print(escaped(DiffJson.of(diff)) + "\n");
        } else {
            DiffText.lines(diff).forEach(stdout::println);
        }
        if (html != null) {
            Path page = DiffReport.write(diff, html);
            if (!json) {
                stdout.println();
                stdout.println("page  " + page);
            }
        }
        return CommandLine.ExitCode.OK;
    }

    /** JSON need not escape all control characters that a terminal obeys. */
    private static String escaped(String json) {
        return C1.matcher(json)
                .replaceAll(
                        found ->
                                String.format(
                                        Locale.ROOT, "\\\\u%04x", found.group().codePointAt(0)));
    }

    private int[] chosen(RunFolder run) {
        if (epochs == null) {
            return new int[] {0, run.history().last().index()};
        }
        if (epochs.length != 2) {
            throw new UsageException(
                    "--epochs takes two epochs, as in --epochs 0,100; found " + epochs.length);
        }
        return epochs;
    }

    private static ModelDiff compare(OnnxFile first, OnnxFile second) throws IOException {
        long values = TensorPairs.of(first, second).values();
        if (values < WORTH_A_BAR || !Terminal.isInteractive()) {
            return ModelDiff.of(first, second, done -> {});
        }
        try (ProgressBar bar =
                Terminal.bar("diff")
                        .setInitialMax(values)
                        .setUnit(" M values", 1_000_000)
                        .build()) {
            return ModelDiff.of(first, second, bar::stepTo);
        }
    }
}
