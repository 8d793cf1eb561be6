// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.measure;

/** Which values of a figure are better. */
public enum Direction {
    /** The lower the better, as with a loss. */
    MINIMISE,
    /** The higher the better, as with an accuracy. */
    MAXIMISE;

    /** The index of the first of the best among the finite values; -1 if none is finite. */
    public int best(double... values) {
        int best = -1;
        for (int i = 0; i < values.length; i++) {
            if (Double.isFinite(values[i]) && (best < 0 || isBetter(values[i], values[best]))) {
                best = i;
            }
        }
        return best;
    }

    private boolean isBetter(double value, double other) {
        return this == MINIMISE ? value < other : value > other;
    }
}
