// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.kernels;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/** Memory of the C library. */
final class NativeArena extends Arena {
    /** Rows start at cache lines: 16 floats of 4 bytes. */
    private static final int LINE = 16;

    private final List<Pointer> taken = new ArrayList<>();

    NativeArena(MatrixKernels kernels) {
        super(kernels);
    }

    @Override
    int stride(int cols) {
        // A thin matrix is packed: padding ten columns to sixteen would only cost bandwidth.
        return cols <= LINE ? cols : (cols + LINE - 1) / LINE * LINE;
    }

    @Override
    FloatMatrix take(int rows, int cols, int stride, int bytes) {
        // alignedSlice rounds the end down as well, so there is a line to spare on both sides.
        Pointer memory = Pointer.calloc(1, bytes + 128L);
        if (memory == null) {
            throw new OutOfMemoryError("the system gives no more memory for matrices");
        }
        taken.add(memory);
        HugePages.advise(memory.address(), bytes);
        ByteBuffer buffer = new BytePointer(memory).capacity(bytes + 128L).asByteBuffer();
        return new NativeMatrix(buffer.alignedSlice(64).slice(0, bytes), rows, cols, stride);
    }

    @Override
    void free() {
        taken.forEach(Pointer::free);
        taken.clear();
    }
}
