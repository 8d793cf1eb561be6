// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * At which epochs something is kept: at every k-th and the last, at the last alone, or never. As
 * text it is {@code every=10}, {@code last} or {@code never}.
 */
public final class Schedule {
    private static final Schedule LAST = new Schedule(Integer.MAX_VALUE);
    private static final Schedule NEVER = new Schedule(0);
    private static final int MOST = 999_999_999;
    private static final Pattern EVERY = Pattern.compile("every=([1-9]\\d{0,8})");

    /** From one to the next; 0 for never, the largest number for the last alone. */
    private final int epochs;

    private Schedule(int epochs) {
        this.epochs = epochs;
    }

    /**
     * At every epoch that is a multiple of a number, and at the last.
     *
     * @param epochs how many epochs there are from one to the next
     * @throws IllegalArgumentException if it is not from 1 to 999999999
     */
    public static Schedule every(int epochs) {
        if (epochs < 1 || epochs > MOST) {
            throw new IllegalArgumentException(
                    "a schedule goes by 1 to " + MOST + " epochs, found " + epochs);
        }
        return new Schedule(epochs);
    }

    /** At the last epoch alone. */
    public static Schedule last() {
        return LAST;
    }

    /** At no epoch. */
    public static Schedule never() {
        return NEVER;
    }

    /**
     * Reads what {@link #toString} writes.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    public static Schedule parse(String text) {
        Matcher every = EVERY.matcher(text);
        if (every.matches()) {
            return every(Integer.parseInt(every.group(1)));
        }
        return switch (text) {
            case "last" -> LAST;
            case "never" -> NEVER;
            default ->
                    throw new IllegalArgumentException(
                            "expected last, never or every=N with a number of epochs from 1 to "
                                    + MOST
                                    + ", such as every=100, found '"
                                    + text
                                    + "'");
        };
    }

    /** Whether it is the turn of an epoch, whether or not that is the last. */
    boolean isDue(int epoch) {
        return epochs > 0 && epochs < Integer.MAX_VALUE && epoch % epochs == 0;
    }

    /** Whether it is never anybody's turn. */
    boolean isNever() {
        return epochs == 0;
    }

    /** How many epochs there are from one to the next, more than there can be where there is none. */
    int interval() {
        return epochs;
    }

    @Override
    public String toString() {
        return switch (epochs) {
            case 0 -> "never";
            case Integer.MAX_VALUE -> "last";
            default -> "every=" + epochs;
        };
    }
}
