// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.measure;

import java.util.Arrays;

/** Values as they are. */
final class SortedDoubleSample implements SortedSample {
    private final int expected;
    private double[] kept = new double[0];
    private int size;

    /** For some number of values, which take memory only when the first one comes. */
    SortedDoubleSample(int expected) {
        this.expected = expected;
    }

    @Override
    public void add(double[] values, int length) {
        if (size + length > kept.length) {
            kept = Arrays.copyOf(kept, Math.max(size + length, expected));
        }
        for (int i = 0; i < length; i++) {
            kept[size + i] = values[i] + 0.0;
        }
        size += length;
    }

    @Override
    public void sort() {
        Arrays.parallelSort(kept, 0, size);
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public double sorted(int i) {
        return kept[i];
    }
}
