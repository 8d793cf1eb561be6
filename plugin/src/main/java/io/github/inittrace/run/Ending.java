// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run;

/**
 * How training ended.
 *
 * @param reason {@code completed}, {@code stopped}, {@code diverged} or {@code failed}
 * @param message the reason in words
 * @param epochs the index of the last epoch recorded
 * @param wallSeconds wall time from the start event to the end event, everything included
 */
public record Ending(String reason, String message, int epochs, double wallSeconds) {}
