// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.lifecycle;

import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import java.util.Map;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.Output;

/**
 * A trainer that can go on with a training from the {@link TrainingState} of one of its epochs, and
 * comes to the weights of an uninterrupted one, bit for bit. Its sessions give their {@link
 * TrainingSession#state}.
 *
 * @param <T> the type of the model's output
 */
public interface ResumableTrainer<T extends Output<T>> extends ObservableTrainer<T> {

    /**
     * Goes on with a training. At the start event the weights are the initial ones, as always;
     * epochs that are done have no events.
     *
     * @param examples the same training data
     * @param runProvenance instance values for the model's provenance
     * @param invocationCount the invocation that the training was
     * @param observation what to report, and to whom
     * @param from where to go on
     * @return the model at the end of training
     * @throws IllegalArgumentException if the data cannot be trained on, if the state is that of
     *     another trainer, or if the epochs done would have been others with as many epochs as are
     *     configured now
     */
    Model<T> resume(
            Dataset<T> examples,
            Map<String, Provenance> runProvenance,
            int invocationCount,
            Observation<T> observation,
            TrainingState from);
}
