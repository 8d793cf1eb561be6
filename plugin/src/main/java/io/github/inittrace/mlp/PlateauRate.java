// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import com.oracle.labs.mlrg.olcut.config.Config;
import java.util.List;

/**
 * The learning rate is multiplied by a drop whenever the running loss has not become smaller for some
 * epochs, as by PyTorch's {@code ReduceLROnPlateau(factor=drop, patience=patience - 1,
 * threshold=minChange, threshold_mode="abs", cooldown=cooldown, min_lr=lowest * learningRate, eps=0)}
 * that is told the running loss of every epoch.
 *
 * <p>It is the running loss, the mean over the epoch's minibatches, because a training has no other
 * whether or not anybody watches it; so a model has the same bits with and without validation sets,
 * resumed or replayed.
 */
public final class PlateauRate implements LearningRateSchedule {

    @Config(description = "What the rate is multiplied by.")
    private double drop = 0.1;

    @Config(description = "For how many epochs the loss may be no smaller before that.")
    private int patience = 10;

    @Config(description = "By more than how much the loss has to become smaller to count.")
    private double minChange;

    @Config(description = "How many epochs after a drop do not count.")
    private int cooldown;

    @Config(description = "What the factor does not fall below.")
    private double lowest;

    private PlateauRate() {}

    /**
     * A rate that drops where the loss stays.
     *
     * @param drop what the rate is multiplied by
     * @param patience for how many epochs the loss may be no smaller before that
     * @throws IllegalArgumentException if the drop is not between 0 and 1, or the patience not
     *     positive
     */
    public PlateauRate(double drop, int patience) {
        this(drop, patience, 0.0, 0, 0.0);
    }

    /**
     * A rate that drops where the loss stays.
     *
     * @param drop what the rate is multiplied by
     * @param patience for how many epochs the loss may be no smaller before that
     * @param minChange by more than how much the loss has to become smaller to count
     * @param cooldown how many epochs after a drop do not count
     * @param lowest what the factor does not fall below, a share of the trainer's learning rate
     * @throws IllegalArgumentException if the drop is not between 0 and 1, the patience not
     *     positive, the lowest factor not from 0 to 1, or another number negative
     */
    public PlateauRate(double drop, int patience, double minChange, int cooldown, double lowest) {
        this.drop = drop;
        this.patience = patience;
        this.minChange = minChange;
        this.cooldown = cooldown;
        this.lowest = lowest;
        Configured.check(this::postConfig);
    }

    @Override
    public void postConfig() {
        Configured.require(
                drop > 0.0 && drop < 1.0,
                "drop",
                "a drop of the learning rate must be between 0 and 1, found " + drop);
        Configured.require(
                patience > 0,
                "patience",
                "the learning rate must drop after a positive number of epochs, found " + patience);
        Configured.require(
                minChange >= 0.0 && minChange < Double.POSITIVE_INFINITY,
                "minChange",
                "the minimum change of the loss must be a number of at least 0, found "
                        + minChange);
        Configured.require(
                cooldown >= 0,
                "cooldown",
                "the cooldown must be a number of epochs from 0 on, found " + cooldown);
        Configured.require(
                lowest >= 0.0 && lowest <= 1.0,
                "lowest",
                "the lowest factor of the learning rate must be from 0 to 1, found " + lowest);
    }

    /** As long as there is no loss: 1. */
    @Override
    public double factor(int epoch, int epochs) {
        return factor(epoch, epochs, List.of());
    }

    @Override
    public double factor(int epoch, int epochs, List<Double> losses) {
        double factor = 1.0;
        double best = Double.POSITIVE_INFINITY;
        int waited = 0;
        int resting = 0;
        for (double loss : losses) {
            if (loss < best - minChange) {
                best = loss;
                waited = 0;
            } else {
                waited++;
            }
            if (resting > 0) {
                resting--;
                waited = 0;
            }
            if (waited == patience) {
                factor = Math.max(factor * drop, lowest);
                resting = cooldown;
                waited = 0;
            }
        }
        return factor;
    }

    @Override
    public boolean followsLosses() {
        return true;
    }

    @Override
    public String toString() {
        return "PlateauRate(drop="
                + drop
                + ",patience="
                + patience
                + ",minChange="
                + minChange
                + ",cooldown="
                + cooldown
                + ",lowest="
                + lowest
                + ")";
    }
}
