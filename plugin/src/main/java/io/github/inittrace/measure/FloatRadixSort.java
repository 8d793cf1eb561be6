// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.measure;

/**
 * Sorts float32 values by their bits, three digits of eleven bits from the lowest to the highest:
 * linear in their number, several times as fast as comparing them.
 */
final class FloatRadixSort {
    private static final int DIGIT = 11;
    private static final int MASK = (1 << DIGIT) - 1;

    private FloatRadixSort() {}

    /** A key whose order as an unsigned number is the order of floats, -0 below 0. */
    static int key(float value) {
        int bits = Float.floatToRawIntBits(value);
        return bits ^ (bits >> 31 | Integer.MIN_VALUE);
    }

    /** The float of a key. */
    static float value(int key) {
        return Float.intBitsToFloat(key ^ (~key >> 31 | Integer.MIN_VALUE));
    }

    /** The keys in ascending order: this array or another of its length. */
    static int[] sort(int[] keys) {
        int[] from = keys;
        int[] to = new int[keys.length];
        for (int shift = 0; shift < Integer.SIZE; shift += DIGIT) {
            int[] places = new int[MASK + 2];
            for (int key : from) {
                places[(key >>> shift & MASK) + 1]++;
            }
            for (int digit = 0; digit <= MASK; digit++) {
                places[digit + 1] += places[digit];
            }
            for (int key : from) {
                to[places[key >>> shift & MASK]++] = key;
            }
            int[] swap = from;
            from = to;
            to = swap;
        }
        return from;
    }
}
