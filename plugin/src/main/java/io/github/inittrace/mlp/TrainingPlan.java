// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import io.github.inittrace.kernels.MatrixKernels;

/**
 * All that decides what becomes of data in a training, checked and immutable. A trainer makes one of its
 * configuration, and all its trainings share it.
 *
 * @param network what is trained, and from which weights
 * @param step what a step does
 * @param course how many steps there are, on which examples and at which rates
 * @param kernels what computes the products
 */
record TrainingPlan(NetworkPlan network, StepPlan step, CoursePlan course, MatrixKernels kernels) {

    TrainingPlan {
        step.requireFits(network);
    }
}
