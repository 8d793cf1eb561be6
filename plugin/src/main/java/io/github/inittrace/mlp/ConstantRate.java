// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

/** The learning rate never changes: factor(e, E) = 1. */
public final class ConstantRate implements LearningRateSchedule {

    /** The only constant. */
    public ConstantRate() {}

    @Override
    public double factor(int epoch, int epochs) {
        return 1.0;
    }

    @Override
    public String toString() {
        return "ConstantRate";
    }
}
