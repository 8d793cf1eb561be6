// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import com.oracle.labs.mlrg.olcut.config.Config;
import java.util.Arrays;

/**
 * The learning rate is multiplied once after each of some epochs: factor(e, E) = drop^(the number
 * of these epochs below e), as PyTorch's {@code MultiStepLR}. A drop above 1 raises it.
 */
public final class MultiStepRate implements LearningRateSchedule {

    @Config(description = "What the rate is multiplied by.")
    private double drop = 0.1;

    @Config(mandatory = true, description = "After which epochs, in increasing order.")
    private int[] after = {};

    private MultiStepRate() {}

    /**
     * A schedule in steps at given epochs.
     *
     * @param drop what the rate is multiplied by
     * @param after after which epochs, each above the one before
     * @throws IllegalArgumentException if drop is not positive, or if the epochs are none, not
     *     positive or not increasing
     */
    public MultiStepRate(double drop, int... after) {
        this.drop = drop;
        this.after = after.clone();
        Configured.check(this::postConfig);
    }

    @Override
    public void postConfig() {
        Configured.require(
                Configured.isPositive(drop),
                "drop",
                "a step of the learning rate must be a positive factor, found " + drop);
        boolean increasing = after.length > 0;
        for (int i = 0; i < after.length; i++) {
            increasing &= after[i] > (i == 0 ? 0 : after[i - 1]);
        }
        Configured.require(
                increasing,
                "after",
                "the learning rate must step after positive numbers of epochs in increasing order,"
                        + " found "
                        + Arrays.toString(after));
    }

    @Override
    public double factor(int epoch, int epochs) {
        int drops = 0;
        while (drops < after.length && after[drops] < epoch) {
            drops++;
        }
        return StrictMath.pow(drop, drops);
    }

    @Override
    public String toString() {
        return "MultiStepRate(drop=" + drop + ",after=" + Arrays.toString(after) + ")";
    }
}
