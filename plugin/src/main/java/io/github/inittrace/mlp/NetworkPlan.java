// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import io.github.inittrace.kernels.Arena;
import java.util.List;
import java.util.stream.IntStream;
import org.tribuo.ImmutableFeatureMap;

/**
 * What network is trained, on which inputs, and from which weights.
 *
 * @param hiddenLayers how many units each hidden layer has
 * @param bias whether layers have biases
 * @param activation what hidden units apply
 * @param featureScaling what is done to every feature value before
 * @param inputOrder the features in the order of the inputs; empty for Tribuo's
 * @param initial what the weights and biases are at the start
 */
record NetworkPlan(
        List<Integer> hiddenLayers,
        boolean bias,
        Activation activation,
        FeatureScaling featureScaling,
        List<String> inputOrder,
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
                "a mark must be in one of " + matrices + ", found " + mark);
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

    /** A network of zeros. */
    Network lay(Arena arena, int features, int outputs) {
        return new Network(arena, sizes(features, outputs), bias, activation);
    }

    /**
     * Checks that weights may fit in memory twice, where training changes them and in the model.
     *
     * @throws IllegalArgumentException if they do not
     */
    void requireMemory(int examples, int features, int outputs) {
        if (2 * Float.BYTES * weights(features, outputs) > Runtime.getRuntime().maxMemory()) {
            throw new IllegalArgumentException(tooLarge(examples, features, outputs));
        }
    }

    /** Whether data and weights are so large that they are to blame if memory runs out. */
    boolean isLarge(int examples, int features, int outputs) {
        long floats = (long) examples * features + 4 * weights(features, outputs);
        return 4 * (floats * Float.BYTES) >= Runtime.getRuntime().maxMemory();
    }

    /** The sentence that says so. */
    String tooLarge(int examples, int features, int outputs) {
        return "training on "
                + examples
                + " examples of "
                + features
                + " features with hidden layers "
                + hiddenLayers
                + " does not fit in memory: the examples take "
                + mebibytes((long) examples * features)
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

    private int[] sizes(int features, int outputs) {
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
