// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import com.oracle.labs.mlrg.olcut.config.Config;

/**
 * L = -ln clip(p_y, ε, 1 - ε) with gradient (p - onehot(y)) · [ε ≤ p_y ≤ 1 - ε], as Keras' {@code
 * categorical_crossentropy} of probabilities. An example whose p_y falls below ε is <em>dead</em>:
 * its loss stays at -ln ε, which is 16.118 for ε = 1e-7, and nothing is learned from it any more.
 * Once that, or p_y &gt; 1 - ε, is true of all examples, no weight moves any more and the loss is
 * flat.
 *
 * <p>p_y is the quotient of two doubles, exp(z_y - max z) and Σ exp(z - max z), from float32
 * logits, and never rounded to float32. Outside the bounds every entry of the gradient is 0, not
 * merely small, so plain {@link SGD} without decay leaves all weights their bits.
 */
public final class ClippedCrossEntropy extends Loss {

    @Config(description = "The least probability that the loss can tell from less.")
    private double epsilon = 1e-7;

    /** With Keras' ε, 1e-7. */
    public ClippedCrossEntropy() {}

    /**
     * With another ε.
     *
     * @param epsilon the least probability that the loss can tell from less
     * @throws IllegalArgumentException if it is not above 0 and below 0.5
     */
    public ClippedCrossEntropy(double epsilon) {
        this.epsilon = epsilon;
        Configured.check(this::postConfig);
    }

    @Override
    public void postConfig() {
        Configured.require(
                epsilon > 0.0 && epsilon < 0.5,
                "epsilon",
                "the epsilon of a loss must be above 0 and below 0.5, found " + epsilon);
    }

    /** The least probability that the loss can tell from less. */
    public double epsilon() {
        return epsilon;
    }

    /** -ln clip(p, ε, 1 - ε) of the probability of an example's class; NaN if that is NaN. */
    double of(double p) {
        return -Logarithm.of(Math.min(Math.max(p, epsilon), 1.0 - epsilon));
    }

    @Override
    double of(Softmax softmax, int row, int label) {
        return of(softmax.probability(row, label));
    }

    @Override
    double andGradient(Softmax softmax, int row, int label, double scale) {
        double p = softmax.probability(row, label);
        if (p < epsilon || p > 1.0 - epsilon) {
            softmax.noGradient(row);
        } else {
            softmax.gradient(row, label, scale);
        }
        return of(p);
    }

    @Override
    boolean canLoseExamples() {
        return true;
    }

    @Override
    boolean isDead(Softmax softmax, int row, int label) {
        return isDead(softmax.probability(row, label));
    }

    /** Whether an example with this probability of its class is lost to training. */
    boolean isDead(double p) {
        return p < epsilon;
    }

    @Override
    public String toString() {
        return "ClippedCrossEntropy(epsilon=" + epsilon + ")";
    }
}
