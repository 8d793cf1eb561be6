// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import com.oracle.labs.mlrg.olcut.config.Config;

/**
 * The learning rate is multiplied after every k epochs: factor(e, E) = drop^floor((e - 1) / k), as
 * PyTorch's {@code StepLR}. A drop above 1 raises it.
 */
public final class StepRate implements LearningRateSchedule {

    @Config(description = "What the rate is multiplied by.")
    private double drop = 0.1;

    @Config(description = "After how many epochs, again and again.")
    private int every = 10;

    private StepRate() {}

    /**
     * A schedule in steps.
     *
     * @param drop what the rate is multiplied by
     * @param every after how many epochs, again and again
     * @throws IllegalArgumentException if either is not positive
     */
    public StepRate(double drop, int every) {
        this.drop = drop;
        this.every = every;
        Configured.check(this::postConfig);
    }

    @Override
    public void postConfig() {
        Configured.require(
                Configured.isPositive(drop),
                "drop",
                "a step of the learning rate must be a positive factor, found " + drop);
        Configured.require(
                every > 0,
                "every",
                "the learning rate must step after a positive number of epochs, found " + every);
    }

    @Override
    public double factor(int epoch, int epochs) {
        int drops = (epoch - 1) / every;
        return StrictMath.pow(drop, drops);
    }

    @Override
    public String toString() {
        return "StepRate(drop=" + drop + ",every=" + every + ")";
    }
}
