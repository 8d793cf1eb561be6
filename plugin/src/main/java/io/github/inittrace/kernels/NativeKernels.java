// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.kernels;

/** The products of training as those of a native library's {@code sgemm}. */
abstract class NativeKernels implements MatrixKernels {

    /** c (M×N) = alpha · op(a) (M×K) · op(b) (K×N) + beta · c, all in rows. */
    abstract void sgemm(
            boolean transposeA,
            boolean transposeB,
            int k,
            float alpha,
            NativeMatrix a,
            NativeMatrix b,
            float beta,
            NativeMatrix c);

    @Override
    public Arena openArena() {
        return new NativeArena(this);
    }

    @Override
    public void multiply(FloatMatrix a, FloatMatrix b, FloatMatrix c) {
        sgemm(false, false, a.cols, 1f, of(a), of(b), 0f, of(c));
    }

    @Override
    public void multiplyByTransposed(FloatMatrix a, FloatMatrix b, FloatMatrix c) {
        sgemm(false, true, a.cols, 1f, of(a), of(b), 0f, of(c));
    }

    @Override
    public void addTransposedProduct(float alpha, FloatMatrix a, FloatMatrix b, FloatMatrix c) {
        sgemm(true, false, a.rows, alpha, of(a), of(b), 1f, of(c));
    }

    @Override
    public void transposedProduct(FloatMatrix a, FloatMatrix b, FloatMatrix c) {
        sgemm(true, false, a.rows, 1f, of(a), of(b), 0f, of(c));
    }

    private static NativeMatrix of(FloatMatrix matrix) {
        return (NativeMatrix) matrix;
    }
}
