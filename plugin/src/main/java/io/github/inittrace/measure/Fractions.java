// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.measure;

import org.jspecify.annotations.Nullable;

/** How many deviations are not zero, and how many exceed parts of the initial half-width a. */
final class Fractions {
    /** The parts of a. */
    private static final double[] PARTS = {0.1, 0.5, 1};

    private final long[] beyond = new long[PARTS.length];
    private long moved;
    private long count;
    private long ranged;
    private boolean finite = true;

    /** Counts d[0], ..., d[to - 1] of a tensor with half-width a, which is 0 where it has none. */
    void add(double[] d, int to, double a) {
        double tenth = PARTS[0] * a;
        double half = PARTS[1] * a;
        double whole = PARTS[2] * a;
        int any = 0;
        int first = 0;
        int second = 0;
        int third = 0;
        double check = 0;
        for (int i = 0; i < to; i++) {
            double magnitude = Math.abs(d[i]);
            check += magnitude * 0;
            any += magnitude > 0 ? 1 : 0;
            first += magnitude > tenth ? 1 : 0;
            second += magnitude > half ? 1 : 0;
            third += magnitude > whole ? 1 : 0;
        }
        finite &= check == 0;
        count += to;
        moved += any;
        if (a > 0) {
            ranged += to;
            beyond[0] += first;
            beyond[1] += second;
            beyond[2] += third;
        }
    }

    void merge(Fractions other) {
        count += other.count;
        moved += other.moved;
        ranged += other.ranged;
        finite &= other.finite;
        for (int i = 0; i < beyond.length; i++) {
            beyond[i] += other.beyond[i];
        }
    }

    /** The share of values that moved at all; null if there is none or one is not finite. */
    @Nullable Double moved() {
        return finite ? Finite.ratio(moved, count) : null;
    }

    /** The share beyond the i-th part of a, of the values that have one. */
    @Nullable Double beyond(int i) {
        return finite ? Finite.ratio(beyond[i], ranged) : null;
    }
}
