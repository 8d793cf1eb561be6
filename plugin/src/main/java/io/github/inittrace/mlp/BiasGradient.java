// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

/** What the biases of a layer are stepped along; weights are not concerned. */
public enum BiasGradient {
    // No constant has a body: OLCUT finds the enum of a configured value by its class's name.

    /** The gradient of the loss: of each unit's bias by itself. */
    PER_UNIT,

    /**
     * One number for all biases of a layer, the sum of the gradients of all of them: {@code
     * np.sum(dZ) / m} without an axis, as in many a network written from scratch. It is not the
     * gradient of the loss, and is here to compare with networks that have it. All biases of a
     * layer move alike. Those of the output layer stay where they are but for rounding, because the
     * gradients of the logits of an example add up to 0.
     */
    SCALAR_SUM
}
