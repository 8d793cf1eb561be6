// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.measure;

/**
 * Sums of the first four powers of x - centre, from which moments follow. The centre is a first
 * estimate of the mean; the sum of first powers corrects what the estimate missed, so the result
 * does not suffer from a mean that is large against the spread. Sums of parts merge into those of
 * the whole (Pébay, Formulas for robust, one-pass parallel computation of covariances and
 * arbitrary-order statistical moments, 2008).
 */
final class PowerSums {
    /** Below this, a fourth power of the spread is no normal double any more. */
    private static final double SMALLEST_VARIANCE = 1e-150;

    private static final double EPSILON = Math.ulp(1.0);

    private final double centre;
    private final CompensatedSum first = new CompensatedSum();
    private final CompensatedSum second = new CompensatedSum();
    private final CompensatedSum third = new CompensatedSum();
    private final CompensatedSum fourth = new CompensatedSum();
    private long count;

    PowerSums(double centre) {
        this.centre = centre;
    }

    void addBlock(double[] values, int from, int to) {
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        double s4 = 0;
        for (int i = from; i < to; i++) {
            double x = values[i] - centre;
            double xx = x * x;
            s1 += x;
            s2 += xx;
            s3 += xx * x;
            s4 += xx * xx;
        }
        first.add(s1);
        second.add(s2);
        third.add(s3);
        fourth.add(s4);
        count += to - from;
    }

    /** Whether values of this variance differ by no more than the resolution at their mean. */
    static boolean isFlat(double variance, double mean) {
        return variance <= EPSILON * mean * EPSILON * mean;
    }

    /** Sums about the exact mean of the values added, and that mean. */
    Central central() {
        double n = count;
        double e = first.value() / n;
        double s2 = second.value();
        double s3 = third.value();
        double m2 = Math.max(0, s2 - n * e * e);
        double m3 = s3 - 3 * e * s2 + 2 * n * e * e * e;
        double m4 = fourth.value() - 4 * e * s3 + 6 * e * e * s2 - 3 * n * e * e * e * e;
        return new Central(count, centre + e, m2, m3, m4);
    }

    /** n, the mean, and the sums of (x - mean)^2, ^3 and ^4. */
    record Central(long n, double mean, double m2, double m3, double m4) {
        static final Central EMPTY = new Central(0, 0, 0, 0, 0);

        Central merge(Central other) {
            if (n == 0 || other.n == 0) {
                return n == 0 ? other : this;
            }
            double a = n;
            double b = other.n;
            double all = a + b;
            double delta = other.mean - mean;
            double r = delta / all;
            double ab = a * b;
            return new Central(
                    n + other.n,
                    mean + b * r,
                    m2 + other.m2 + ab * delta * r,
                    m3 + other.m3 + ab * (a - b) * delta * r * r + 3 * r * (a * other.m2 - b * m2),
                    m4
                            + other.m4
                            + ab * (a * a - ab + b * b) * delta * r * r * r
                            + 6 * r * r * (a * a * other.m2 + b * b * m2)
                            + 4 * r * (a * other.m3 - b * m3));
        }

        Moments moments() {
            double variance = m2 / n;
            if (isFlat(variance, mean)) {
                return new Moments(Finite.orNull(mean), 0.0, null, null);
            }
            boolean shaped = variance >= SMALLEST_VARIANCE;
            return new Moments(
                    Finite.orNull(mean),
                    Finite.orNull(variance),
                    shaped ? Finite.orNull(m3 / n / (variance * Math.sqrt(variance))) : null,
                    shaped ? Finite.orNull(m4 / n / (variance * variance)) : null);
        }
    }
}
