// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.pigmm;

import java.util.ArrayList;
import java.util.List;

/**
 * The ways to put a few things into blocks, each as a restricted growth string: the block of every
 * thing, where the first is in block 0 and every new block has the next number.
 */
final class SetPartitions {
    /** There are 4140 of 8, and ten times as many for every two more. */
    static final int MAX = 8;

    private static final List<List<int[]>> ALL = new ArrayList<>();

    static {
        for (int n = 0; n <= MAX; n++) {
            List<int[]> partitions = new ArrayList<>();
            extend(new int[n], 0, 0, partitions);
            ALL.add(List.copyOf(partitions));
        }
    }

    private SetPartitions() {}

    /** Those of n things, n at most {@link #MAX}, in lexicographic order; not to be changed. */
    static List<int[]> of(int n) {
        return ALL.get(n);
    }

    /** How many blocks there are. */
    static int blocks(int[] partition) {
        int blocks = 0;
        for (int block : partition) {
            blocks = Math.max(blocks, block + 1);
        }
        return blocks;
    }

    /** The restricted growth string of labels: equal where they are, numbered as they come. */
    static int[] relabelled(int[] labels) {
        int[] relabelled = new int[labels.length];
        int blocks = 0;
        for (int i = 0; i < labels.length; i++) {
            relabelled[i] = -1;
            for (int j = 0; j < i && relabelled[i] < 0; j++) {
                if (labels[j] == labels[i]) {
                    relabelled[i] = relabelled[j];
                }
            }
            if (relabelled[i] < 0) {
                relabelled[i] = blocks++;
            }
        }
        return relabelled;
    }

    private static void extend(int[] partition, int filled, int blocks, List<int[]> into) {
        if (filled == partition.length) {
            into.add(partition.clone());
            return;
        }
        for (int block = 0; block <= blocks; block++) {
            partition[filled] = block;
            extend(partition, filled + 1, Math.max(blocks, block + 1), into);
        }
    }
}
