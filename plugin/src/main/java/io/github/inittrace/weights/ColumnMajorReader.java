// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.weights;

import io.github.inittrace.onnx.TensorReader;
import java.io.IOException;
import java.util.List;

/**
 * The values of an array whose first dimension is the fastest, in row-major order. NumPy saves so
 * what was transposed. They are in memory, as each row is spread over the whole file.
 */
final class ColumnMajorReader implements TensorReader {
    private static final int PIECE = 1 << 15;

    private final double[] values;

    private ColumnMajorReader(double[] values) {
        this.values = values;
    }

    /**
     * Reads all values.
     *
     * @param stored gives them as they lie; closed here
     * @param shape the lengths of the dimensions, two or more
     */
    static ColumnMajorReader of(TensorReader stored, List<Integer> shape) throws IOException {
        try (stored) {
            int count = 1;
            for (int length : shape) {
                count = Math.multiplyExact(count, length);
            }
            double[] values = new double[count];
            double[] piece = new double[Math.min(PIECE, count)];
            for (int from = 0; from < count; ) {
                int length = Math.min(piece.length, count - from);
                stored.read(from, piece, length);
                for (int i = 0; i < length; i++) {
                    values[rowMajor(from + i, shape)] = piece[i];
                }
                from += length; // piece.length could lead beyond the largest integer
            }
            return new ColumnMajorReader(values);
        } catch (ArithmeticException | OutOfMemoryError e) {
            throw new IOException(
                    "an array in Fortran's order is too large; save it with"
                            + " numpy.ascontiguousarray(a)",
                    e);
        }
    }

    /** Where in row-major order the value lies that is at a place in column-major order. */
    private static int rowMajor(int place, List<Integer> shape) {
        int index = 0;
        int stride = 1;
        int behind = 1;
        for (int length : shape) {
            behind *= length;
        }
        for (int length : shape) {
            behind /= length;
            index += place / stride % length * behind;
            stride *= length;
        }
        return index;
    }

    @Override
    public void read(long from, double[] into, int length) {
        System.arraycopy(values, (int) from, into, 0, length);
    }

    @Override
    public boolean isRandomAccess() {
        return true;
    }

    @Override
    public void close() {
        // nothing is open
    }
}
