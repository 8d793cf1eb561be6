// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.measure;

/**
 * Loops over one block of values. Two running totals each hide the latency of the additions; which
 * total a value goes to depends on its position alone, so results are the same on every machine.
 */
final class BlockReductions {
    /** Values per block: small enough for the first-level cache with its differences beside it. */
    static final int LENGTH = 1024;

    private BlockReductions() {}

    static double sum(double[] values, int from, int to) {
        double even = 0;
        double odd = 0;
        int i = from;
        for (; i + 1 < to; i += 2) {
            even += values[i];
            odd += values[i + 1];
        }
        return i < to ? even + odd + values[i] : even + odd;
    }

    static double sumOfMagnitudes(double[] values, int from, int to) {
        double even = 0;
        double odd = 0;
        int i = from;
        for (; i + 1 < to; i += 2) {
            even += Math.abs(values[i]);
            odd += Math.abs(values[i + 1]);
        }
        return i < to ? even + odd + Math.abs(values[i]) : even + odd;
    }

    /** The largest magnitude; NaN if a value is NaN. */
    static double largestMagnitude(double[] values, int from, int to) {
        double largest = 0;
        boolean numbers = true;
        for (int i = from; i < to; i++) {
            double magnitude = Math.abs(values[i]);
            // Math.max, which minds NaN and -0, takes several times as long.
            if (magnitude > largest) {
                largest = magnitude;
            }
            numbers &= magnitude >= 0;
        }
        return numbers ? largest : Double.NaN;
    }

    /** a·b over the same range of both. */
    static double dot(double[] a, double[] b, int from, int to) {
        double even = 0;
        double odd = 0;
        int i = from;
        for (; i + 1 < to; i += 2) {
            even += a[i] * b[i];
            odd += a[i + 1] * b[i + 1];
        }
        return i < to ? even + odd + a[i] * b[i] : even + odd;
    }

    /** target[k] = values[from + k] - centre. */
    static void centre(double[] values, double centre, int from, int to, double[] target) {
        for (int i = from; i < to; i++) {
            target[i - from] = values[i] - centre;
        }
    }

    /** target[k] = a[from + k] - b[from + k]. */
    static void subtract(double[] a, double[] b, int from, int to, double[] target) {
        for (int i = from; i < to; i++) {
            target[i - from] = a[i] - b[i];
        }
    }
}
