// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.reproduce;

import io.github.inittrace.run.CurveId;
import io.github.inittrace.run.CurveId.Kind;
import io.github.inittrace.run.RunCurves;
import java.util.Arrays;

/**
 * A figure of a run by epoch. The arrays are not copied.
 *
 * @param epochs the recorded epochs, increasing
 * @param values the figure at each; NaN where it is not finite
 */
public record Curve(int[] epochs, double[] values) {
    /** A figure of a run; all NaN if it has none such. */
    public static Curve of(RunCurves run, Kind kind, String of) {
        double[] values = run.values().get(new CurveId(kind, of));
        if (values == null) {
            values = new double[run.epochs().length];
            Arrays.fill(values, Double.NaN);
        }
        return new Curve(run.epochs(), values);
    }

    /** The last value. */
    public double last() {
        return values[values.length - 1];
    }

    /** The value at an epoch; NaN if that was not recorded. */
    public double at(int epoch) {
        int index = Arrays.binarySearch(epochs, epoch);
        return index < 0 ? Double.NaN : values[index];
    }

    /** The epoch of the lowest value, the first of equals. */
    int lowest() {
        int lowest = 0;
        for (int i = 1; i < values.length; i++) {
            lowest = values[i] < values[lowest] ? i : lowest;
        }
        return epochs[lowest];
    }

    /** The first epoch from which on it stays within a part of its last value. */
    int settles(double part) {
        int first = values.length - 1;
        while (first > 0 && Math.abs(values[first - 1] - last()) <= part * Math.abs(last())) {
            first--;
        }
        return epochs[first];
    }

    /** The first epoch at which it is as high as this; -1 if it never is. */
    int reaches(double height) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] >= height) {
                return epochs[i];
            }
        }
        return -1;
    }
}
