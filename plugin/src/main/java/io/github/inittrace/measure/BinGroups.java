// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.measure;

import java.util.Arrays;

/**
 * Values sorted into bins of equal width, of which neighbours are joined until each holds enough:
 * from the lowest bin on, bins are joined until they hold the fewest allowed, and what is left at
 * the upper end goes to the last of them.
 */
final class BinGroups {
    private final double[] edges;
    private final int[] starts;
    private final int[] order;

    private BinGroups(double[] edges, int[] starts, int[] order) {
        this.edges = edges;
        this.starts = starts;
        this.order = order;
    }

    /** Groups values within [low, high]; with fewer than the fewest there is one group. */
    static BinGroups of(double[] values, double low, double high, int bins, int fewest) {
        BinCounter counter = new BinCounter(low, high, bins);
        int[] bin = new int[values.length];
        int[] counts = new int[bins];
        for (int i = 0; i < values.length; i++) {
            bin[i] = counter.bin(values[i]);
            counts[bin[i]]++;
        }
        double[] all = BinCounter.edges(low, high, bins);
        int[] group = new int[bins];
        double[] edges = new double[bins + 1];
        int[] starts = new int[bins + 1];
        int groups = 0;
        int held = 0;
        int left = values.length;
        edges[0] = low;
        for (int b = 0; b < bins; b++) {
            group[b] = groups;
            held += counts[b];
            left -= counts[b];
            if (held >= fewest && left >= fewest || b == bins - 1) {
                groups++;
                edges[groups] = all[b + 1];
                starts[groups] = starts[groups - 1] + held;
                held = 0;
            }
        }
        int[] next = starts.clone();
        int[] order = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            order[next[group[bin[i]]]++] = i;
        }
        return new BinGroups(
                Arrays.copyOf(edges, groups + 1), Arrays.copyOf(starts, groups + 1), order);
    }

    int size() {
        return starts.length - 1;
    }

    double low(int group) {
        return edges[group];
    }

    double high(int group) {
        return edges[group + 1];
    }

    /** What is at the places of a group's values, in their order. */
    double[] gather(int group, double[] values) {
        double[] gathered = new double[starts[group + 1] - starts[group]];
        for (int i = 0; i < gathered.length; i++) {
            gathered[i] = values[order[starts[group] + i]];
        }
        return gathered;
    }
}
