// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.inittrace.alarms.Alarm;
import io.github.inittrace.lifecycle.EndReason;
import org.jspecify.annotations.Nullable;

/**
 * How training ended.
 *
 * @param reason why
 * @param message the reason in words
 * @param epochs the index of the last epoch recorded
 * @param wallSeconds wall time from the start event to the end event, everything included
 * @param weightsSha256 the SHA-256 of the weights of the last epoch recorded: of all tensors, in
 *     the architecture's order, each in row-major order, as little-endian float64, into which a
 *     float32 goes without change; null where no epoch was recorded, or the trainer threw
 * @param alarm the alarm that stopped training; null if none did
 * @param figure the path of the figure that stopped training as it got no better; null, and left out of
 *     the JSON, if none did
 */
public record Ending(
        EndReason reason,
        String message,
        int epochs,
        double wallSeconds,
        @Nullable String weightsSha256,
        @Nullable Alarm alarm,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String figure) {
    /** Whether it counts as completed: all epochs were done, or early stopping was asked for and came. */
    public boolean countsAsCompleted() {
        return reason == EndReason.COMPLETED || reason == EndReason.STOPPED && figure != null;
    }

    /** Whether training ended as it was to: nothing failed, and nobody stepped in. */
    public boolean endedByItself() {
        return reason != EndReason.FAILED
                && (reason != EndReason.STOPPED || alarm != null || figure != null);
    }
}
