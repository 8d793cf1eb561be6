// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import java.util.Arrays;

/**
 * The arithmetic of {@link Loss#KERAS_CLIP}.
 *
 * @param epsilon the least probability that the loss can tell from less, ε
 */
record LossClip(double epsilon) {

    /** -ln clip(p, ε, 1 - ε) of the probability of an example's class; NaN if that is NaN. */
    double loss(double p) {
        return -StrictMath.log(Math.min(Math.max(p, epsilon), 1.0 - epsilon));
    }

    /** Whether an example with this probability of its class is lost to training. */
    boolean isDead(double p) {
        return p < epsilon;
    }

    /**
     * The loss, and the logits replaced by its gradient: scale · (p - onehot) within the bounds,
     * zeros outside.
     *
     * @return the loss, not scaled
     */
    double lossAndGradient(float[] row, int offset, int n, int label, double scale, double[] exps) {
        double p = Softmax.probability(row, offset, n, label, exps);
        if (p < epsilon || p > 1.0 - epsilon) {
            Arrays.fill(row, offset, offset + n, 0f);
        } else {
            Softmax.lossAndGradient(row, offset, n, label, scale, exps);
        }
        return loss(p);
    }
}
