// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import com.oracle.labs.mlrg.olcut.config.PropertyException;
import org.tribuo.Dataset;
import org.tribuo.Output;
import org.tribuo.WeightedExamples;
import org.tribuo.dataset.DatasetView;

/**
 * The trace of a trainer that weighs its examples. {@link InitTrace#of} makes it where it is due; in
 * a configuration file it is the class to name where a composite asks its trainer for {@link
 * WeightedExamples}, as AdaBoost does.
 *
 * @param <T> the type of the model's output
 */
public final class WeightedInitTrace<T extends Output<T>> extends InitTrace<T>
        implements WeightedExamples {

    /** For OLCUT, and {@link InitTrace#of}. */
    WeightedInitTrace() {}

    @Override
    public void postConfig() {
        super.postConfig();
        if (!weighs()) {
            throw new PropertyException(
                    "",
                    "trainer",
                    "expected a trainer that weighs its examples, found "
                            + getProvenance().getClassName()
                            + "; configure the trace as "
                            + InitTrace.class.getName());
        }
    }

    /**
     * Refuses a sample drawn by weight for a trace that could take the weights themselves.
     *
     * @throws IllegalArgumentException if a configuration file made the trace of a trainer that
     *     weighs its examples no {@link WeightedExamples}
     */
    static void requireWeights(InitTrace<?> trace, Dataset<?> examples) {
        boolean drawn =
                examples.getProvenance() instanceof DatasetView.DatasetViewProvenance view
                        && view.isWeighted();
        if (drawn && trace.weighs() && !(trace instanceof WeightedExamples)) {
            throw new IllegalArgumentException(
                    "expected examples with their weights, which "
                            + trace.getProvenance().getClassName()
                            + " takes, found a sample drawn by weight; configure the trace as "
                            + WeightedInitTrace.class.getName()
                            + " instead of "
                            + InitTrace.class.getName());
        }
    }
}
