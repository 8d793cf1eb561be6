// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.chart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * A line of a chart. A point without a finite value is a gap.
 *
 * @param name what the legend calls it
 * @param style how it looks
 * @param x where its points are, in ascending order; not copied
 * @param y the values there, NaN for a gap; not copied
 */
public record Series(String name, LineStyle style, double[] x, double[] y) {

    /** Checks the lengths. */
    public Series {
        if (x.length != y.length) {
            throw new IllegalArgumentException(
                    "series '"
                            + name
                            + "' needs as many x as y, found "
                            + x.length
                            + " and "
                            + y.length);
        }
    }

    /** A series over the positions 0, 1, 2, ...; null is a gap. */
    public static Series of(String name, LineStyle style, List<? extends @Nullable Double> values) {
        double[] x = new double[values.size()];
        double[] y = new double[values.size()];
        for (int i = 0; i < x.length; i++) {
            Double value = values.get(i);
            x[i] = i;
            y[i] = value == null ? Double.NaN : value;
        }
        return new Series(name, style, x, y);
    }

    /** The values that an axis can show. */
    DoubleStream values() {
        return Arrays.stream(y).filter(v -> Math.abs(v) <= Scale.LARGEST);
    }

    /** The runs of consecutive points that a scale can show, as index ranges [from, to). */
    List<int[]> segments(Scale scale) {
        List<int[]> segments = new ArrayList<>();
        int from = -1;
        for (int i = 0; i <= y.length; i++) {
            boolean shown = i < y.length && scale.shows(y[i]);
            if (shown && from < 0) {
                from = i;
            } else if (!shown && from >= 0) {
                segments.add(new int[] {from, i});
                from = -1;
            }
        }
        return segments;
    }
}
