// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.alarms;

import java.util.Arrays;

/** The samples of one figure so far, and what monitors ask of their last steps. */
public final class SampleSeries {
    private double[] values = new double[64];
    private int size;

    public void add(double value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = value;
    }

    public int size() {
        return size;
    }

    public double at(int t) {
        return values[t];
    }

    /** The step that led to sample t. */
    public double step(int t) {
        return values[t] - values[t - 1];
    }

    /** Steps t - n + 1 to t, fewer if there are not so many. */
    public double[] steps(int t, int n) {
        int first = Math.max(1, t - n + 1);
        double[] steps = new double[Math.max(0, t - first + 1)];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = step(first + i);
        }
        return steps;
    }

    /** The largest of samples t - n to t. */
    public double largest(int t, int n) {
        return Arrays.stream(values, Math.max(0, t - n), t + 1).max().orElseThrow();
    }

    /** The largest minus the smallest of samples t - n to t. */
    public double range(int t, int n) {
        return largest(t, n) - Arrays.stream(values, Math.max(0, t - n), t + 1).min().orElseThrow();
    }

    /** The median of |x|; of no number, NaN. */
    public static double medianMagnitude(double[] numbers) {
        return median(Arrays.stream(numbers).map(Math::abs).toArray());
    }

    /** 1.4826 times the median distance from the median: the sd, were they normal. */
    public static double robustDeviation(double[] numbers) {
        double centre = median(numbers);
        return 1.4826 * medianMagnitude(Arrays.stream(numbers).map(x -> x - centre).toArray());
    }

    private static double median(double[] numbers) {
        if (numbers.length == 0) {
            return Double.NaN;
        }
        double[] sorted = numbers.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
