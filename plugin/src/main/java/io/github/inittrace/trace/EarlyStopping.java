// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.Configurable;
import io.github.inittrace.study.Patience;
import io.github.inittrace.study.WatchedFigure;
import io.github.inittrace.text.Numbers;
import java.util.function.Consumer;

/**
 * Ends a training whose figure does not become better any more. Immutable: each setting returns a
 * new one. In a configuration file the settings have the names of their methods.
 *
 * <pre>{@code
 * EarlyStopping.on("validation.test.loss").patience(5).restoreBest(true)
 * }</pre>
 *
 * <p>The figure is one of those that every record has: {@code epochEndLoss}, {@code
 * epochEndAccuracy}, {@code runningLoss}, and {@code validation.NAME.loss} and {@code .accuracy} of a
 * validation set. Of a loss less is better, of an accuracy more. The untrained network counts as
 * epoch 0. Only epochs that are recorded are looked at: with a record of every k-th, training ends at
 * the first record after which the patience is over.
 *
 * <p>Nothing but the records decides, so a training that goes on from a resume point ends where one
 * that was never interrupted ends.
 */
public final class EarlyStopping implements Configurable, Cloneable {
    /** The fact in the record of a run that says what it was to stop at. */
    static final String FACT = "early-stopping";

    @Config(
            mandatory = true,
            description = "The figure that is to become better, as validation.test.loss.")
    private String figure = "";

    @Config(description = "How many epochs to wait for that.")
    private int patience = 5;

    @Config(description = "By more than how much it has to become better.")
    private double minChange;

    @Config(description = "Whether the model is that of the best epoch instead of the last.")
    private boolean restoreBest;

    private EarlyStopping() {}

    /**
     * Stops once a figure has not become better for 5 epochs.
     *
     * @param figure the path of a loss or an accuracy
     */
    public static EarlyStopping on(String figure) {
        return new EarlyStopping().with(changed -> changed.figure = figure);
    }

    /** For OLCUT: checks what was configured. */
    @Override
    public void postConfig() {
        Configured.check("patience", () -> patience(patience));
        Configured.check("minChange", () -> minChange(minChange));
    }

    /**
     * How many epochs after its best the figure may take to become better again.
     *
     * @param epochs 5 unless set
     * @throws IllegalArgumentException if it is not positive
     */
    public EarlyStopping patience(int epochs) {
        if (epochs < 1) {
            throw new IllegalArgumentException(
                    "the patience must be at least one epoch, found " + epochs);
        }
        return with(changed -> changed.patience = epochs);
    }

    /**
     * By more than how much the figure has to become better to count as better.
     *
     * @param change 0 unless set, in the unit of the figure: an accuracy goes from 0 to 1
     * @throws IllegalArgumentException if it is negative or not finite
     */
    public EarlyStopping minChange(double change) {
        if (!(change >= 0.0 && change < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "the minimum change must be a number of at least 0, found " + change);
        }
        return with(changed -> changed.minChange = change);
    }

    /**
     * Whether {@link InitTrace#train} and {@link TracedRun#model} give the model of the epoch with
     * the best figure instead of that of the last, also where training was not stopped. Its network
     * is kept as by {@link Recording#keepBest}. The run folder's trained network is still that of the
     * last epoch, which its records lead to.
     *
     * @param restore false unless set
     */
    public EarlyStopping restoreBest(boolean restore) {
        return with(changed -> changed.restoreBest = restore);
    }

    String figure() {
        return figure;
    }

    boolean restoresBest() {
        return restoreBest;
    }

    /** A count that begins. */
    Patience start(WatchedFigure of) {
        return new Patience(of, patience, minChange);
    }

    @Override
    public String toString() {
        return figure
                + ", patience="
                + patience
                + ", minChange="
                + Numbers.exact(minChange)
                + ", restoreBest="
                + restoreBest;
    }

    private EarlyStopping with(Consumer<EarlyStopping> change) {
        try {
            EarlyStopping changed = (EarlyStopping) clone();
            change.accept(changed);
            return changed;
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }
}
