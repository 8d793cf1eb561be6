// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.measure;

import java.util.List;

/** The tensors that {@code src/test/python/measures.py} draws, value for value. */
public final class SplitMix {
    private SplitMix() {}

    /** n doubles in [-1, 1). */
    public static double[] uniform(long seed, int n) {
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            long z = seed + (i + 1) * 0x9E3779B97F4A7C15L;
            z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
            z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
            z = z ^ (z >>> 31);
            values[i] = (z >>> 11) * 0x1p-52 - 1.0;
        }
        return values;
    }

    static TensorValues tensor(
            String name, List<Integer> shape, long seed, double scale, double step, double shift) {
        int n = shape.stream().mapToInt(Integer::intValue).reduce(1, Math::multiplyExact);
        double[] initial = uniform(seed, n);
        double[] previous = uniform(seed + 1, n);
        double[] current = uniform(seed + 2, n);
        for (int i = 0; i < n; i++) {
            initial[i] = (float) (scale * initial[i]);
            double u = previous[i];
            previous[i] = (float) (initial[i] + step * (u * u * u));
            double v = current[i];
            current[i] = (float) (previous[i] + (shift + step * (v * v * v)));
        }
        return new TensorValues(name, shape, initial, previous, current);
    }
}
