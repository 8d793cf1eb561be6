// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.lifecycle;

import org.tribuo.Output;

/**
 * Watches training. Called on the training thread, in registration order, so keep it quick: {@code
 * onStart}, then {@code onEpoch} with index 0 for the untrained network and once per epoch or as
 * often as asked for, then {@code onEnd} on every path, failure included. Watching never changes
 * the weights.
 *
 * <p>An exception thrown by a listener is logged and training goes on; an {@link Error} propagates.
 *
 * @param <T> the type of the model's output
 */
@FunctionalInterface
public interface TrainingListener<T extends Output<T>> {

    /** The model has its initial weights; no example has been seen. */
    default void onStart(TrainingStart<T> start) {}

    /** A pass over the data has ended; index 0 is the untrained network. */
    void onEpoch(EpochEnd<T> epoch);

    /** Training has ended; no further event follows. */
    default void onEnd(TrainingEnd<T> end) {}
}
