// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import io.github.inittrace.kernels.MatrixKernels;
import java.util.function.Supplier;

/**
 * All that decides what becomes of data in a training, checked and immutable. A trainer makes one of its
 * configuration, and all its trainings share it.
 *
 * @param network what is trained, and from which weights
 * @param step what a step does
 * @param course how many steps there are, on which examples and at which rates
 * @param stack with which others its steps are taken
 * @param choice what computes the products, which takes a while to load
 */
record TrainingPlan(
        NetworkPlan network,
        StepPlan step,
        CoursePlan course,
        StackPlace stack,
        Supplier<MatrixKernels> choice) {

    TrainingPlan {
        step.requireFits(network);
        if (!stack.isAlone()) {
            Configured.require(
                    !network.hiddenLayers().isEmpty(),
                    "stack",
                    "networks of a stack have a hidden layer, found none; leave the stack out");
            Configured.require(
                    network.inputLayout() == InputLayout.DENSE,
                    "stack",
                    "networks of a stack share a product of dense input, found an input layout of "
                            + network.inputLayout()
                            + "; leave it or the stack out");
            Configured.require(
                    !course.schedule().followsLosses(),
                    "stack",
                    "networks of a stack have the same learning rates, found "
                            + course.schedule()
                            + ", which follows the losses of each; leave it or the stack out");
            Configured.require(
                    step.gradientClipping() == 0.0 && step.biasGradient() == BiasGradient.PER_UNIT,
                    "stack",
                    "networks of a stack can have neither clipped gradients nor "
                            + BiasGradient.SCALAR_SUM
                            + "; leave these out, or the stack");
        }
    }

    /**
     * What computes the products.
     *
     * @throws IllegalArgumentException if a system property asks for what does not load
     */
    MatrixKernels kernels() {
        return choice.get();
    }
}
