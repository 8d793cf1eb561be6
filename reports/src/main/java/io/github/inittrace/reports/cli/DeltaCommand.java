// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import io.github.inittrace.files.AtomicFile;
import io.github.inittrace.onnx.DeltaModel;
import io.github.inittrace.onnx.OnnxWeights;
import io.github.inittrace.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a model that computes how far a run's weights have moved. */
@Command(
        name = "delta",
        description = {
            "Writes an ONNX model that holds the initial and the trained weights of a run and"
                    + " computes how far they lie apart, in any ONNX runtime.",
            "",
            "It has no inputs. For every tensor NAME of the run its outputs are delta/NAME, the"
                    + " differences, and the figures norm/NAME, initial_norm/NAME, distance/NAME,"
                    + " relative_distance/NAME, rms/NAME, max_abs/NAME and cosine/NAME; the same"
                    + " figures for all tensors together are under the name total. All are"
                    + " float64. They are those of the last line of epochs.jsonl: to a relative"
                    + " 1e-12 for networks trained in float32, to about 1e-7 for Tribuo's own"
                    + " trainers, whose float64 weights ONNX files hold rounded. What is relative"
                    + " to a start at zero is NaN or infinite.",
            "",
            "In Python:",
            "  import onnxruntime",
            "  session = onnxruntime.InferenceSession(\"delta.onnx\")",
            "  print(session.run([\"distance/total\"], {}))",
            ""
        },
        mixinStandardHelpOptions = true,
        versionProvider = Versions.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:written", "2:wrong use, or a run without both of its networks"})
final class DeltaCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUN", description = "The run folder.")
    private Path run = Path.of("");

    @Option(
            names = {"-o", "--out", "--output"},
            paramLabel = "FILE",
            description = "The file to write, outside the run folder (default: ${DEFAULT-VALUE}).")
    private Path output = Path.of("delta.onnx");

    @Option(
            names = {"-f", "--force"},
            description = "Replace the file if it is there already.")
    private boolean force;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        RunFolder folder = RunFolder.open(run);
        checkOutput();
        OnnxWeights initial = read(folder.initialModel(), RunFolder.INITIAL);
        OnnxWeights trained = read(folder.trainedModel(), RunFolder.TRAINED);
        byte[] model =
                UsageException.orUsersMistake(
                                () ->
                                        DeltaModel.of(
                                                new DeltaModel.State("initial", initial),
                                                new DeltaModel.State("trained", trained),
                                                folder.record().runId()))
                        .toByteArray();
        AtomicFile.write(output.toAbsolutePath(), model);
        CommandSpecs.out(spec)
                .println(
                        output
                                + ": the differences of "
                                + trained.tensors().size()
                                + " tensors; run it without inputs and read delta/NAME,"
                                + " distance/NAME, ..., distance/total");
        return CommandLine.ExitCode.OK;
    }

    private OnnxWeights read(Optional<Path> file, String name) throws IOException {
        if (file.isEmpty()) {
            throw new UsageException(
                    run
                            + " holds no "
                            + name
                            + ": expected a finished run of a trainer whose models can be exported"
                            + " as ONNX");
        }
        return OnnxWeights.read(file.get());
    }

    private void checkOutput() throws IOException {
        Path parent = output.toAbsolutePath().getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            throw new UsageException(
                    "cannot write to " + output + ": expected a file in an existing folder");
        }
        if (parent.toRealPath().startsWith(run.toRealPath())) {
            throw new UsageException(
                    "cannot write to "
                            + output
                            + ": it lies in the run folder, whose files are fixed by its manifest;"
                            + " name a file elsewhere with -o");
        }
        Outputs.requireOutside("--out", output); // nor in that of another run
        if (Files.exists(output) && !force) {
            throw new UsageException(
                    output + " is there already; name another file with -o, or use --force");
        }
    }
}
