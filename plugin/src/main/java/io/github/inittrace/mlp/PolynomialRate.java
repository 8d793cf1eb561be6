// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import com.oracle.labs.mlrg.olcut.config.Config;

/**
 * The learning rate falls towards zero, which it would reach after the last epoch: factor(e, E) =
 * (1 - (e - 1) / E)^power, as PyTorch's {@code PolynomialLR} with E iterations. A power of 1 is a
 * straight line.
 */
public final class PolynomialRate implements LearningRateSchedule {

    @Config(description = "The power; 1 is a straight line.")
    private double power = 1.0;

    private PolynomialRate() {}

    /**
     * A polynomial.
     *
     * @param power 1 for a straight line, more to fall sooner
     * @throws IllegalArgumentException if it is not a positive number
     */
    public PolynomialRate(double power) {
        this.power = power;
        Configured.check(this::postConfig);
    }

    @Override
    public void postConfig() {
        Configured.require(
                Configured.isPositive(power),
                "power",
                "the power of a polynomial learning rate must be a positive number, found "
                        + power);
    }

    @Override
    public double factor(int epoch, int epochs) {
        return StrictMath.pow(1.0 - (epoch - 1.0) / epochs, power);
    }

    @Override
    public String toString() {
        return "PolynomialRate(power=" + power + ")";
    }
}
