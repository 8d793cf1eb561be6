// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.kernels;

import java.util.Arrays;

/**
 * The reference: plain Java on row arrays, correct everywhere and the yardstick of every test. The
 * inner loops index their arrays alike, which is the form the JIT compiler vectorises.
 */
public final class PlainKernels implements MatrixKernels {
    private static final ThreadScope NOTHING_TO_UNDO = () -> {};

    @Override
    public String name() {
        return "plain Java";
    }

    @Override
    public String instructionSet() {
        return "chosen by the JVM";
    }

    @Override
    public Arena openArena() {
        return new HeapArena(this);
    }

    @Override
    public void multiply(FloatMatrix a, FloatMatrix b, FloatMatrix c) {
        HeapMatrix x = (HeapMatrix) a;
        HeapMatrix w = (HeapMatrix) b;
        HeapMatrix out = (HeapMatrix) c;
        for (int i = 0; i < x.rows; i++) {
            float[] row = out.row(i);
            Arrays.fill(row, out.firstCol, out.firstCol + out.cols, 0f);
            float[] factors = x.row(i);
            for (int k = 0; k < x.cols; k++) {
                addScaled(
                        factors[x.firstCol + k], w.row(k), w.firstCol, row, out.firstCol, out.cols);
            }
        }
    }

    @Override
    public void multiplyByTransposed(FloatMatrix a, FloatMatrix b, FloatMatrix c) {
        HeapMatrix x = (HeapMatrix) a;
        HeapMatrix w = (HeapMatrix) b;
        HeapMatrix out = (HeapMatrix) c;
        for (int i = 0; i < x.rows; i++) {
            float[] left = x.row(i);
            float[] row = out.row(i);
            for (int j = 0; j < out.cols; j++) {
                row[out.firstCol + j] = dot(left, x.firstCol, w.row(j), w.firstCol, x.cols);
            }
        }
    }

    @Override
    public void addTransposedProduct(float alpha, FloatMatrix a, FloatMatrix b, FloatMatrix c) {
        HeapMatrix x = (HeapMatrix) a;
        HeapMatrix d = (HeapMatrix) b;
        HeapMatrix out = (HeapMatrix) c;
        // Row by row of c, its gradient summed before alpha is applied, as the library does.
        float[] sum = new float[out.cols];
        for (int i = 0; i < out.rows; i++) {
            sumInto(sum, 0, x, i, d, out.cols);
            addScaled(alpha, sum, 0, out.row(i), out.firstCol, out.cols);
        }
    }

    @Override
    public void transposedProduct(FloatMatrix a, FloatMatrix b, FloatMatrix c) {
        HeapMatrix x = (HeapMatrix) a;
        HeapMatrix d = (HeapMatrix) b;
        HeapMatrix out = (HeapMatrix) c;
        for (int i = 0; i < out.rows; i++) {
            sumInto(out.row(i), out.firstCol, x, i, d, out.cols);
        }
    }

    /** sum[from + j] = the product of column i of x and column j of d. */
    private static void sumInto(
            float[] sum, int from, HeapMatrix x, int i, HeapMatrix d, int length) {
        Arrays.fill(sum, from, from + length, 0f);
        for (int k = 0; k < x.rows; k++) {
            addScaled(x.value(k, i), d.row(k), d.firstCol, sum, from, length);
        }
    }

    @Override
    public ThreadScope enterThread() {
        return NOTHING_TO_UNDO;
    }

    /** target[to + j] += factor * source[from + j]; a factor of 0 still spreads NaN and infinity. */
    private static void addScaled(
            float factor, float[] source, int from, float[] target, int to, int length) {
        for (int j = 0; j < length; j++) {
            target[to + j] += factor * source[from + j];
        }
    }

    /** Four sums side by side: a single one would be a chain of dependent additions. */
    private static float dot(float[] x, int fromX, float[] y, int fromY, int length) {
        float s0 = 0f;
        float s1 = 0f;
        float s2 = 0f;
        float s3 = 0f;
        int k = 0;
        for (; k + 3 < length; k += 4) {
            s0 += x[fromX + k] * y[fromY + k];
            s1 += x[fromX + k + 1] * y[fromY + k + 1];
            s2 += x[fromX + k + 2] * y[fromY + k + 2];
            s3 += x[fromX + k + 3] * y[fromY + k + 3];
        }
        for (; k < length; k++) {
            s0 += x[fromX + k] * y[fromY + k];
        }
        return (s0 + s1) + (s2 + s3);
    }

    /** The collector frees arrays on the heap. */
    private static final class HeapArena extends Arena {
        HeapArena(PlainKernels kernels) {
            super(kernels);
        }

        @Override
        int stride(int cols) {
            return cols;
        }

        @Override
        FloatMatrix take(int rows, int cols, int stride, int bytes) {
            return new HeapMatrix(new float[rows][cols], 0, rows, 0, cols);
        }

        @Override
        void free() {}
    }

    /** Row arrays on the heap; slices share them. */
    private static final class HeapMatrix extends FloatMatrix {
        private final float[][] data;
        private final int firstRow;
        private final int firstCol;

        HeapMatrix(float[][] data, int firstRow, int rows, int firstCol, int cols) {
            super(rows, cols, data.length == 0 ? cols : data[0].length);
            this.data = data;
            this.firstRow = firstRow;
            this.firstCol = firstCol;
        }

        /** The row of the whole matrix in which one of this view lies. */
        float[] row(int row) {
            return data[firstRow + row];
        }

        float value(int row, int col) {
            return data[firstRow + row][firstCol + col];
        }

        @Override
        public void readRow(int row, float[] target, int offset, int length) {
            System.arraycopy(row(row), firstCol, target, offset, length);
        }

        @Override
        public void writeRow(int row, float[] source, int offset, int length) {
            System.arraycopy(source, offset, row(row), firstCol, length);
        }

        @Override
        public void readRowBits(int row, int[] target, int length) {
            float[] values = row(row);
            for (int j = 0; j < length; j++) {
                target[j] = Float.floatToRawIntBits(values[firstCol + j]);
            }
        }

        @Override
        public void writeRowBits(int row, int[] source, int length) {
            float[] values = row(row);
            for (int j = 0; j < length; j++) {
                values[firstCol + j] = Float.intBitsToFloat(source[j]);
            }
        }

        @Override
        public void copyRow(int row, FloatMatrix source, int sourceRow) {
            HeapMatrix other = (HeapMatrix) source;
            System.arraycopy(other.row(sourceRow), other.firstCol, row(row), firstCol, source.cols);
        }

        @Override
        public void read(float[] target) {
            for (int i = 0; i < rows; i++) {
                readRow(i, target, i * stride, stride);
            }
        }

        @Override
        public void write(float[] source) {
            for (int i = 0; i < rows; i++) {
                writeRow(i, source, i * stride, stride);
            }
        }

        @Override
        public void readBits(int[] target) {
            for (int i = 0; i < rows; i++) {
                float[] row = row(i);
                for (int j = 0; j < stride; j++) {
                    target[i * stride + j] = Float.floatToRawIntBits(row[j]);
                }
            }
        }

        @Override
        public void writeBits(int[] source) {
            for (int i = 0; i < rows; i++) {
                float[] row = row(i);
                for (int j = 0; j < stride; j++) {
                    row[j] = Float.intBitsToFloat(source[i * stride + j]);
                }
            }
        }

        @Override
        public FloatMatrix slice(int from, int to) {
            return new HeapMatrix(data, firstRow + from, to - from, firstCol, cols);
        }

        @Override
        public FloatMatrix columns(int from, int to) {
            return new HeapMatrix(data, firstRow, rows, firstCol + from, to - from);
        }
    }
}
