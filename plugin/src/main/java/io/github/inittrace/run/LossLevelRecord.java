// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run;

import io.github.inittrace.measure.TensorMeasures;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the weights were when the loss first came down to a level, so that networks can be compared
 * at an equal loss: one line of {@code loss-levels.jsonl}. The loss is the mean of the losses of the
 * last {@value BatchLosses#WINDOW} minibatches, each of them a mean over its examples, taken before
 * its update.
 *
 * @param level the level
 * @param epoch the pass over the data in which the loss came down to it, from 1 on
 * @param step how many steps had been taken, {@value BatchLosses#WINDOW} at least
 * @param loss the mean, at most the level
 * @param tensors measures of every weight matrix and bias vector after that step, in the model's
 *     order; their update sizes are null, as there is no record before
 * @param total measures of all parameters together
 */
public record LossLevelRecord(
        double level,
        int epoch,
        long step,
        double loss,
        List<TensorMeasures> tensors,
        TensorMeasures total) {
    public LossLevelRecord {
        if (epoch < 1
                || step < BatchLosses.WINDOW
                || !(loss <= level && level < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "a loss comes down to a level in an epoch from 1 on, after "
                            + BatchLosses.WINDOW
                            + " or more steps, found "
                            + loss
                            + " for "
                            + level
                            + " in epoch "
                            + epoch
                            + " after "
                            + step);
        }
        tensors = List.copyOf(tensors);
    }

    /** What is wrong with this record as the next one, in words; null if nothing is. */
    @Nullable String disorderBehind(List<LossLevelRecord> before) {
        if (before.stream().anyMatch(other -> other.level == level)) {
            return "has the level " + level + " a second time";
        }
        LossLevelRecord last = before.isEmpty() ? this : before.get(before.size() - 1);
        return last.step <= step && last.epoch <= epoch
                ? null
                : "is out of order: expected epoch "
                        + last.epoch
                        + " and step "
                        + last.step
                        + " or later, found "
                        + epoch
                        + " and "
                        + step;
    }
}
