// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.measure;

import java.util.Arrays;

/** Values that float32 holds, as the keys they are sorted by. */
final class SortedFloatSample implements SortedSample {
    private final int expected;
    private int[] keys = new int[0];
    private int size;

    /** For some number of values, which take memory only when the first one comes. */
    SortedFloatSample(int expected) {
        this.expected = expected;
    }

    @Override
    public void add(double[] values, int length) {
        if (size + length > keys.length) {
            keys = Arrays.copyOf(keys, Math.max(size + length, expected));
        }
        for (int i = 0; i < length; i++) {
            // Adding 0 makes one zero of the two.
            keys[size + i] = FloatRadixSort.key((float) values[i] + 0f);
        }
        size += length;
    }

    @Override
    public void sort() {
        keys = FloatRadixSort.sort(size == keys.length ? keys : Arrays.copyOf(keys, size));
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public double sorted(int i) {
        return FloatRadixSort.value(keys[i]);
    }
}
