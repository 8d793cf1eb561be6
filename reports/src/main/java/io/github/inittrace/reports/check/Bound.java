// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.check;

import io.github.inittrace.text.Numbers;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a figure has to satisfy. Bounds include their limits, with a relative 1e-12 for
 * rounding: 0.99 is at most 0.01 below 1.
 *
 * @param kind which comparison
 * @param amount the limit, the tolerance or the factor
 * @param isPercent whether a tolerance is a percentage of the baseline's value
 */
record Bound(Kind kind, double amount, boolean isPercent) {
    private static final double ROUNDING = 1e-12;

    /** What is said where the baseline's value is undefined. */
    static final String NOTHING_TO_COMPARE = "; the baseline has nothing to compare with";

    /** Twice what four digits leave open, relative. */
    private static final double ROUNDED = 1e-3;

    /** The comparisons, by the key that asks for each. */
    enum Kind {
        MIN("min"),
        MAX("max"),
        MAX_INCREASE("maxIncrease"),
        MAX_DECREASE("maxDecrease"),
        WITHIN("within"),
        WITHIN_FACTOR("withinFactor");

        private final String key;

        Kind(String key) {
            this.key = key;
        }

        /** The key in a file of rules. */
        String key() {
            return key;
        }

        /** Whether it compares with a baseline. */
        boolean isRelative() {
            return this != MIN && this != MAX;
        }
    }

    /** Whether a value satisfies it; the baseline's value counts for relative ones alone. */
    boolean holds(double value, double baseline) {
        double slack =
                ROUNDING * Math.max(Math.abs(value), kind.isRelative() ? Math.abs(baseline) : 0);
        return value >= lowest(baseline) - slack && value <= highest(baseline) + slack;
    }

    /**
     * Whether a value is so near a limit that rounding to four digits can move it, or the baseline,
     * to the other side.
     *
     * @param baseline the baseline's value; null if there is none
     */
    boolean isNear(double value, @Nullable Double baseline) {
        if (kind.isRelative() && baseline == null) {
            return false;
        }
        double old = baseline == null ? 0 : baseline;
        double width = ROUNDED * Math.max(Math.abs(value), kind.isRelative() ? Math.abs(old) : 0);
        return Math.abs(value - lowest(old)) <= width || Math.abs(value - highest(old)) <= width;
    }

    /** How far inside it a value is, negative if it is outside. */
    double margin(double value, double baseline) {
        return Math.min(value - lowest(baseline), highest(baseline) - value);
    }

    /** The smallest value that satisfies it. */
    private double lowest(double baseline) {
        return switch (kind) {
            case MIN -> amount;
            case MAX, MAX_INCREASE -> Double.NEGATIVE_INFINITY;
            case MAX_DECREASE, WITHIN -> baseline - tolerance(baseline);
            case WITHIN_FACTOR -> Math.min(baseline * amount, baseline / amount);
        };
    }

    /** The largest value that satisfies it. */
    private double highest(double baseline) {
        return switch (kind) {
            case MAX -> amount;
            case MIN, MAX_DECREASE -> Double.POSITIVE_INFINITY;
            case MAX_INCREASE, WITHIN -> baseline + tolerance(baseline);
            case WITHIN_FACTOR -> Math.max(baseline * amount, baseline / amount);
        };
    }

    private double tolerance(double baseline) {
        return isPercent ? amount / 100 * Math.abs(baseline) : amount;
    }

    /** What it demands, in words that are the same for every run. */
    String words() {
        String much = amountWords();
        return switch (kind) {
            case MIN -> "at least " + much;
            case MAX -> "at most " + much;
            case MAX_INCREASE -> "at most " + much + " above the baseline";
            case MAX_DECREASE -> "at most " + much + " below the baseline";
            case WITHIN -> "within " + much + " of the baseline";
            case WITHIN_FACTOR -> "within a factor of " + much + " of the baseline";
        };
    }

    /** Its amount, in percent where it is meant so. */
    String amountWords() {
        return isPercent ? plain(amount) + " %" : plain(amount);
    }

    /** A number as somebody would type it. */
    static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e7
                ? String.valueOf((long) value)
                : Numbers.exact(value);
    }
}
