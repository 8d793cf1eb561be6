// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.classification.Label;

/** What a training starts from: weights that are drawn, or those of a file. Immutable. */
interface InitialWeights {

    /**
     * Checks the ends of the network against the data.
     *
     * @throws IllegalArgumentException if they do not fit
     */
    default void requireWidths(int features, int labels) {}

    /**
     * Gives a network the weights.
     *
     * @param to the network
     * @param inputs the features of the data, by the network's input
     * @param outputs the labels of the data, by the network's output
     * @param random what is drawn from, if anything is
     * @return what is to be known about them, for the record
     * @throws IllegalArgumentException if they are for other features or labels
     */
    Map<String, String> give(
            Network to, List<String> inputs, List<String> outputs, SplittableRandom random);

    /** What is doubtful about them, before they are trained; null if nothing is. */
    default @Nullable String doubt(
            Supplier<Evaluator> evaluator,
            LaidOutExamples examples,
            ImmutableOutputInfo<Label> outputs) {
        return null;
    }

    /**
     * Weights that are drawn.
     *
     * @param weights what draws the matrices
     * @param biases what draws the biases
     * @param mark which of them are then set to zero; null if none
     */
    record Drawn(Initialisation weights, Initialisation biases, @Nullable WeightMask mark)
            implements InitialWeights {
        @Override
        public Map<String, String> give(
                Network to, List<String> inputs, List<String> outputs, SplittableRandom random) {
            to.initialise(weights, biases, random);
            if (mark != null) {
                mark.apply(to);
            }
            return Map.of();
        }
    }
}
