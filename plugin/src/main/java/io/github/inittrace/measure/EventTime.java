// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.measure;

/**
 * When something happened in training, or that it had not happened when training ended.
 *
 * @param epoch the epoch of the event; the last epoch where it was not reached
 * @param isCensored whether training ended before the event
 */
public record EventTime(int epoch, boolean isCensored) {

    /** {@code 17}, or {@code >1000} where epoch 1000 was the last and did not see the event. */
    @Override
    public String toString() {
        return (isCensored ? ">" : "") + epoch;
    }
}
