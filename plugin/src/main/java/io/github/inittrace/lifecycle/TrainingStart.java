// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.lifecycle;

import java.util.Map;
import org.tribuo.Output;
import org.tribuo.provenance.TrainerProvenance;

/**
 * Training is about to begin: the model has its initial weights and has seen no example.
 *
 * @param session the session that begins
 * @param provenance the trainer's configuration, as the model's provenance will state it
 * @param plannedEpochs how many passes over the data are configured
 * @param examples how many training examples there are
 * @param features how many input features the model has
 * @param outputs how many outputs the model has
 * @param facts what the record should know about how training is carried out and that is no
 *     configuration: matrix kernels, instruction set, number of workers
 * @param <T> the type of the model's output
 */
public record TrainingStart<T extends Output<T>>(
        TrainingSession<T> session,
        TrainerProvenance provenance,
        int plannedEpochs,
        int examples,
        int features,
        int outputs,
        Map<String, String> facts) {
    public TrainingStart {
        facts = Map.copyOf(facts);
    }
}
