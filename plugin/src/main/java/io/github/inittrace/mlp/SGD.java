// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import com.oracle.labs.mlrg.olcut.config.Config;
import java.util.List;

/**
 * Gradient descent, plain or with momentum.
 *
 * <p>With learning rate r and momentum m, from v = 0: v = m · v + g, then w -= r · v, as PyTorch's
 * {@code torch.optim.SGD} without dampening. The learning rate of a step multiplies all that v
 * remembers, so a schedule acts at once. v is rounded to multiples of 6e-33.
 */
public final class SGD extends Optimiser {

    @Config(description = "The share of the last step's velocity that is kept; 0 for none.")
    private double momentum;

    /** Without momentum. */
    public SGD() {
        this(0.0);
    }

    /**
     * With momentum.
     *
     * @param momentum the share of the velocity that a step keeps, usually 0.9
     * @throws IllegalArgumentException if it is not at least 0 and less than 1
     */
    public SGD(double momentum) {
        this.momentum = momentum;
        Configured.check(this::postConfig);
    }

    @Override
    public void postConfig() {
        requireShare(momentum, "momentum", "the momentum");
    }

    /** The share of the velocity that a step keeps. */
    public double momentum() {
        return momentum;
    }

    @Override
    boolean isPlain() {
        return momentum == 0.0;
    }

    @Override
    List<String> slotNames() {
        return isPlain() ? List.of() : List.of("momentum_buffer");
    }

    @Override
    void step(
            float[] weights,
            float[] gradient,
            float[][] stateSlots,
            int length,
            double rate,
            long step) {
        float r = (float) rate;
        if (isPlain()) {
            for (int k = 0; k < length; k++) {
                weights[k] -= r * gradient[k];
            }
            return;
        }
        float m = (float) momentum;
        float[] velocity = stateSlots[0];
        for (int k = 0; k < length; k++) {
            velocity[k] = (m * velocity[k] + gradient[k] + FLUSH) - FLUSH;
            weights[k] -= r * velocity[k];
        }
    }

    @Override
    public String toString() {
        return isPlain() ? "SGD" : "SGD(momentum=" + momentum + ")";
    }
}
