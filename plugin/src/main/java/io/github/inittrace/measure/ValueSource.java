// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.measure;

import java.io.IOException;

/** The values of a tensor that need not be in memory, in row-major order. */
public interface ValueSource {
    /** How many values there are. */
    long count();

    /** Whether a float32 holds every value, which saves half the memory of sorting them. */
    boolean fitsFloat();

    /**
     * Whether reading anywhere costs the same and many threads may read at the same time. If not,
     * values are asked for in order, by one thread at a time.
     */
    boolean isRandomAccess();

    /**
     * Reads some values.
     *
     * @param from the index of the first one
     * @param into where they go, from index 0 on
     * @param length how many
     * @throws IOException if they cannot be read
     */
    void read(long from, double[] into, int length) throws IOException;
}
