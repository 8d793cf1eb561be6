// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sgd;

import org.tribuo.math.Parameters;
import org.tribuo.math.StochasticGradientOptimiser;

/** What the observed optimiser and objective of one training tell, in this order. */
interface Probe {

    /** Tells nobody: a trainer that was rebuilt, but does not train yet. */
    Probe NONE =
            new Probe() {
                @Override
                public void starts(Parameters parameters, StochasticGradientOptimiser optimiser) {}

                @Override
                public void beforeExample() {}

                @Override
                public void afterExample(double value) {}

                @Override
                public void stepTaken() {}

                @Override
                public void finalised() {}
            };

    /**
     * The parameters have their initial values, and the optimiser has not touched them.
     *
     * @param optimiser the user's, as it takes the steps of this training
     */
    void starts(Parameters parameters, StochasticGradientOptimiser optimiser);

    /**
     * The objective is about to see an example; the last step has been applied.
     *
     * @throws LoopExit if training is to end here
     */
    void beforeExample();

    /** What the objective returned for an example, its sign and all. */
    void afterExample(double value);

    /** The optimiser has computed a step; the parameters do not have it yet. */
    void stepTaken();

    /** The parameters have the values that the model gets. */
    void finalised();
}
