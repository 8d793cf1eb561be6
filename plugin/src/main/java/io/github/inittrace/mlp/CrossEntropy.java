// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

/**
 * L = ln Σ exp(z) - z_y with gradient p - onehot(y), from logits as PyTorch's {@code
 * CrossEntropyLoss} and TensorFlow's fused operation. A wrong example always has a gradient.
 */
public final class CrossEntropy extends Loss {

    /** The only one. */
    public CrossEntropy() {}

    @Override
    double of(Softmax softmax, int row, int label) {
        return softmax.loss(row, label);
    }

    @Override
    double andGradient(Softmax softmax, int row, int label, double scale) {
        double loss = softmax.loss(row, label);
        softmax.gradient(row, label, scale);
        return loss;
    }

    @Override
    boolean canLoseExamples() {
        return false;
    }

    @Override
    boolean isDead(Softmax softmax, int row, int label) {
        return false;
    }

    @Override
    public String toString() {
        return "CrossEntropy";
    }
}
