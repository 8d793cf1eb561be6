// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.lifecycle;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Which examples of a data set are looked at where not all are. */
public final class Sample {
    private Sample() {}

    /**
     * Chooses at random, always the same for a data set of a size. Never every k-th, for data sets
     * alternate (MNIST's training images come from two groups of writers in turn).
     *
     * @param size how many examples there are
     * @param most how many to choose at most
     * @return their indices in increasing order; all of them where there are no more
     */
    public static int[] of(int size, int most) {
        int[] indices = new int[size];
        for (int i = 0; i < size; i++) {
            indices[i] = i;
        }
        if (most >= size) {
            return indices;
        }
        SplittableRandom fixed = new SplittableRandom(size);
        for (int i = 0; i < most; i++) {
            int j = fixed.nextInt(i, size);
            int held = indices[i];
            indices[i] = indices[j];
            indices[j] = held;
        }
        int[] chosen = Arrays.copyOf(indices, most);
        Arrays.sort(chosen);
        return chosen;
    }
}
