// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.lifecycle;

import org.tribuo.Output;

/**
 * Training has ended, however it did. Always the last event of a session.
 *
 * @param session the session that ended
 * @param reason why it ended
 * @param message the reason in words, for the record
 * @param epochs how many passes were done, which is the index of the last epoch reported unless
 *     training failed between two reports
 * @param seconds wall time since the start event
 * @param <T> the type of the model's output
 */
public record TrainingEnd<T extends Output<T>>(
        TrainingSession<T> session, EndReason reason, String message, int epochs, double seconds) {
    /**
     * The message of a training that has done all that was asked for.
     *
     * @param passes how many passes that was
     * @param name what one is called
     */
    public static String allDone(int passes, String name) {
        return passes == 1 ? "the 1 " + name + " is done" : "all " + passes + " " + name + "s done";
    }
}
