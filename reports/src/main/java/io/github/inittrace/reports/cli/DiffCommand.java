// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import io.github.inittrace.diff.ModelDiff;
import io.github.inittrace.diff.TensorPairs;
import io.github.inittrace.onnx.OnnxFile;
import io.github.inittrace.reports.html.DiffJson;
import io.github.inittrace.reports.html.DiffReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says how the weights of two ONNX models differ. */
@Command(
        name = "diff",
        description = {
            "Says how the weights of two ONNX models differ, whatever tool wrote them.",
            "",
            "Tensors are paired by name; those whose names differ, by their place in the graph. A"
                    + " matrix that lies the other way round, as PyTorch's do, is turned. Files of"
                    + " any size are read piece by piece.",
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
        footer = {"", "Example: inittrace diff RUN/initial.onnx RUN/trained.onnx"})
final class DiffCommand implements Callable<Integer> {
    /** Below this, nobody waits long enough to look at a bar. */
    private static final long WORTH_A_BAR = 20_000_000;

    @Parameters(index = "0", paramLabel = "A.onnx", description = "The model to start from.")
    private Path a = Path.of("");

    @Parameters(index = "1", paramLabel = "B.onnx", description = "The model to compare with it.")
    private Path b = Path.of("");

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
        ModelDiff diff = compare(OnnxFile.open(a), OnnxFile.open(b));
        if (diff.tensors().isEmpty()) {
            throw new UserException(
                    a
                            + " and "
                            + b
                            + " have no tensor in common, neither by name nor by place in the"
                            + " graph; compare two models of one architecture");
        }
        if (json) {
            stdout.println(DiffJson.of(diff));
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
