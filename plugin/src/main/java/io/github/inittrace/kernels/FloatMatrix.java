// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.kernels;

/**
 * A float32 matrix in the memory its {@link MatrixKernels} compute on. Rows lie {@link #stride}
 * floats apart; the columns from {@code cols} to {@code stride} are padding that no product reads.
 */
public abstract class FloatMatrix {
    /** Bytes are counted by an int, and there are two cache lines to spare. */
    static final long MOST_BYTES = Integer.MAX_VALUE - 128;

    public final int rows;
    public final int cols;

    /** The distance between the starts of two rows, in floats. */
    public final int stride;

    public FloatMatrix(int rows, int cols, int stride) {
        this.rows = rows;
        this.cols = cols;
        this.stride = stride;
    }

    /** Whether a matrix of this shape can be had. */
    public static boolean canHold(long rows, long cols) {
        // Rows may be padded to a whole number of cache lines.
        return rows * ((cols + 15) / 16 * 16) * Float.BYTES <= MOST_BYTES;
    }

    /** Copies {@code length} values of a row, from its first column on. */
    public abstract void readRow(int row, float[] target, int offset, int length);

    /** Overwrites the first {@code length} values of a row. */
    public abstract void writeRow(int row, float[] source, int offset, int length);

    /** Copies the first {@code length} values of a row, each as its bit pattern. */
    public abstract void readRowBits(int row, int[] target, int length);

    /** Overwrites the first {@code length} values of a row, each from its bit pattern. */
    public abstract void writeRowBits(int row, int[] source, int length);

    /** Overwrites the start of a row with the whole row of a matrix of the same kernels. */
    public abstract void copyRow(int row, FloatMatrix source, int sourceRow);

    /** Copies everything, padding included, to {@code rows * stride} floats in row-major order. */
    public abstract void read(float[] target);

    /** Overwrites everything, padding included, from {@code rows * stride} floats. */
    public abstract void write(float[] source);

    /** As {@link #read}, each value as its bit pattern. */
    public abstract void readBits(int[] target);

    /** As {@link #write}, each value as its bit pattern. */
    public abstract void writeBits(int[] source);

    /** The rows {@code from} (inclusive) to {@code to} (exclusive); shares this matrix's memory. */
    public abstract FloatMatrix slice(int from, int to);

    /**
     * The columns {@code from} (inclusive) to {@code to} (exclusive); shares this matrix's memory.
     * With a {@code from} other than 0, the view serves products and access by row, but not what
     * copies everything.
     */
    public abstract FloatMatrix columns(int from, int to);

    /** The number of floats {@link #read} and {@link #write} move. */
    public int length() {
        return rows * stride;
    }
}
