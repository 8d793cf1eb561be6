// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

/**
 * The learning rate falls as half a wave towards zero, which it would reach after the last epoch:
 * factor(e, E) = (1 + cos(pi · (e - 1) / E)) / 2 (Loshchilov and Hutter, ICLR 2017, equation 5,
 * without restarts), as PyTorch's {@code CosineAnnealingLR} with T_max = E.
 */
public final class CosineRate implements LearningRateSchedule {

    /** The only half wave. */
    public CosineRate() {}

    @Override
    public double factor(int epoch, int epochs) {
        return (1.0 + StrictMath.cos(Math.PI * (epoch - 1.0) / epochs)) / 2.0;
    }

    @Override
    public String toString() {
        return "CosineRate";
    }
}
