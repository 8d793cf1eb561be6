// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.chart;

import java.util.Arrays;

/**
 * The area between two lines, such as the smallest and the largest value of several runs.
 *
 * @param name what it is
 * @param colour its colour, shown thinly
 * @param x where its points are, in ascending order; not copied
 * @param low the lower edge, NaN for a gap; not copied
 * @param high the upper edge, NaN for a gap; not copied
 */
public record Band(String name, String colour, double[] x, double[] low, double[] high) {

    /** Checks the lengths. */
    public Band {
        if (x.length != low.length || x.length != high.length) {
            throw new IllegalArgumentException(
                    "band '"
                            + name
                            + "' needs as many edges as x, found "
                            + low.length
                            + " and "
                            + high.length
                            + " for "
                            + x.length);
        }
    }

    /** One of its edges with gaps wherever the band has one. */
    Series edge(boolean upper, Scale scale) {
        double[] y = upper ? high.clone() : low.clone();
        for (int i = 0; i < y.length; i++) {
            if (!scale.shows(low[i]) || !scale.shows(high[i])) {
                y[i] = Double.NaN;
            }
        }
        return new Series(name, LineStyle.summary(), x, y);
    }

    /** Whether it is a band anywhere. */
    boolean isEmpty() {
        return Arrays.equals(low, high);
    }
}
