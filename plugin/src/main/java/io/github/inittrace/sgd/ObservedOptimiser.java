// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sgd;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tribuo.math.Parameters;
import org.tribuo.math.StochasticGradientOptimiser;
import org.tribuo.math.la.Tensor;

/**
 * The user's optimiser, with a probe at each of its calls. It has the provenance of the optimiser
 * inside, so that a model does not tell that it was watched.
 */
final class ObservedOptimiser implements StochasticGradientOptimiser {
    @Config(mandatory = true, description = "The optimiser to watch.")
    private @Nullable StochasticGradientOptimiser inner;

    private Probe probe = Probe.NONE;

    /** For OLCUT. */
    private ObservedOptimiser() {}

    private ObservedOptimiser(StochasticGradientOptimiser inner, Probe probe) {
        this.inner = inner;
        this.probe = probe;
    }

    void attach(Probe probe) {
        this.probe = probe;
    }

    private StochasticGradientOptimiser inner() {
        return Objects.requireNonNull(inner, "OLCUT sets the optimiser");
    }

    /** Some optimisers replace the tensors here, so the probe looks first. */
    @Override
    public void initialise(Parameters parameters) {
        probe.starts(parameters, inner());
        inner().initialise(parameters);
    }

    @Override
    public Tensor[] step(Tensor[] updates, double weight) {
        Tensor[] step = inner().step(updates, weight);
        probe.stepTaken();
        return step;
    }

    /** Parameter averaging and Pegasos set the weights of the model here. */
    @Override
    public void finalise() {
        inner().finalise();
        probe.finalised();
    }

    @Override
    public void reset() {
        inner().reset();
    }

    @Override
    public StochasticGradientOptimiser copy() {
        return new ObservedOptimiser(inner().copy(), probe);
    }

    @Override
    public ConfiguredObjectProvenance getProvenance() {
        return inner().getProvenance();
    }

    @Override
    public String toString() {
        return String.valueOf(inner);
    }
}
