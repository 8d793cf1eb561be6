// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import com.oracle.labs.mlrg.olcut.config.Configurable;
import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenancable;
import com.oracle.labs.mlrg.olcut.provenance.impl.ConfiguredObjectProvenanceImpl;
import java.util.List;

/**
 * How a gradient becomes a step: {@link SGD} or {@link Adam}. An optimiser is a configuration and
 * has no state; what it remembers of earlier steps belongs to one training.
 */
public abstract class Optimiser implements Configurable, Provenancable<ConfiguredObjectProvenance> {
    /**
     * Added to a memory and taken off again, this rounds it to a multiple of 6e-33, far below what
     * any step notices. Where a gradient stays zero, state would otherwise decay to subnormal
     * numbers and stay there, with which processors compute a hundred times more slowly.
     */
    static final float FLUSH = 1e-25f;

    Optimiser() {}

    /** What it remembers of every weight, a float32 value each, by PyTorch's names. */
    abstract List<String> slotNames();

    /** How many float32 values it remembers per weight. */
    final int stateSlots() {
        return slotNames().size();
    }

    /** Whether a step is {@code w -= rate * g} and nothing else. */
    abstract boolean isPlain();

    /**
     * Changes some weights. The loops index all arrays alike, which is the form that vectorises,
     * and every value depends on its own index alone.
     *
     * @param weights the weights w, changed in place
     * @param gradient the gradient g of the loss by them; may be overwritten
     * @param stateSlots {@link #stateSlots} arrays, zeros before the first step, of the same length
     * @param length how many of each
     * @param rate the learning rate of this step
     * @param step the number of this step, from 1
     */
    abstract void step(
            float[] weights,
            float[] gradient,
            float[][] stateSlots,
            int length,
            double rate,
            long step);

    @Override
    public final ConfiguredObjectProvenance getProvenance() {
        return new ConfiguredObjectProvenanceImpl(this, "Optimiser");
    }

    static void requireShare(double value, String field, String what) {
        Configured.require(
                value >= 0.0 && value < 1.0,
                field,
                what + " must be at least 0 and less than 1, found " + value);
    }
}
