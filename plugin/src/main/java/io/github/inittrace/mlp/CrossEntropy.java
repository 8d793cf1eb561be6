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
    double of(float[] row, int offset, int n, int label, double[] exps) {
        return Softmax.loss(row, offset, n, label, exps);
    }

    @Override
    double andGradient(float[] row, int offset, int n, int label, double scale, double[] exps) {
        return Softmax.lossAndGradient(row, offset, n, label, scale, exps);
    }

    @Override
    boolean canLoseExamples() {
        return false;
    }

    @Override
    boolean isDead(float[] row, int offset, int n, int label, double[] exps) {
        return false;
    }

    @Override
    public String toString() {
        return "CrossEntropy";
    }
}
