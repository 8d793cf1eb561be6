// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.image;

import java.util.Arrays;

/** The range of the colours of a picture. */
public final class ColourRange {
    private static final double SHARE = 0.995;

    private ColourRange() {}

    /**
     * A range that holds 99.5 % of the weights, so that a few large ones do not make all others
     * pale.
     *
     * @param weights the weights drawn; those that are not finite do not count
     * @return the range's end; it starts at minus that. Zero if all weights are
     */
    public static double of(double... weights) {
        double[] sizes =
                Arrays.stream(weights).filter(Double::isFinite).map(Math::abs).sorted().toArray();
        if (sizes.length == 0) {
            return 0;
        }
        double quantile = sizes[(int) Math.ceil(SHARE * sizes.length) - 1];
        return quantile > 0 ? quantile : sizes[sizes.length - 1];
    }
}
