// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.check;

import io.github.inittrace.reports.chart.Numbers;

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
        double slack = ROUNDING * Math.max(Math.abs(value), Math.abs(baseline));
        double tolerance = (isPercent ? amount / 100 * Math.abs(baseline) : amount) + slack;
        return switch (kind) {
            case MIN -> value >= amount;
            case MAX -> value <= amount;
            case MAX_INCREASE -> value - baseline <= tolerance;
            case MAX_DECREASE -> baseline - value <= tolerance;
            case WITHIN -> Math.abs(value - baseline) <= tolerance;
            case WITHIN_FACTOR -> {
                double one = baseline * amount;
                double other = baseline / amount;
                yield value <= Math.max(one, other) + slack
                        && value >= Math.min(one, other) - slack;
            }
        };
    }

    /** What it demands, in words that are the same for every run. */
    String words() {
        String much = isPercent ? plain(amount) + " %" : plain(amount);
        return switch (kind) {
            case MIN -> "at least " + much;
            case MAX -> "at most " + much;
            case MAX_INCREASE -> "at most " + much + " above the baseline";
            case MAX_DECREASE -> "at most " + much + " below the baseline";
            case WITHIN -> "within " + much + " of the baseline";
            case WITHIN_FACTOR -> "within a factor of " + much + " of the baseline";
        };
    }

    /** A number as somebody would type it. */
    private static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e7
                ? String.valueOf((long) value)
                : Numbers.exact(value);
    }
}
