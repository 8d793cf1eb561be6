// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.lifecycle;

import org.tribuo.Output;

/**
 * Watches training step by step, for what happens within a pass. It is called for every minibatch,
 * so what it does at most of them should take microseconds. A trainer that knows no losses of
 * minibatches never calls it.
 *
 * @param <T> the type of the model's output
 */
public interface BatchListener<T extends Output<T>> extends TrainingListener<T> {

    /** A step has been taken. The last one of a pass comes before the pass's own event. */
    void onBatch(BatchEnd<T> batch);

    /** Nothing, unless it is to be told of passes as well. */
    @Override
    default void onEpoch(EpochEnd<T> epoch) {}
}
