// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import io.github.inittrace.lifecycle.TrainingState;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * How often the data are passed over, in which order, in which batches and at which rates.
 *
 * @param epochs how many passes
 * @param batchSize how many examples per step
 * @param fullBatch whether every step uses all examples instead
 * @param shuffle whether every pass has an order of its own
 * @param learningRate the rate that the schedule multiplies
 * @param schedule how the rate changes from pass to pass
 */
record CoursePlan(
        int epochs,
        int batchSize,
        boolean fullBatch,
        boolean shuffle,
        double learningRate,
        LearningRateSchedule schedule) {

    CoursePlan {
        Configured.require(
                learningRate > 0.0 && learningRate <= Float.MAX_VALUE,
                "learningRate",
                "the learning rate must be a positive number, found " + learningRate);
        Configured.require(
                batchSize > 0, "batchSize", "the batch size must be positive, found " + batchSize);
        Configured.require(
                epochs >= 0,
                "epochs",
                "the number of epochs must not be negative, found " + epochs);
    }

    /** How many examples a step uses, of so many. */
    int batchSize(int examples) {
        return fullBatch ? examples : batchSize;
    }

    /** What a pass is called. */
    String pass() {
        return fullBatch ? "iteration" : "epoch";
    }

    /**
     * The learning rate of an epoch.
     *
     * @param losses the running losses of the epochs before it, if the schedule follows them
     */
    double rate(int epoch, List<Double> losses) {
        double factor = schedule.factor(epoch, epochs, losses);
        if (!(factor >= 0.0 && factor < Double.POSITIVE_INFINITY)) {
            throw new IllegalStateException(
                    schedule
                            + " must give factors that are numbers of at least 0, found "
                            + factor
                            + " for epoch "
                            + epoch);
        }
        return learningRate * factor;
    }

    /**
     * Checks that the epochs done before a state are the first ones of this course.
     *
     * @throws IllegalArgumentException if there were to be more epochs than now, or if their
     *     learning rates are others with the number of epochs that is planned now
     */
    void requireContinues(TrainingState from) {
        if (epochs < from.plannedEpochs()) {
            throw new IllegalArgumentException(
                    "training goes on with at least as many epochs as were planned, expected "
                            + from.plannedEpochs()
                            + " or more, found "
                            + epochs);
        }
        if (schedule.followsLosses() && from.losses().size() != from.epoch()) {
            throw new IllegalArgumentException(
                    schedule
                            + " follows the losses of all epochs, expected those of "
                            + from.epoch()
                            + " in the state of training, found "
                            + from.losses().size()
                            + "; train anew");
        }
        if (!new RatesSoFar(schedule, from.losses())
                .areThoseOf(from.epoch(), from.plannedEpochs(), epochs)) {
            throw new IllegalArgumentException(
                    "the learning rates of "
                            + schedule
                            + " depend on the number of epochs, so that a training of "
                            + from.plannedEpochs()
                            + " cannot go on to "
                            + epochs
                            + " as if they had been planned; train anew");
        }
    }

    /**
     * The order of an epoch: always a shuffle of 0, 1, 2, ..., never of the order before. Within
     * one batch of everything the order means nothing.
     */
    int[] order(int examples, SplittableRandom random) {
        int[] order = IntStream.range(0, examples).toArray();
        if (shuffle && !fullBatch) {
            for (int i = examples - 1; i > 0; i--) {
                int j = random.nextInt(i + 1);
                int held = order[i];
                order[i] = order[j];
                order[j] = held;
            }
        }
        return order;
    }
}
