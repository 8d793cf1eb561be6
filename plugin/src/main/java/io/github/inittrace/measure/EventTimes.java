// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.measure;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The times of one event in several runs. Mean and deviation are those of the runs that have the
 * event; the others are counted, not averaged.
 *
 * @param runs R, the number of runs
 * @param events k, the number of runs that have the event
 * @param mean of the k epochs; null if there is none
 * @param deviation their standard deviation with divisor k; null if there is none
 */
public record EventTimes(int runs, int events, @Nullable Double mean, @Nullable Double deviation) {

    /** Summarises the times of an event. */
    public static EventTimes of(List<EventTime> times) {
        double[] epochs =
                times.stream()
                        .filter(time -> !time.isCensored())
                        .mapToDouble(EventTime::epoch)
                        .toArray();
        Moments moments = Moments.of(epochs);
        Double variance = moments.variance();
        return new EventTimes(
                times.size(),
                epochs.length,
                moments.mean(),
                variance == null ? null : Math.sqrt(variance));
    }
}
