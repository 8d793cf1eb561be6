// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.lifecycle;

import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import java.util.Map;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.Output;
import org.tribuo.Trainer;

/**
 * A trainer whose training can be watched. Observing one call changes neither its model nor its
 * provenance, and leaves nothing behind in the trainer: concurrent calls have their own observers.
 *
 * @param <T> the type of the model's output
 */
public interface ObservableTrainer<T extends Output<T>> extends Trainer<T> {

    /**
     * Trains as {@link Trainer#train(Dataset, Map, int)} does, and reports on the way.
     *
     * @param examples the training data
     * @param runProvenance instance values for the model's provenance
     * @param invocationCount the invocation to replay, or {@link
     *     Trainer#INCREMENT_INVOCATION_COUNT} for the next
     * @param observation what to report, and to whom
     * @return the model at the end of training, also when it was stopped early; its provenance then
     *     says so, see {@link StoppedEarly}
     * @throws IllegalArgumentException if the data cannot be trained on
     */
    Model<T> train(
            Dataset<T> examples,
            Map<String, Provenance> runProvenance,
            int invocationCount,
            Observation<T> observation);
}
