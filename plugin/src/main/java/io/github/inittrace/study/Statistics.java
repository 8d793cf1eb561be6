// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.study;

/**
 * Of the finite ones among some numbers.
 *
 * @param count how many are finite
 * @param mean their mean; NaN if there is none
 * @param deviation their sample standard deviation, divisor count − 1; NaN if there are fewer than
 *     two
 * @param min the smallest; NaN if there is none
 * @param max the largest; NaN if there is none
 */
public record Statistics(int count, double mean, double deviation, double min, double max) {

    /** Of some numbers, of which those that are not finite are left out. */
    public static Statistics of(double... numbers) {
        int n = 0;
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (double number : numbers) {
            if (Double.isFinite(number)) {
                n++;
                min = Math.min(min, number);
                max = Math.max(max, number);
            }
        }
        if (n == 0) {
            return new Statistics(0, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        }
        if (min == max) {
            return new Statistics(n, min, n < 2 ? Double.NaN : 0, min, max);
        }
        double mean = 0;
        for (double number : numbers) {
            mean += Double.isFinite(number) ? number / n : 0; // a sum might overflow
        }
        double squares = 0;
        for (double number : numbers) {
            squares += Double.isFinite(number) ? (number - mean) * (number - mean) : 0;
        }
        return new Statistics(n, mean, Math.sqrt(squares / (n - 1)), min, max);
    }
}
