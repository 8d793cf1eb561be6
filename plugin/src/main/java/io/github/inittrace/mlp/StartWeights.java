// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import com.oracle.labs.mlrg.olcut.config.PropertyException;
import io.github.inittrace.onnx.OnnxMLP;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.classification.Label;

/** The weights in a file that a training is to start from. Immutable. */
final class StartWeights implements InitialWeights {
    /** How far a file's scaling may be from the trainer's: the roundings of float32. */
    private static final double ROUNDING = 1e-6;

    private static final Logger logger = Logger.getLogger(StartWeights.class.getName());

    private final Path file;
    private final OnnxMLP network;
    private final List<String> features;
    private final List<String> labels;
    private final boolean arranged;

    private StartWeights(
            Path file,
            OnnxMLP network,
            List<String> features,
            List<String> labels,
            boolean arranged) {
        this.file = file;
        this.network = network;
        this.features = features;
        this.labels = labels;
        this.arranged = arranged;
    }

    /**
     * Reads a file.
     *
     * @param sha256 what its SHA-256 must be; empty for any
     * @param features what the user says its inputs are; empty for nothing
     * @param labels what the user says its outputs are; empty for nothing
     * @param arranged whether the user said in which order the data's features are
     * @throws PropertyException if it cannot be read, holds no perceptron, has another SHA-256, or
     *     has other inputs or outputs
     */
    static StartWeights read(
            Path file,
            String sha256,
            List<String> features,
            List<String> labels,
            boolean arranged) {
        OnnxMLP network;
        try {
            network = OnnxMLP.read(file);
        } catch (IOException e) {
            throw new PropertyException("", "startFrom", e.getMessage());
        }
        Configured.require(
                sha256.isEmpty() || sha256.equals(network.sha256()),
                "startFrom",
                "the weights to start from have changed: expected "
                        + file
                        + " with SHA-256 "
                        + sha256
                        + ", found "
                        + network.sha256());
        requireNames(
                "startFeatures", "features", file, network.features(), features, network.inputs());
        requireNames("startLabels", "labels", file, network.labels(), labels, network.outputs());
        return new StartWeights(file, network, features, labels, arranged);
    }

    private static void requireNames(
            String field,
            String what,
            Path file,
            @Nullable List<String> inFile,
            List<String> given,
            int columns) {
        if (given.isEmpty()) {
            return;
        }
        String must =
                "the start "
                        + what
                        + " must name each of the "
                        + columns
                        + " "
                        + (what.equals("labels") ? "outputs" : "inputs")
                        + " of "
                        + file
                        + " once, found ";
        Configured.require(given.size() == columns, field, must + given.size() + " names");
        String twice = NameOrder.repeated(given);
        Configured.require(
                twice == null,
                field,
                must + "'" + NameOrder.shown(String.valueOf(twice)) + "' twice");
        for (int column = 0; inFile != null && column < columns; column++) {
            Configured.require(
                    inFile.get(column).equals(given.get(column)),
                    field,
                    "the start "
                            + what
                            + " must be those that "
                            + file
                            + " names itself, found '"
                            + NameOrder.shown(given.get(column))
                            + "' for its '"
                            + NameOrder.shown(inFile.get(column))
                            + "'; leave them out");
        }
    }

    String sha256() {
        return network.sha256();
    }

    /** How many units each hidden layer has. */
    int[] hiddenLayers() {
        List<OnnxMLP.Layer> layers = network.layers();
        return layers.subList(0, layers.size() - 1).stream()
                .mapToInt(OnnxMLP.Layer::outputs)
                .toArray();
    }

    /**
     * Checks that a trainer computes what the file does.
     *
     * @param hiddenLayers what the user chose; null if nothing
     * @throws PropertyException if it does not
     */
    void requireFits(
            int @Nullable [] hiddenLayers,
            Activation activation,
            FeatureScaling featureScaling,
            boolean bias) {
        Configured.require(
                hiddenLayers == null || Arrays.equals(hiddenLayers, hiddenLayers()),
                "hiddenLayers",
                "the hidden layers must be those of "
                        + file
                        + ", "
                        + Arrays.toString(hiddenLayers())
                        + ", found "
                        + Arrays.toString(hiddenLayers)
                        + "; leave them out to take the file's");
        String found = network.activation();
        Configured.require(
                found == null || found.toUpperCase(Locale.ROOT).equals(activation.name()),
                "activation",
                "the activation must be that of "
                        + file
                        + ", "
                        + (found == null ? "none" : found.toUpperCase(Locale.ROOT))
                        + ", found "
                        + activation);
        Configured.require(
                bias || network.layers().stream().allMatch(layer -> layer.bias() == null),
                "bias",
                file
                        + " has biases, a trainer without them cannot start from it; let it have some");
        OnnxMLP.Scaling scaling = network.scaling();
        Configured.require(
                scaling == null || isSame(scaling, featureScaling),
                "featureScaling",
                "the feature scaling must be that of "
                        + file
                        + ", "
                        + (scaling == null ? "" : formula(scaling.factor(), scaling.offset()))
                        + ", found "
                        + featureScaling
                        + ", "
                        + formula(featureScaling.factor(), featureScaling.offset()));
    }

    private static boolean isSame(OnnxMLP.Scaling a, FeatureScaling b) {
        return Math.abs(a.factor() - b.factor()) <= ROUNDING * b.factor()
                && Math.abs(a.offset() - b.offset()) <= ROUNDING;
    }

    private static String formula(double factor, double offset) {
        return String.format(Locale.ROOT, "x * %.6g + %.6g", factor, offset);
    }

    @Override
    public void requireWidths(int features, int labels) {
        if (network.inputs() != features || network.outputs() != labels) {
            throw new IllegalArgumentException(
                    "the weights to start from must be for the "
                            + features
                            + " features and "
                            + labels
                            + " labels of the data, found "
                            + network.inputs()
                            + " inputs and "
                            + network.outputs()
                            + " outputs in "
                            + file);
        }
    }

    /**
     * {@inheritDoc}
     *
     * @return which features and labels were taken for the file's columns, and why
     */
    @Override
    public Map<String, String> give(
            Network to, List<String> inputs, List<String> outputs, SplittableRandom random) {
        ColumnMatching ofFeatures =
                ColumnMatching.ofFeatures(inputs, network.features(), features, arranged, file);
        ColumnMatching ofLabels = ColumnMatching.ofLabels(outputs, network.labels(), labels, file);
        to.write(layers(ofFeatures.places(), ofLabels.places(), to.biased));
        logger.info(
                () ->
                        "training starts from "
                                + file
                                + ": outputs in the order "
                                + ofLabels
                                + "; inputs in the order "
                                + ofFeatures);
        return Map.of(
                MLPClassificationTrainer.START_OUTPUTS,
                ofLabels.toString(),
                MLPClassificationTrainer.START_INPUTS,
                ofFeatures.toString());
    }

    @Override
    public @Nullable String doubt(
            Supplier<Evaluator> evaluator,
            LaidOutExamples examples,
            ImmutableOutputInfo<Label> outputs) {
        String doubt = StartDoubt.of(file, evaluator.get(), examples, outputs);
        if (doubt != null) {
            logger.warning(() -> doubt + "; see startLabels, startFeatures and featureScaling");
        }
        return doubt;
    }

    private List<DenseLayer> layers(int[] inputs, int[] outputs, boolean biased) {
        int depth = network.layers().size();
        List<DenseLayer> layers = new ArrayList<>();
        for (int l = 1; l <= depth; l++) {
            OnnxMLP.Layer layer = network.layers().get(l - 1);
            int[] rows = l == 1 ? inputs : ColumnMatching.inOrder(layer.inputs());
            int[] columns = l == depth ? outputs : ColumnMatching.inOrder(layer.outputs());
            float[][] weights = new float[rows.length][];
            for (int i = 0; i < rows.length; i++) {
                weights[i] = picked(layer.weight(), rows[i] * layer.outputs(), columns);
            }
            float[] bias = layer.bias();
            float[] biases = bias == null ? new float[columns.length] : picked(bias, 0, columns);
            layers.add(
                    new DenseLayer(
                            Network.name(l, depth), weights, biased ? biases : new float[0]));
        }
        return layers;
    }

    private static float[] picked(float[] values, int from, int[] columns) {
        float[] picked = new float[columns.length];
        for (int j = 0; j < columns.length; j++) {
            picked[j] = values[from + columns[j]];
        }
        return picked;
    }
}
