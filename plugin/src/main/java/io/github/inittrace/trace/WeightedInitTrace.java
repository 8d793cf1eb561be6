// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import com.oracle.labs.mlrg.olcut.config.PropertyException;
import org.tribuo.Output;
import org.tribuo.WeightedExamples;

/**
 * The trace of a trainer that weighs its examples. {@link InitTrace#of} makes it where it is due; in
 * a configuration file it is the class to name where a composite asks its trainer for {@link
 * WeightedExamples}, as AdaBoost does.
 *
 * @param <T> the type of the model's output
 */
public final class WeightedInitTrace<T extends Output<T>> extends InitTrace<T>
        implements WeightedExamples {

    /** For OLCUT. */
    private WeightedInitTrace() {}

    WeightedInitTrace(InitTrace<T> other) {
        super(other);
    }

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
}
