// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

/**
 * How the categorical cross-entropy of an example is computed from its logits z, with y its class
 * and p = softmax(z). Both are the same wherever p_y is within the clip's bounds; what they do
 * outside decides how a training fails.
 *
 * <p>A loss is part of the training alone. The network it trains computes the same softmax with
 * either, so neither a saved model nor an ONNX graph has anything of it; both name it in their
 * provenance, as everything the trainer was configured by.
 */
public enum Loss {
    // No constant has a body: OLCUT finds the enum of a configured value by its class's name.

    /**
     * L = ln Σ exp(z) - z_y with gradient p - onehot(y), as PyTorch's {@code CrossEntropyLoss} and
     * TensorFlow's fused operation. A wrong example always has a gradient.
     */
    LOGITS,

    /**
     * L = -ln clip(p_y, ε, 1 - ε) with gradient (p - onehot(y)) · [ε ≤ p_y ≤ 1 - ε], as Keras'
     * {@code categorical_crossentropy} of probabilities. An example whose p_y falls below ε is
     * <em>dead</em>: its loss stays at -ln ε, which is 16.118 for ε = 1e-7, and nothing is learned
     * from it any more. Once that, or p_y &gt; 1 - ε, is true of all examples, no weight moves any
     * more and the loss is flat.
     *
     * <p>p_y is the quotient of two doubles, exp(z_y - max z) and Σ exp(z - max z), from float32
     * logits, and never rounded to float32. Outside the bounds every entry of the gradient is 0,
     * not merely small, so plain {@link SGD} without decay leaves all weights their bits.
     */
    KERAS_CLIP
}
