// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import com.oracle.labs.mlrg.olcut.config.Configurable;
import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenancable;
import com.oracle.labs.mlrg.olcut.provenance.impl.ConfiguredObjectProvenanceImpl;
import java.util.List;

/**
 * How the learning rate changes over a training. It is the same for all steps of one epoch: epoch
 * e of E, counted from 1, has the rate {@code learningRate * factor(e, E)}. Every schedule begins
 * with the factor 1.
 *
 * <p>With {@code fullBatch} an epoch is one iteration, so a schedule then counts iterations.
 *
 * <p>Your own must be configurable by OLCUT, for the provenance names its class and parameters.
 */
public interface LearningRateSchedule
        extends Configurable, Provenancable<ConfiguredObjectProvenance> {

    /**
     * What the learning rate is multiplied by in an epoch.
     *
     * @param epoch which epoch, from 1 to {@code epochs}
     * @param epochs how many are configured, whether or not training will be stopped before
     * @return a number that is not negative; always the same for the same arguments
     */
    double factor(int epoch, int epochs);

    /**
     * The same of a schedule that looks at what training has done so far.
     *
     * @param losses the running loss of every epoch before, the mean over its minibatches
     */
    default double factor(int epoch, int epochs, List<Double> losses) {
        return factor(epoch, epochs);
    }

    /** Whether the factor depends on the losses. */
    default boolean followsLosses() {
        return false;
    }

    @Override
    default ConfiguredObjectProvenance getProvenance() {
        return new ConfiguredObjectProvenanceImpl(this, "LearningRateSchedule");
    }
}
