// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.measure;

import org.jspecify.annotations.Nullable;

/**
 * Where values are densest: the largest of a Gaussian kernel density estimate on {@value #GRID}
 * evenly spaced points from their 10th to their 90th percentile. The bandwidth is h = 1.06 min(sd,
 * IQR / 1.349) n^-0.2.
 *
 * <p>On an even grid of step δ, a kernel's values follow each other by multiplication: with s = δ /
 * h and u the distance in bandwidths, K(u + s) = K(u) exp(-s (u + s / 2)), and that factor shrinks by
 * exp(-s²) a step. So a value costs one exponential instead of {@value #GRID}.
 */
final class KernelMode {
    static final int GRID = 401;

    /** Kernels below this do not change a sum that is at least about 1. */
    private static final double NEGLIGIBLE = 1e-17;

    private KernelMode() {}

    /**
     * The mode.
     *
     * @param sorted values in ascending order, at least one
     * @param sd their standard deviation, divisor n
     * @return the densest point of the grid, the first of equals; null if the bandwidth is 0: all
     *     values, or the middle half of them, are equal
     */
    static @Nullable Double of(double[] sorted, double sd) {
        double iqr = Percentiles.of(sorted, 75) - Percentiles.of(sorted, 25);
        double h = 1.06 * Math.min(sd, iqr / 1.349) * Math.pow(sorted.length, -0.2);
        double low = Percentiles.of(sorted, 10);
        double step = (Percentiles.of(sorted, 90) - low) / (GRID - 1);
        if (!(h > 0) || !(step > 0)) {
            return null;
        }
        double[] density = new double[GRID];
        for (double x : sorted) {
            add(density, (x - low) / step, step / h);
        }
        int best = 0;
        for (int j = 1; j < GRID; j++) {
            if (density[j] > density[best]) {
                best = j;
            }
        }
        return low + best * step;
    }

    /** Adds the kernel about a position in steps, with s steps per bandwidth. */
    private static void add(double[] density, double position, double s) {
        int nearest = (int) Math.rint(Math.max(0, Math.min(GRID - 1, position)));
        double u = (nearest - position) * s;
        double peak = Math.exp(-u * u / 2);
        double shrink = Math.exp(-s * s);
        double kernel = peak;
        double factor = Math.exp(-s * (u + s / 2));
        for (int j = nearest; j < GRID && kernel > NEGLIGIBLE; j++) {
            density[j] += kernel;
            kernel *= factor;
            factor *= shrink;
        }
        factor = Math.exp(s * (u - s / 2));
        kernel = peak * factor;
        for (int j = nearest - 1; j >= 0 && kernel > NEGLIGIBLE; j--) {
            density[j] += kernel;
            factor *= shrink;
            kernel *= factor;
        }
    }
}
