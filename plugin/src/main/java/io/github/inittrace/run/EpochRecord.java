// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run;

import io.github.inittrace.alarms.Alarm;
import io.github.inittrace.measure.DistributionFit;
import io.github.inittrace.measure.MarkMeasures;
import io.github.inittrace.measure.TensorMeasures;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one pass over the training data did: one line of {@code epochs.jsonl}. Row 0 describes the
 * untrained network. Indices increase from row to row, by more than 1 where not every pass was
 * recorded. A number that is undefined or not finite is null.
 *
 * @param index the number of passes done, 0 for the untrained network
 * @param complete whether the pass saw all its minibatches
 * @param runningLoss the mean loss over the pass's minibatches, while the weights moved; null for
 *     row 0
 * @param learningRate the learning rate of the pass; null for row 0, and where the trainer does
 *     not tell
 * @param epochEndLoss the loss of a fresh pass with the weights of this record
 * @param epochEndAccuracy the accuracy of that fresh pass, in [0, 1]
 * @param epochEndExamples how many training examples the fresh pass saw
 * @param deadFraction the share of these examples whose probability of their class is below the clip
 *     of the loss, so that nothing is learned from them, in [0, 1]; null where the loss
 *     has no clip
 * @param validation loss and accuracy on each validation set
 * @param tensors measures of every weight matrix and bias vector, in the model's order
 * @param total measures of all parameters together
 * @param seconds wall time of the passes since the row before, evaluation and measures not included
 * @param evaluationSeconds wall time of the evaluations: the fresh pass and the validation sets;
 *     null where the trainer does not tell
 * @param measureSeconds wall time of copying the weights and taking the measures of tensors and
 *     total
 * @param deadUnits the dead units of every hidden layer on the examples of the fresh pass; null
 *     where units cannot be dead, and where the trainer does not tell
 * @param distributions how the values of tensors compare with their initial distribution, for those
 *     that have one
 * @param alarms the alarms raised at this record
 * @param marks measures of every matrix that started with a mark; null if there is none
 */
public record EpochRecord(
        int index,
        boolean complete,
        @Nullable Double runningLoss,
        @Nullable Double learningRate,
        @Nullable Double epochEndLoss,
        @Nullable Double epochEndAccuracy,
        int epochEndExamples,
        @Nullable Double deadFraction,
        List<ValidationRecord> validation,
        List<TensorMeasures> tensors,
        TensorMeasures total,
        double seconds,
        @Nullable Double evaluationSeconds,
        @Nullable Double measureSeconds,
        @Nullable List<DeadUnitsRecord> deadUnits,
        @Nullable List<DistributionFit> distributions,
        @Nullable List<Alarm> alarms,
        @Nullable List<MarkMeasures> marks) {
    public EpochRecord {
        if (index < 0) {
            throw new IllegalArgumentException(
                    "an epoch's index must not be negative, found " + index);
        }
        validation = List.copyOf(validation);
        tensors = List.copyOf(tensors);
        deadUnits = deadUnits == null ? null : List.copyOf(deadUnits);
        distributions = distributions == null ? null : List.copyOf(distributions);
        alarms = alarms == null ? null : List.copyOf(alarms);
        marks = marks == null ? null : List.copyOf(marks);
    }
}
