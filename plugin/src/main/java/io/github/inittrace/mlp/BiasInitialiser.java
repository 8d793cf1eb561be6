// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import org.jspecify.annotations.Nullable;

/** The distribution the biases start from; in is the number of inputs of their layer. */
public enum BiasInitialiser {
    /** All biases are 0. */
    ZERO(null),

    /** U(±1 / sqrt(in)), how PyTorch starts its linear layers. */
    FAN_IN_UNIFORM(Initialiser.FAN_IN_UNIFORM),

    /** N(0, 1 / in): normal with standard deviation 1 / sqrt(in). */
    FAN_IN_NORMAL(Initialiser.FAN_IN_NORMAL),

    /** U(±scale). */
    UNIFORM(Initialiser.UNIFORM),

    /** Normal with mean 0 and the scale as standard deviation. */
    NORMAL(Initialiser.NORMAL);

    /** What draws the values; null for zeros. */
    final @Nullable Initialiser distribution;

    BiasInitialiser(@Nullable Initialiser distribution) {
        this.distribution = distribution;
    }

    /** Whether the user chooses the scale. */
    boolean isScaled() {
        return distribution != null && distribution.isScaled();
    }
}
