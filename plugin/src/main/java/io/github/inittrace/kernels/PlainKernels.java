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
            Arrays.fill(row, 0, out.cols, 0f);
            float[] factors = x.row(i);
            for (int k = 0; k < x.cols; k++) {
                addScaled(factors[k], w.row(k), row, out.cols);
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
                row[j] = dot(left, w.row(j), x.cols);
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
            sumInto(sum, x, i, d, out.cols);
            addScaled(alpha, sum, out.row(i), out.cols);
        }
    }

    @Override
    public void transposedProduct(FloatMatrix a, FloatMatrix b, FloatMatrix c) {
        HeapMatrix x = (HeapMatrix) a;
        HeapMatrix d = (HeapMatrix) b;
        HeapMatrix out = (HeapMatrix) c;
        for (int i = 0; i < out.rows; i++) {
            sumInto(out.row(i), x, i, d, out.cols);
        }
    }

    /** sum[j] = the product of column i of x and column j of d. */
    private static void sumInto(float[] sum, HeapMatrix x, int i, HeapMatrix d, int length) {
        Arrays.fill(sum, 0, length, 0f);
        for (int k = 0; k < x.rows; k++) {
            addScaled(x.value(k, i), d.row(k), sum, length);
        }
    }

    @Override
    public ThreadScope enterThread() {
        return NOTHING_TO_UNDO;
    }

    /** target[j] += factor * source[j]; a factor of 0 still spreads NaN and infinity. */
    private static void addScaled(float factor, float[] source, float[] target, int length) {
        for (int j = 0; j < length; j++) {
            target[j] += factor * source[j];
        }
    }

    /** Four sums side by side: a single one would be a chain of dependent additions. */
    private static float dot(float[] x, float[] y, int length) {
        float s0 = 0f;
        float s1 = 0f;
        float s2 = 0f;
        float s3 = 0f;
        int k = 0;
        for (; k + 3 < length; k += 4) {
            s0 += x[k] * y[k];
            s1 += x[k + 1] * y[k + 1];
            s2 += x[k + 2] * y[k + 2];
            s3 += x[k + 3] * y[k + 3];
        }
        for (; k < length; k++) {
            s0 += x[k] * y[k];
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

        float[] row(int row) {
            if (firstCol != 0) {
                throw new IllegalStateException("a view that starts at a later column has no rows");
            }
            return data[firstRow + row];
        }

        float value(int row, int col) {
            return data[firstRow + row][firstCol + col];
        }

        @Override
        public void readRow(int row, float[] target, int offset, int length) {
            System.arraycopy(row(row), 0, target, offset, length);
        }

        @Override
        public void writeRow(int row, float[] source, int offset, int length) {
            System.arraycopy(source, offset, row(row), 0, length);
        }

        @Override
        public void copyRow(int row, FloatMatrix source, int sourceRow) {
            System.arraycopy(((HeapMatrix) source).row(sourceRow), 0, row(row), 0, source.cols);
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
