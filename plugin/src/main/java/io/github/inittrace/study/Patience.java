// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.study;

import io.github.inittrace.text.Numbers;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Counts the epochs for which a figure has not become better, from the untrained network on. As in
 * Keras' {@code EarlyStopping}: with a patience of p, a figure that is best at epoch b is waited for
 * until epoch b + p, or the first record after that. For one training, and one thread.
 */
public final class Patience {
    private final WatchedFigure figure;
    private final int patience;
    private final double minChange;
    private double best = Double.NaN;
    private int bestEpoch;

    /**
     * Starts to count.
     *
     * @param figure what is to become better
     * @param patience how many epochs to wait for that, at least one
     * @param minChange by more than how much it has to become better, not negative
     */
    public Patience(WatchedFigure figure, int patience, double minChange) {
        this.figure = figure;
        this.patience = patience;
        this.minChange = minChange;
    }

    /**
     * Takes in the next record.
     *
     * @param epoch its index
     * @param value the figure; NaN for none, which is no better than any
     * @return why training is to end with it, as a short sentence; null if it is not
     */
    public @Nullable String next(int epoch, double value) {
        if (figure.direction().improves(value, best, minChange)) {
            best = value;
            bestEpoch = epoch;
            return null;
        }
        int waited = epoch - bestEpoch;
        return waited < patience ? null : reason(waited);
    }

    private String reason(int waited) {
        String epochs = waited == 1 ? " epoch" : " epochs";
        if (Double.isNaN(best)) {
            return figure.path().text() + " has had no finite value for " + waited + epochs;
        }
        String by = minChange == 0 ? "" : " by more than " + Numbers.exact(minChange);
        return String.format(
                Locale.ROOT,
                "%s has not become better%s than its %s of epoch %d for %d%s",
                figure.path().text(),
                by,
                Numbers.text(best),
                bestEpoch,
                waited,
                epochs);
    }
}
