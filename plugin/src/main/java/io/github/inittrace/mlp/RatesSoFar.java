// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The learning rates of the epochs that a training has done.
 *
 * @param schedule what gives them
 * @param losses the running losses of these epochs, if the schedule follows them; else any
 */
record RatesSoFar(LearningRateSchedule schedule, List<Double> losses) {
    /** Whether the epochs done have the same rates, whichever of two numbers of epochs is planned. */
    boolean areThoseOf(int done, int planned, int otherwise) {
        return IntStream.rangeClosed(1, done)
                .allMatch(epoch -> factor(epoch, planned) == factor(epoch, otherwise));
    }

    private double factor(int epoch, int epochs) {
        return schedule.followsLosses()
                ? schedule.factor(epoch, epochs, losses.subList(0, epoch - 1))
                : schedule.factor(epoch, epochs);
    }
}
