// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import io.github.inittrace.kernels.MatrixKernels;

/**
 * All that a training needs to know but the data, checked and immutable. A trainer makes one of its
 * configuration, and all its trainings share it.
 *
 * @param network what is trained, and from which weights
 * @param step what a step does
 * @param course how many steps there are, on which examples and at which rates
 * @param workers how many threads one training uses
 * @param kernels what computes the products
 */
record TrainingPlan(
        NetworkPlan network, StepPlan step, CoursePlan course, int workers, MatrixKernels kernels) {

    TrainingPlan {
        step.requireFits(network);
    }
}
