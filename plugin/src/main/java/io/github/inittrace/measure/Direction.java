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

    /**
     * Whether a value is better than the best before by more than a least change.
     *
     * @param best NaN where there is none: any finite value is better
     * @param change not negative
     */
    public boolean improves(double value, double best, double change) {
        if (!Double.isFinite(value)) {
            return false;
        }
        return Double.isNaN(best)
                || isBetter(value, this == MINIMISE ? best - change : best + change);
    }

    private boolean isBetter(double value, double other) {
        return this == MINIMISE ? value < other : value > other;
    }
}
