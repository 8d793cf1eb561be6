// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sweep;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/**
 * Numbers from one to another, with six significant digits, so that they make short names.
 *
 * @param from the first
 * @param to the last
 * @param count how many, 2 at least
 * @param isLog whether each is the same multiple of the one before, and not the same step away
 */
record ValueRange(double from, double to, int count, boolean isLog) {
    private static final MathContext SIX_DIGITS = new MathContext(6);
    private static final int MOST_DECIMALS = 12;

    ValueRange {
        if (!Double.isFinite(from) || !Double.isFinite(to) || from == to) {
            throw new IllegalArgumentException(
                    "a range goes from one number to another, found " + from + " and " + to);
        }
        if (count < 2 || count > SweepPlan.MOST_RUNS) {
            throw new IllegalArgumentException(
                    "a range has a count from 2 to " + SweepPlan.MOST_RUNS + ", found " + count);
        }
        if (isLog && (from <= 0 || to <= 0)) {
            throw new IllegalArgumentException(
                    "a range on a log scale lies above 0, found " + Math.min(from, to));
        }
    }

    List<String> values() {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double way = (double) i / (count - 1);
            double value =
                    i == count - 1
                            ? to
                            : isLog ? from * Math.pow(to / from, way) : from + (to - from) * way;
            BigDecimal rounded = new BigDecimal(value).round(SIX_DIGITS).stripTrailingZeros();
            values.add(
                    Math.abs(rounded.scale()) <= MOST_DECIMALS
                            ? rounded.toPlainString()
                            : rounded.toString());
        }
        return values;
    }
}
