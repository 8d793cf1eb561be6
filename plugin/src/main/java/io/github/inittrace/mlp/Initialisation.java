// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.Configurable;
import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenancable;
import com.oracle.labs.mlrg.olcut.provenance.impl.ConfiguredObjectProvenanceImpl;

/** What the weights or the biases start from: a distribution and, where it takes one, its scale. */
public final class Initialisation
        implements Configurable, Provenancable<ConfiguredObjectProvenance> {

    // Saved models name this enum, so it cannot be the class that OLCUT configures.
    @Config(mandatory = true, description = "The distribution that values are drawn from.")
    private Initialiser distribution = Initialiser.ZERO;

    @Config(description = "The scale of UNIFORM and NORMAL; 0 with all others.")
    private double scale;

    /** For OLCUT. */
    private Initialisation() {}

    /**
     * A distribution whose scale the shape of the layer gives.
     *
     * @throws IllegalArgumentException if it is one that needs a scale
     */
    public Initialisation(Initialiser distribution) {
        this(distribution, 0.0);
    }

    /**
     * A distribution with a scale.
     *
     * @param scale a of {@link Initialiser#UNIFORM} on [-a, a), the standard deviation of {@link
     *     Initialiser#NORMAL}; 0 with all others
     * @throws IllegalArgumentException if the scale is not what the distribution takes
     */
    public Initialisation(Initialiser distribution, double scale) {
        this.distribution = distribution;
        this.scale = scale;
        Configured.check(this::postConfig);
    }

    @Override
    public void postConfig() {
        if (distribution.isScaled()) {
            Configured.require(
                    scale > 0.0 && scale <= Float.MAX_VALUE,
                    "scale",
                    distribution
                            + " needs an initialiser scale above 0 that is finite in float32"
                            + (scale == 0.0 ? "" : ", found " + scale));
        } else {
            Configured.require(
                    scale == 0.0,
                    "scale",
                    "only UNIFORM and NORMAL take the initialiser scale, found "
                            + scale
                            + " with "
                            + distribution);
        }
    }

    /** The distribution that values are drawn from. */
    public Initialiser distribution() {
        return distribution;
    }

    /** The scale that was chosen; 0 where the shape of the layer gives it. */
    public double scale() {
        return scale;
    }

    @Override
    public ConfiguredObjectProvenance getProvenance() {
        return new ConfiguredObjectProvenanceImpl(this, "Initialisation");
    }

    @Override
    public String toString() {
        return distribution.isScaled() ? distribution + "(" + scale + ")" : distribution.name();
    }
}
