// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import io.github.inittrace.kernels.Arena;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.tribuo.Dataset;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.classification.Label;

/**
 * What network is trained, on which inputs, and from which weights.
 *
 * @param hiddenLayers how many units each hidden layer has
 * @param bias whether layers have biases
 * @param activation what hidden units apply
 * @param featureScaling what is done to every feature value before
 * @param inputOrder the features in the order of the inputs; empty for Tribuo's
 * @param inputLayout how the features of examples lie in memory
 * @param initial what the weights and biases are at the start
 */
record NetworkPlan(
        List<Integer> hiddenLayers,
        boolean bias,
        Activation activation,
        FeatureScaling featureScaling,
        List<String> inputOrder,
        InputLayout inputLayout,
        InitialWeights initial) {

    NetworkPlan {
        hiddenLayers = List.copyOf(hiddenLayers);
        inputOrder = List.copyOf(inputOrder);
        for (int size : hiddenLayers) {
            Configured.require(
                    size > 0,
                    "hiddenLayers",
                    "hidden layer sizes must be positive, found " + hiddenLayers);
        }
        Configured.require(
                inputLayout != InputLayout.SPARSE || featureScaling.keepsZero(),
                "inputLayout",
                "sparse input needs a feature scaling that keeps zeros, found "
                        + featureScaling
                        + "; scale otherwise, or leave the input layout out");
        if (initial instanceof InitialWeights.Drawn drawn) {
            requireDrawable(drawn, tensors(hiddenLayers, bias), bias);
        }
    }

    private static void requireDrawable(
            InitialWeights.Drawn drawn, List<String> tensors, boolean bias) {
        Configured.require(
                bias || drawn.biases().distribution() == Initialiser.ZERO,
                "biasInitialiser",
                "a network without biases cannot start them from " + drawn.biases());
        WeightMask mark = drawn.mark();
        List<String> matrices = tensors.stream().filter(name -> name.endsWith(".weight")).toList();
        Configured.require(
                mark == null || matrices.contains(mark.tensor()),
                "mark",
                "a mark must be in one of "
                        + matrices
                        + ", found "
                        + (mark == null ? "none" : mark.tensor()));
    }

    /** The names of all tensors of the network, in the order of the ONNX initialisers. */
    List<String> tensors() {
        return tensors(hiddenLayers, bias);
    }

    private static List<String> tensors(List<Integer> hiddenLayers, boolean bias) {
        return Network.tensorNames(hiddenLayers.size() + 1, bias);
    }

    /** The features of a data set by the network's input, which is their id. */
    ImmutableFeatureMap inputs(ImmutableFeatureMap features) {
        return inputOrder.isEmpty() ? features : InputOrder.of(features, inputOrder);
    }

    /** Whether the features of training data become sparse rows. */
    boolean isSparse(Dataset<Label> data) {
        return isSparse(
                data.size(),
                data.getFeatureMap().size(),
                () -> LaidOutExamples.nonZeros(data, featureScaling));
    }

    /** Whether so many values other than zero do. */
    boolean isSparse(int examples, int features, LongSupplier nonZeros) {
        return inputLayout.isSparse(featureScaling, examples, features, nonZeros);
    }

    /** A network of zeros. */
    Network lay(Arena arena, int features, int outputs) {
        return new Network(arena, sizes(features, outputs), bias, activation);
    }

    /**
     * Checks that weights may fit in memory twice, where training changes them and in the model.
     *
     * @throws IllegalArgumentException if they do not
     */
    void requireMemory(Dataset<Label> data, int features, int outputs) {
        if (2 * Float.BYTES * weights(features, outputs) > Runtime.getRuntime().maxMemory()) {
            throw new IllegalArgumentException(tooLarge(data, features, outputs));
        }
    }

    /** Whether data and weights are so large that they are to blame if memory runs out. */
    boolean isLarge(Dataset<Label> data, int features, int outputs) {
        long floats = inputFloats(data, features) + 4 * weights(features, outputs);
        return 4 * (floats * Float.BYTES) >= Runtime.getRuntime().maxMemory();
    }

    /** How many values of four bytes the features of examples take. */
    private long inputFloats(Dataset<Label> data, int features) {
        return isSparse(data)
                ? 2 * LaidOutExamples.nonZeros(data, featureScaling)
                : (long) data.size() * features;
    }

    /** The sentence that says so. */
    String tooLarge(Dataset<Label> data, int features, int outputs) {
        return "training on "
                + data.size()
                + " examples of "
                + features
                + " features with hidden layers "
                + hiddenLayers
                + " does not fit in memory: the examples take "
                + mebibytes(inputFloats(data, features))
                + " MiB and the weights several times "
                + mebibytes(weights(features, outputs))
                + " MiB, and Java may use "
                + (Runtime.getRuntime().maxMemory() >> 20)
                + " MiB; use fewer features or units, or give it more with -Xmx";
    }

    private long weights(int features, int outputs) {
        int[] sizes = sizes(features, outputs);
        long weights = 0;
        for (int l = 1; l < sizes.length; l++) {
            weights += (sizes[l - 1] + 1L) * sizes[l];
        }
        return weights;
    }

    int[] sizes(int features, int outputs) {
        return IntStream.concat(
                        IntStream.concat(
                                IntStream.of(features),
                                hiddenLayers.stream().mapToInt(Integer::intValue)),
                        IntStream.of(outputs))
                .toArray();
    }

    private static long mebibytes(long floats) {
        return (floats * Float.BYTES) >> 20;
    }
}
