// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.lifecycle;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tribuo.Output;

/**
 * A pass over the training data has ended. Index 0 is the untrained network, before any pass.
 * Passes that {@link Observation#recordEvery} leaves out have no event, so an index may be more
 * than one above the last.
 *
 * @param session the session that goes on
 * @param index the number of passes done, 0 for the untrained network
 * @param complete whether the pass saw all its minibatches; false when a stop was requested or
 *     the loss ceased to be finite in its midst
 * @param runningLoss the mean loss of this pass's minibatches, each taken before its update, while
 *     the weights moved; null for index 0
 * @param learningRate the learning rate of this pass; null for index 0, and where a trainer does
 *     not tell
 * @param training a fresh evaluation of these weights on the training set or a fixed sample of it
 * @param validation fresh evaluations of these weights, in the order the sets were given
 * @param seconds wall time of the passes since the last event, without evaluations and without what
 *     listeners do at epochs
 * @param evaluationSeconds wall time of the evaluations in this event; null where a trainer does
 *     not tell
 * @param deadUnits the dead units of every hidden layer, from the input to the output, on the
 *     examples of {@code training}; null where units cannot be dead, as those of sigmoid and tanh,
 *     and where a trainer does not tell
 * @param <T> the type of the model's output
 */
public record EpochEnd<T extends Output<T>>(
        TrainingSession<T> session,
        int index,
        boolean complete,
        @Nullable Double runningLoss,
        @Nullable Double learningRate,
        Evaluation training,
        List<Evaluation> validation,
        double seconds,
        @Nullable Double evaluationSeconds,
        @Nullable List<DeadUnits> deadUnits) {
    public EpochEnd {
        validation = List.copyOf(validation);
        deadUnits = deadUnits == null ? null : List.copyOf(deadUnits);
    }

    /** Of a model without hidden units. */
    public EpochEnd(
            TrainingSession<T> session,
            int index,
            boolean complete,
            @Nullable Double runningLoss,
            @Nullable Double learningRate,
            Evaluation training,
            List<Evaluation> validation,
            double seconds,
            @Nullable Double evaluationSeconds) {
        this(
                session,
                index,
                complete,
                runningLoss,
                learningRate,
                training,
                validation,
                seconds,
                evaluationSeconds,
                null);
    }

    /**
     * Asks training to end here.
     *
     * @param reason why, as a short sentence for the record
     */
    public void requestStop(String reason) {
        session.requestStop(reason);
    }
}
