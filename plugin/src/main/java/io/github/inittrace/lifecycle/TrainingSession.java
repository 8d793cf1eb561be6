// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.lifecycle;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tribuo.Model;
import org.tribuo.Output;

/**
 * One call of {@code train} while it runs. One trainer may have many sessions at the same time.
 *
 * @param <T> the type of the model's output
 */
public interface TrainingSession<T extends Output<T>> {

    /** An identifier of this session, different for every call of {@code train}. */
    String id();

    /** Views of the current weights, in the model's order; valid during a listener call only. */
    List<TensorView> weights();

    /**
     * A model with a copy of the current weights, marked with this point of training in its
     * provenance. Call it on the training thread, during a listener call.
     */
    Model<T> model();

    /**
     * The model that training would return if it ended with the epoch of this event: {@link #model}
     * with the provenance of one that was {@linkplain StoppedEarly stopped}, where the trainer
     * writes one. Call it as {@code model}.
     */
    default Model<T> finalModel() {
        return model();
    }

    /**
     * Whether {@link #requestStop} ends training early. A trainer whose loop has no way out that
     * leaves a model says no.
     */
    default boolean isStoppable() {
        return true;
    }

    /**
     * What this training has to remember to go on later. A copy; call it as {@link #model}.
     *
     * @return null in the midst of an epoch, once a weight is no finite number, and where the
     *     trainer is no {@link ResumableTrainer}
     */
    default @Nullable TrainingState state() {
        return null;
    }

    /**
     * Asks training to end after the current minibatch; the first reason given is recorded. May be
     * called from any thread, at any time; once training has ended, or where it {@linkplain
     * #isStoppable cannot be stopped}, it does nothing but perhaps log.
     *
     * @param reason why, as a short sentence for the record
     */
    void requestStop(String reason);
}
