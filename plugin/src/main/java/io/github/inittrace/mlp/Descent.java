// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;

/** Takes the steps of one training, and has what they remember. */
interface Descent extends AutoCloseable {
    /** Hears of steps where nobody wants to: who takes them need not show the weights after each. */
    DoubleConsumer UNHEARD = loss -> {};

    /**
     * Trains on every example once.
     *
     * @param epoch which pass it is, from 1
     * @param order the examples in their order
     * @param rate the learning rate of all its steps
     * @param stop asked before each step whether to end the pass there
     * @param stepped told after each step the weighted mean loss of its batch, taken before it
     */
    Pass pass(int epoch, int[] order, double rate, BooleanSupplier stop, DoubleConsumer stepped);

    /** Takes the loss and accuracy of the network as it is now; to be asked for again after a pass. */
    Evaluator evaluator();

    /** What steps so far have left behind besides the weights. */
    WeightUpdate.Memory memory();

    /** Takes over what the steps of an earlier training left behind. */
    void remember(WeightUpdate.Memory memory);

    /** No step follows. */
    @Override
    default void close() {}

    /**
     * What a pass did.
     *
     * @param runningLoss the weighted mean of the losses, each taken before its batch's update
     * @param batches how many batches were seen
     * @param complete whether every batch was seen
     * @param diverged whether a batch's loss was not finite; its update was not made
     */
    record Pass(double runningLoss, int batches, boolean complete, boolean diverged) {}
}
