// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import java.util.Arrays;

/**
 * The sparse inputs of one batch by column, and with them the gradient of the first layer row by
 * row: that of the weights of feature c is the sum over the examples i that have it of x[i][c] ·
 * delta[i], taken in the order of the examples whoever takes it, and is zero for all other
 * features.
 */
final class BatchColumns {
    private final int features;

    /** Column c has the entries from {@code starts[c]} to {@code starts[c + 1]}. */
    private final int[] starts;

    /** Of each entry, its example's place in the batch and its value. */
    private int[] examples = {};

    private float[] values = {};

    /** For each example of the batch the gradient by what enters the first layer's units. */
    final float[][] deltas;

    BatchColumns(int rows, int features, int units) {
        this.features = features;
        starts = new int[features + 2];
        deltas = new float[rows][units];
    }

    /** Takes over the inputs of the batch, examples {@code order[start]} and on: a counting sort. */
    void sort(SparseRows rows, int[] order, int start) {
        long all = 0;
        for (int i = 0; i < deltas.length; i++) {
            all += rows.entries(order[start + i]);
        }
        int entries = SparseRows.countable(all, deltas.length);
        Arrays.fill(starts, 0);
        // One place further than where they are needed, since placing entries moves the starts on.
        for (int i = 0; i < deltas.length; i++) {
            rows.visit(order[start + i], (column, value) -> starts[column + 2]++);
        }
        for (int c = 2; c < starts.length; c++) {
            starts[c] += starts[c - 1];
        }
        if (entries > values.length) {
            examples = new int[entries];
            values = new float[entries];
        }
        for (int i = 0; i < deltas.length; i++) {
            int example = i;
            rows.visit(
                    order[start + i],
                    (column, value) -> {
                        int place = starts[column + 1]++;
                        examples[place] = example;
                        values[place] = value;
                    });
        }
    }

    /** Whether the gradient of a row can be other than zero; that of the biases always can. */
    boolean occurs(int row) {
        return row == features || starts[row] < starts[row + 1];
    }

    /** Sums up the gradient of a row; that of the biases is the row after all features. */
    void gradient(int row, float[] sum) {
        Arrays.fill(sum, 0f);
        if (row == features) {
            for (float[] delta : deltas) {
                SparseRows.addScaled(1f, delta, sum);
            }
            return;
        }
        for (int e = starts[row]; e < starts[row + 1]; e++) {
            SparseRows.addScaled(values[e], deltas[examples[e]], sum);
        }
    }
}
