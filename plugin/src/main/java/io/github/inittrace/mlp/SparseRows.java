// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import io.github.inittrace.kernels.FloatMatrix;
import java.util.Arrays;
import org.tribuo.Example;
import org.tribuo.classification.Label;

/**
 * Rows of which only the values that are not zero are kept, with their columns in ascending order:
 * compressed sparse rows, in parts that threads lay out side by side and that an int can count.
 */
final class SparseRows implements InputRows {
    private final Part[] parts;

    SparseRows(int size) {
        parts = new Part[(size + PART - 1) / PART];
        for (int p = 0; p < parts.length; p++) {
            parts[p] = new Part(Math.min(PART, size - p * PART));
        }
    }

    /** Some consecutive rows; row r has the entries from {@code starts[r]} to {@code starts[r + 1]}. */
    private static final class Part {
        final int[] starts;
        int[] columns = {};
        float[] values = {};

        Part(int rows) {
            starts = new int[rows + 1];
        }

        void append(int row, RowFiller filler) {
            int[] ids = filler.filledInOrder();
            int end = starts[row];
            int room = countable((long) end + filler.count(), PART);
            if (room > values.length) {
                resize(Math.max(room, (int) Math.min(room * 3L / 2, MOST)));
            }
            for (int i = 0; i < filler.count(); i++) {
                float value = filler.row[ids[i]];
                if (value != 0f && (i == 0 || ids[i] != ids[i - 1])) {
                    columns[end] = ids[i];
                    values[end++] = value;
                }
            }
            starts[row + 1] = end;
            if (row + 2 == starts.length) {
                resize(end);
            }
        }

        private void resize(int length) {
            columns = Arrays.copyOf(columns, length);
            values = Arrays.copyOf(values, length);
        }
    }

    /** The longest array that every Java can have. */
    private static final int MOST = Integer.MAX_VALUE - 8;

    /**
     * So many entries, if an array can have them.
     *
     * @param of how many examples they are of
     */
    static int countable(long entries, int of) {
        if (entries > MOST) {
            throw new IllegalArgumentException(
                    "sparse input has room for "
                            + MOST
                            + " values that are not zero in "
                            + of
                            + " examples, found "
                            + entries
                            + "; leave out features, or take smaller batches");
        }
        return (int) entries;
    }

    @Override
    public int set(int index, Example<Label> example, RowFiller filler, String where) {
        int known = filler.fill(example, where);
        parts[index / PART].append(index % PART, filler);
        return known;
    }

    @Override
    public long nonZeros() {
        long sum = 0;
        for (Part part : parts) {
            sum += part.starts[part.starts.length - 1];
        }
        return sum;
    }

    /** How many bytes the arrays take. */
    long bytes() {
        long sum = 0;
        for (Part part : parts) {
            sum += 4L * (part.starts.length + part.columns.length + part.values.length);
        }
        return sum;
    }

    /** How many values of a row are not zero. */
    int entries(int index) {
        int[] starts = parts[index / PART].starts;
        return starts[index % PART + 1] - starts[index % PART];
    }

    /** Sees the entries of a row. */
    interface Visitor {
        void see(int column, float value);
    }

    /** Shows the entries of a row in the order of their columns. */
    void visit(int index, Visitor visitor) {
        Part part = parts[index / PART];
        int row = index % PART;
        for (int e = part.starts[row]; e < part.starts[row + 1]; e++) {
            visitor.see(part.columns[e], part.values[e]);
        }
    }

    /**
     * Adds the product of a row and a layer's weights, entry by entry.
     *
     * @param weights a row of n weights for each feature
     * @param sum the n sums
     * @param row room for n values
     */
    void addProduct(int index, FloatMatrix weights, float[] sum, float[] row) {
        Part part = parts[index / PART];
        int r = index % PART;
        for (int e = part.starts[r]; e < part.starts[r + 1]; e++) {
            weights.readRow(part.columns[e], row, 0, sum.length);
            addScaled(part.values[e], row, sum);
        }
    }

    /** sum[j] += factor · row[j], both indexed alike, which is the form that vectorises. */
    static void addScaled(float factor, float[] row, float[] sum) {
        for (int j = 0; j < sum.length; j++) {
            sum[j] += factor * row[j];
        }
    }
}
