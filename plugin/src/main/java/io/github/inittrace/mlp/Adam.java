// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import com.oracle.labs.mlrg.olcut.config.Config;
import java.util.List;

/**
 * Adam with bias correction (Kingma and Ba, ICLR 2015, algorithm 1), in float32.
 *
 * <p>In step t, from m = v = 0: m += (1 - beta1) · (g - m); v = beta2 · v + (1 - beta2) · g²; w -=
 * r / (1 - beta1^t) · m / (sqrt(v) / sqrt(1 - beta2^t) + epsilon). The operations and their order
 * are those of PyTorch's {@code torch.optim.Adam}, but that m and v are rounded to multiples of
 * 6e-33: with an epsilon below 1e-16 steps of tiny gradients are larger than PyTorch's.
 *
 * <p>Adam's usual learning rate is 0.001; the trainer's default of 0.1 is far too large for it.
 */
public final class Adam extends Optimiser {

    @Config(description = "The share of the mean gradient that a step keeps.")
    private double beta1 = 0.9;

    @Config(description = "The share of the mean squared gradient that a step keeps.")
    private double beta2 = 0.999;

    @Config(description = "What is added to the root of the mean squared gradient.")
    private double epsilon = 1e-8;

    /** With beta1 = 0.9, beta2 = 0.999 and epsilon = 1e-8. */
    public Adam() {}

    /**
     * With other constants.
     *
     * @param beta1 the share of the mean gradient that a step keeps
     * @param beta2 the share of the mean squared gradient that a step keeps
     * @param epsilon what is added to the root of the mean squared gradient
     * @throws IllegalArgumentException if a beta is not at least 0 and less than 1, or epsilon not
     *     a positive number
     */
    public Adam(double beta1, double beta2, double epsilon) {
        this.beta1 = beta1;
        this.beta2 = beta2;
        this.epsilon = epsilon;
        Configured.check(this::postConfig);
    }

    @Override
    public void postConfig() {
        requireShare(beta1, "beta1", "Adam's beta1");
        requireShare(beta2, "beta2", "Adam's beta2");
        Configured.require(
                (float) epsilon > 0f && epsilon <= Float.MAX_VALUE,
                "epsilon",
                "Adam's epsilon must be a positive number in float32, found " + epsilon);
    }

    /** The share of the mean gradient that a step keeps. */
    public double beta1() {
        return beta1;
    }

    /** The share of the mean squared gradient that a step keeps. */
    public double beta2() {
        return beta2;
    }

    /** What is added to the root of the mean squared gradient. */
    public double epsilon() {
        return epsilon;
    }

    @Override
    boolean isPlain() {
        return false;
    }

    @Override
    List<String> slotNames() {
        return List.of("exp_avg", "exp_avg_sq");
    }

    @Override
    void step(
            float[] weights,
            float[] gradient,
            float[][] stateSlots,
            int length,
            double rate,
            long step) {
        float[] m = stateSlots[0];
        float[] v = stateSlots[1];
        float keep2 = (float) beta2;
        float gain1 = (float) (1.0 - beta1);
        float gain2 = (float) (1.0 - beta2);
        float rootOfCorrection2 = (float) Math.sqrt(1.0 - StrictMath.pow(beta2, step));
        float stepSize = (float) (rate / (1.0 - StrictMath.pow(beta1, step)));
        float e = (float) epsilon;
        for (int k = 0; k < length; k++) {
            m[k] = (m[k] + gain1 * (gradient[k] - m[k]) + FLUSH) - FLUSH;
            v[k] = (keep2 * v[k] + gain2 * gradient[k] * gradient[k] + FLUSH) - FLUSH;
            float root = (float) Math.sqrt(v[k]) / rootOfCorrection2 + e;
            weights[k] -= stepSize * (m[k] / root);
        }
    }

    @Override
    public String toString() {
        return "Adam(beta1=" + beta1 + ",beta2=" + beta2 + ",epsilon=" + epsilon + ")";
    }
}
