// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers as text for people, the same in every locale. Never prints NaN or Infinity bare. */
public final class Numbers {
    private static final MathContext FOUR_DIGITS = new MathContext(4, RoundingMode.HALF_EVEN);
    private static final double SMALLEST_PLAIN = 1e-4;
    private static final double LARGEST_PLAIN = 1e7;

    /** Longer ticks would not fit beside an axis on a phone. */
    private static final double LARGEST_TICK = 1e5;

    /** More digits a double does not have. */
    private static final int MOST_DIGITS = 17;

    private Numbers() {}

    /**
     * A number with four significant digits: {@code 0.02135}, {@code 11.40}, {@code 123456},
     * {@code 1.234e-7}.
     *
     * @param value the number; not finite numbers become words
     */
    public static String text(double value) {
        if (!Double.isFinite(value)) {
            return "undefined (not finite)";
        }
        if (value == 0) {
            return "0";
        }
        BigDecimal rounded = new BigDecimal(value).round(FOUR_DIGITS);
        double size = Math.abs(rounded.doubleValue());
        if (size < SMALLEST_PLAIN || size >= LARGEST_PLAIN) {
            return String.format(Locale.ROOT, "%.3e", value).replaceFirst("e([+-])0", "e$1");
        }
        if (size >= 1000) {
            return new BigDecimal(value).setScale(0, RoundingMode.HALF_EVEN).toPlainString();
        }
        return rounded.toPlainString();
    }

    /** A number with two significant digits, for what is itself uncertain, as a spread is. */
    public static String rough(double value) {
        if (!Double.isFinite(value) || value == 0) {
            return text(value);
        }
        BigDecimal two = new BigDecimal(value).round(new MathContext(2, RoundingMode.HALF_EVEN));
        double size = Math.abs(two.doubleValue());
        return size < SMALLEST_PLAIN || size >= LARGEST_PLAIN
                ? String.format(Locale.ROOT, "%.1e", value).replaceFirst("e([+-])0", "e$1")
                : two.toPlainString();
    }

    /**
     * A number with four significant digits, or why there is none.
     *
     * @param value the number, null where it is undefined
     * @param why the reason to give if it is undefined, such as {@code not finite}
     */
    public static String text(@Nullable Double value, String why) {
        return value == null || !Double.isFinite(value) ? undefined(why) : text(value);
    }

    /** The word for a number that does not exist, with the reason. */
    public static String undefined(String why) {
        return "undefined (" + why + ")";
    }

    /** A number with all its digits, as JSON would write it. */
    public static String exact(double value) {
        return Double.isFinite(value) ? Double.toString(value) : text(value);
    }

    /** A whole number with commas between thousands: {@code 535,818}. */
    public static String count(long value) {
        // By hand: pages have thousands of counts, and a format takes a microsecond or ten.
        StringBuilder digits = new StringBuilder(Long.toString(value));
        for (int i = digits.length() - 3; i > (value < 0 ? 1 : 0); i -= 3) {
            digits.insert(i, ',');
        }
        return digits.toString();
    }

    /** A share as a percentage with two decimals: {@code 98.12 %}. */
    public static String percent(double share) {
        return Double.isFinite(share)
                ? String.format(Locale.ROOT, "%.2f\u00a0%%", 100 * share)
                : text(share);
    }

    /** The error rate in percent of an accuracy, without the digits that come from rounding. */
    public static double wrongInPercent(double accuracy) {
        return Double.isFinite(accuracy)
                ? BigDecimal.ONE
                        .subtract(BigDecimal.valueOf(accuracy))
                        .movePointRight(2)
                        .doubleValue()
                : accuracy;
    }

    /** A duration in words: {@code 4.2 s}, {@code 3 min 20 s}, {@code 2 h 5 min}. */
    public static String duration(double seconds) {
        if (!Double.isFinite(seconds)) {
            return text(seconds);
        }
        if (seconds < 59.95) {
            return String.format(Locale.ROOT, seconds < 1 ? "%.3f\u00a0s" : "%.1f\u00a0s", seconds);
        }
        long whole = Math.round(seconds);
        if (whole < 3600) {
            return whole / 60 + "\u00a0min " + whole % 60 + "\u00a0s";
        }
        return whole / 3600 + "\u00a0h " + whole % 3600 / 60 + "\u00a0min";
    }

    /**
     * A tick of an axis, with as many decimals as the distance between ticks needs.
     *
     * @param value where the tick is
     * @param step how far apart the ticks are
     */
    public static String tick(double value, double step) {
        double size = Math.max(Math.abs(value), step);
        if (value == 0) {
            return "0";
        }
        if (step < SMALLEST_PLAIN || size >= LARGEST_TICK) {
            int places =
                    (int) Math.floor(Math.log10(size)) - (int) Math.floor(Math.log10(step) + 1e-9);
            BigDecimal digits =
                    new BigDecimal(value)
                            .round(new MathContext(Math.min(Math.max(3, places + 1), MOST_DIGITS)));
            return digits.stripTrailingZeros()
                    .unscaledValue()
                    .toString()
                    .transform(unscaled -> scientific(unscaled, digits));
        }
        int decimals = Math.max(0, (int) Math.ceil(-Math.log10(step) - 1e-9));
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    private static String scientific(String unscaled, BigDecimal number) {
        boolean negative = unscaled.startsWith("-");
        String digits = negative ? unscaled.substring(1) : unscaled;
        int exponent = number.precision() - number.scale() - 1;
        String mantissa =
                digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        return (negative ? "-" : "") + mantissa + "e" + exponent;
    }
}
