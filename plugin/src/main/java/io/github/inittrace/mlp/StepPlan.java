// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import io.github.inittrace.kernels.WorkerTeam;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.classification.Label;

/**
 * What a step of training does.
 *
 * @param loss what is to become less
 * @param optimiser how a gradient becomes a step
 * @param weightDecay the coupled L2 decay, 0 for none
 * @param gradientClipping the largest norm of the gradient, 0 for any
 * @param biasGradient what the biases are stepped along
 * @param classWeights how much more examples count by their label; null for all alike
 * @param frozen the tensors that keep their initial values
 */
record StepPlan(
        Loss loss,
        Optimiser optimiser,
        double weightDecay,
        double gradientClipping,
        BiasGradient biasGradient,
        @Nullable ClassWeights classWeights,
        List<String> frozen) {

    StepPlan {
        frozen = List.copyOf(frozen);
        Configured.require(
                weightDecay >= 0.0 && weightDecay <= Float.MAX_VALUE,
                "weightDecay",
                "the weight decay must be a number of at least 0, found " + weightDecay);
        Configured.require(
                gradientClipping >= 0.0 && gradientClipping <= Float.MAX_VALUE,
                "gradientClipping",
                "the largest norm of the gradient must be a number of at least 0, found "
                        + gradientClipping);
    }

    /** Checks that a network has what steps are told about. */
    void requireFits(NetworkPlan network) {
        Configured.require(
                network.bias() || biasGradient == BiasGradient.PER_UNIT,
                "biasGradient",
                "a network without biases cannot step them along " + biasGradient);
        List<String> tensors = network.tensors();
        for (String name : frozen) {
            Configured.require(
                    tensors.contains(name),
                    "frozen",
                    "frozen tensors must be among " + tensors + ", found '" + name + "'");
        }
    }

    /**
     * The training examples with the weights that they have in a step.
     *
     * @throws IllegalArgumentException if the data has no such classes
     */
    LaidOutExamples weigh(LaidOutExamples examples, ImmutableOutputInfo<Label> outputs) {
        return classWeights == null ? examples : classWeights.apply(examples, outputs);
    }

    /** What the steps of a training remember of every weight. */
    List<String> slotNames() {
        return optimiser.slotNames();
    }

    /**
     * What a step does in one training of a network.
     *
     * @param sparse whether its inputs are sparse rows
     * @param inParts whether gradients of parts of a batch are to be added up
     */
    WeightUpdate update(Network network, WorkerTeam team, boolean sparse, boolean inParts) {
        List<WeightBlock> blocks = WeightBlock.cut(network, Set.copyOf(frozen));
        if (!inParts
                && optimiser.isPlain()
                && weightDecay == 0.0
                && gradientClipping == 0.0
                && biasGradient == BiasGradient.PER_UNIT) {
            return new WeightUpdate.Fused(blocks, team, network.kernels);
        }
        return new BufferedUpdate(blocks, team, network, this, sparse);
    }

    /**
     * The same for a layer of a stack, as a network of that one layer.
     *
     * @param frozen the tensors of that network that keep their values
     */
    WeightUpdate stackUpdate(Network layer, WorkerTeam team, Set<String> frozen) {
        return new BufferedUpdate(WeightBlock.cut(layer, frozen), team, layer, this, false);
    }
}
