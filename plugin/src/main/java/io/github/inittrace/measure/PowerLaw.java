// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.measure;

import java.util.Optional;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * The line y = c · x^b that fits points best, by ordinary least squares of ln y on ln x.
 *
 * @param points n, how many points it fits
 * @param exponent b
 * @param factor c
 * @param low the lower end of the confidence interval of b
 * @param high its upper end
 */
public record PowerLaw(int points, double exponent, double factor, double low, double high) {
    /** The confidence of the interval: as many in a hundred of such intervals hold the exponent. */
    public static final double CONFIDENCE = 0.95;

    private static final int FEWEST = 3;

    /**
     * Fits a line. The interval is that of Student's t with n − 2 degrees of freedom: it holds if
     * the logarithms of y scatter around a line independently, normally and equally far.
     *
     * @param x where the points are
     * @param y their heights, as many
     * @return none if fewer than 3 points have positive finite coordinates, or these are at one x;
     *     others do not count
     */
    public static Optional<PowerLaw> of(double[] x, double[] y) {
        if (x.length != y.length) {
            throw new IllegalArgumentException(
                    "a line needs as many x as y, found " + x.length + " and " + y.length);
        }
        int n = 0;
        double meanX = 0;
        double meanY = 0;
        for (int i = 0; i < x.length; i++) {
            if (isShown(x[i], y[i])) {
                n++;
                meanX += (Math.log(x[i]) - meanX) / n;
                meanY += (Math.log(y[i]) - meanY) / n;
            }
        }
        double xx = 0;
        double xy = 0;
        double yy = 0;
        for (int i = 0; i < x.length; i++) {
            if (isShown(x[i], y[i])) {
                double dx = Math.log(x[i]) - meanX;
                double dy = Math.log(y[i]) - meanY;
                xx += dx * dx;
                xy += dx * dy;
                yy += dy * dy;
            }
        }
        // What is left of equal logarithms is rounding.
        if (n < FEWEST || xx < 1e-20) {
            return Optional.empty();
        }
        double exponent = xy / xx;
        double residuals = Math.max(0, yy - exponent * xy);
        double error = Math.sqrt(residuals / (n - 2) / xx);
        double t = TDistribution.of(n - 2).inverseSurvivalProbability((1 - CONFIDENCE) / 2) * error;
        return Optional.of(
                new PowerLaw(
                        n,
                        exponent,
                        Math.exp(meanY - exponent * meanX),
                        exponent - t,
                        exponent + t));
    }

    private static boolean isShown(double x, double y) {
        return x > 0 && y > 0 && Double.isFinite(x) && Double.isFinite(y);
    }

    /** Its height at x. */
    public double at(double x) {
        return factor * Math.pow(x, exponent);
    }
}
