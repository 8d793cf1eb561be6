// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.kernels;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import org.bytedeco.javacpp.FloatPointer;

/** Memory outside the heap, where a garbage collector does not move it under a product. */
final class NativeMatrix extends FloatMatrix {
    /** What a library is told of it: where its first value lies. */
    final FloatPointer pointer;

    private final ByteBuffer memory;
    private final FloatBuffer data;
    private final IntBuffer bits;

    NativeMatrix(ByteBuffer memory, int rows, int cols, int stride) {
        super(rows, cols, stride);
        this.memory = memory;
        data = memory.duplicate().order(ByteOrder.nativeOrder()).asFloatBuffer();
        bits = memory.duplicate().order(ByteOrder.nativeOrder()).asIntBuffer();
        pointer = new FloatPointer(data);
    }

    @Override
    public void readRow(int row, float[] target, int offset, int length) {
        data.get(row * stride, target, offset, length);
    }

    @Override
    public void writeRow(int row, float[] source, int offset, int length) {
        data.put(row * stride, source, offset, length);
    }

    @Override
    public void readRowBits(int row, int[] target, int length) {
        bits.get(row * stride, target, 0, length);
    }

    @Override
    public void writeRowBits(int row, int[] source, int length) {
        bits.put(row * stride, source, 0, length);
    }

    @Override
    public void copyRow(int row, FloatMatrix source, int sourceRow) {
        data.put(
                row * stride, ((NativeMatrix) source).data, sourceRow * source.stride, source.cols);
    }

    @Override
    public void read(float[] target) {
        data.get(0, target, 0, length());
    }

    @Override
    public void write(float[] source) {
        data.put(0, source, 0, length());
    }

    @Override
    public void readBits(int[] target) {
        bits.get(0, target, 0, length());
    }

    @Override
    public void writeBits(int[] source) {
        bits.put(0, source, 0, length());
    }

    @Override
    public FloatMatrix slice(int from, int to) {
        int start = from * stride * Float.BYTES;
        // Behind a view's last row lies what is left of the whole matrix's.
        int length = Math.min((to - from) * stride * Float.BYTES, memory.capacity() - start);
        return new NativeMatrix(memory.slice(start, length), to - from, cols, stride);
    }

    @Override
    public FloatMatrix columns(int from, int to) {
        int start = from * Float.BYTES;
        ByteBuffer part = memory.slice(start, memory.capacity() - start);
        return new NativeMatrix(part, rows, to - from, stride);
    }
}
