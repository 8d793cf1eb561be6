// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.lifecycle;

import java.util.List;

/**
 * What a training has to remember at the end of an epoch to go on as if it had never stopped. All
 * else follows from the trainer's configuration and the data: the initial weights, the order of the
 * examples in every epoch, the learning rates, which may follow from losses.
 *
 * @param plannedEpochs how many epochs were configured
 * @param epoch how many epochs are done
 * @param steps how many steps the optimiser has counted, 0 if it counts none
 * @param losses the running losses of the epochs done, where learning rates follow from them; else
 *     none
 * @param tensors the weights under their names, and what the optimiser remembers of each under its
 *     name and that of the slot, such as {@code hidden1.weight.exp_avg}; all in the model's order
 */
public record TrainingState(
        int plannedEpochs, int epoch, long steps, List<Double> losses, List<WeightTensor> tensors) {
    public TrainingState {
        if (epoch < 0 || plannedEpochs < epoch || steps < 0) {
            throw new IllegalArgumentException(
                    "a state of training needs a number of epochs done from 0 to those planned, and"
                            + " of steps from 0 on, found "
                            + epoch
                            + " of "
                            + plannedEpochs
                            + " epochs and "
                            + steps
                            + " steps");
        }
        losses = List.copyOf(losses);
        tensors = List.copyOf(tensors);
    }
}
