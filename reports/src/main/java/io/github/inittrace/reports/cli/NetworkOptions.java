// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import io.github.inittrace.data.PngBitmap;
import io.github.inittrace.mlp.Activation;
import io.github.inittrace.mlp.Initialiser;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.mlp.WeightMask;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the network computes and what it starts from. */
final class NetworkOptions implements HeadedOptions {
    /** The matrix between the first two hidden layers. */
    static final String BETWEEN_HIDDEN = "hidden2.weight";

    @Option(
            names = "--activation",
            paramLabel = "NAME",
            description = "Of hidden units: ${COMPLETION-CANDIDATES}. Default: RELU.")
    private Activation activation = Activation.RELU;

    @Option(
            names = "--init",
            paramLabel = "NAME",
            description =
                    "What weights are drawn by: ${COMPLETION-CANDIDATES}. Default: GLOROT_UNIFORM.")
    private Initialiser initialiser = Initialiser.GLOROT_UNIFORM;

    @Option(
            names = "--init-scale",
            paramLabel = "SCALE",
            description = "a of UNIFORM on [-a, a), or the standard deviation of NORMAL.")
    private double initialiserScale;

    @Option(
            names = "--bias-init",
            paramLabel = "NAME",
            description = "What biases are drawn by: ${COMPLETION-CANDIDATES}. Default: ZERO.")
    private Initialiser biasInitialiser = Initialiser.ZERO;

    @Option(
            names = "--bias-scale",
            paramLabel = "SCALE",
            description = "As --init-scale, for biases.")
    private double biasScale;

    @Option(
            names = "--freeze",
            paramLabel = "TENSOR",
            split = ",",
            description =
                    "Tensors that keep their initial values, such as hidden1.weight,output.bias.")
    private String[] frozen = {};

    @Option(
            names = "--mark",
            paramLabel = "LETTER|FILE.png",
            description =
                    "Zeros in the initial hidden2.weight that show the letter a, or the dark pixels"
                            + " of a picture.")
    private @Nullable String mark;

    @Option(
            names = "--mark-zeroes",
            paramLabel = "PART",
            description =
                    "The part of --mark that is zero: ${COMPLETION-CANDIDATES}."
                            + " Default: SURROUNDINGS.")
    private WeightMask.@Nullable Zeroed markZeroes;

    @Option(
            names = "--start-from",
            paramLabel = "FILE.onnx",
            converter = FileHere.class,
            description =
                    "A perceptron whose weights are the initial ones, from any tool; neither --init"
                            + " nor --bias-init nor --mark goes with it. Where it does not name its"
                            + " outputs and inputs, they are the labels in ascending order, numbers"
                            + " by value and others by name, and the columns of the data in their"
                            + " order; a line on standard error says so.")
    private @Nullable Path startFrom;

    @Option(
            names = "--start-labels",
            paramLabel = "NAMES|FILE",
            description =
                    "The labels of the outputs of --start-from, in their order: with commas between"
                            + " them, or a file with one on each line.")
    private @Nullable String startLabels;

    @Option(
            names = "--start-features",
            paramLabel = "NAMES|FILE",
            description = "The features or columns of its inputs, likewise.")
    private @Nullable String startFeatures;

    void configure(MLPClassificationTrainer.Builder builder) throws IOException {
        builder.activation(activation)
                .initialiser(initialiser, initialiserScale)
                .biasInitialiser(biasInitialiser, biasScale)
                .frozen(frozen)
                .mark(mark())
                .startFrom(startFrom)
                .startLabels(startNames("--start-labels", startLabels))
                .startFeatures(startNames("--start-features", startFeatures));
    }

    /** The files that are read, by the option that names each. */
    Map<String, Path> files() {
        Map<String, Path> files = new LinkedHashMap<>();
        if (startFrom != null) {
            files.put("--start-from", startFrom);
        }
        if (mark != null && isPicture(mark)) {
            files.put("--mark", Path.of(mark));
        }
        if (startLabels != null && NameList.isFile(startLabels)) {
            files.put("--start-labels", Path.of(startLabels));
        }
        if (startFeatures != null && NameList.isFile(startFeatures)) {
            files.put("--start-features", Path.of(startFeatures));
        }
        return files;
    }

    private static boolean isPicture(String mark) {
        return mark.toLowerCase(Locale.ROOT).endsWith(".png");
    }

    private List<String> startNames(String option, @Nullable String given) {
        if (given == null) {
            return List.of();
        }
        if (startFrom == null) {
            throw new UsageException(option + " needs --start-from");
        }
        return NameList.of(option, given);
    }

    private @Nullable WeightMask mark() throws IOException {
        if (mark == null) {
            if (markZeroes != null) {
                throw new UsageException("--mark-zeroes needs --mark");
            }
            return null;
        }
        WeightMask.Zeroed zeroed = markZeroes == null ? WeightMask.Zeroed.SURROUNDINGS : markZeroes;
        if (mark.equals("a")) {
            return WeightMask.letterA(BETWEEN_HIDDEN, zeroed);
        }
        if (isPicture(mark)) {
            return WeightMask.picture(BETWEEN_HIDDEN, zeroed, PngBitmap.rows(Path.of(mark)));
        }
        throw new UsageException(
                "a mark is the letter a or a file named .png, found '" + mark + "'");
    }

    @Override
    public String heading() {
        return "The network:";
    }
}
