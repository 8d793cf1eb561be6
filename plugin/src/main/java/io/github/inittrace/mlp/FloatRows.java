// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import io.github.inittrace.kernels.Arena;
import io.github.inittrace.kernels.FloatMatrix;
import java.util.concurrent.atomic.LongAdder;
import org.tribuo.Example;
import org.tribuo.classification.Label;

/** Rows of scaled features in the memory of the kernels. */
final class FloatRows implements DenseRows {
    /** Rows are kept in blocks of at most this many bytes: a native matrix ends at 2 GiB. */
    private static final long BLOCK_BYTES = 1L << 28;

    private final int rowsPerBlock;
    private final FloatMatrix[] blocks;
    private final LongAdder nonZeros = new LongAdder();

    FloatRows(Arena arena, int size, int features) {
        rowsPerBlock = (int) Math.max(1, BLOCK_BYTES / ((long) features * Float.BYTES));
        blocks = new FloatMatrix[(size + rowsPerBlock - 1) / rowsPerBlock];
        for (int i = 0; i < blocks.length; i++) {
            int rows = Math.min(rowsPerBlock, size - i * rowsPerBlock);
            blocks[i] = arena.allocate(rows, features);
        }
    }

    @Override
    public int set(int index, Example<Label> example, RowFiller filler, String where) {
        int known = filler.fill(example, where);
        float[] row = filler.row;
        blocks[index / rowsPerBlock].writeRow(index % rowsPerBlock, row, 0, row.length);
        int found = 0;
        for (float value : row) {
            found += value == 0f ? 0 : 1;
        }
        nonZeros.add(found);
        return known;
    }

    @Override
    public long nonZeros() {
        return nonZeros.sum();
    }

    @Override
    public void copyTo(int[] order, int start, FloatMatrix target) {
        for (int i = 0; i < target.rows; i++) {
            int index = order[start + i];
            target.copyRow(i, blocks[index / rowsPerBlock], index % rowsPerBlock);
        }
    }
}
