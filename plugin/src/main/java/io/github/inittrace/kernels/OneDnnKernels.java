// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.kernels;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.dnnl_version_t;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;

/**
 * Products from oneDNN, the library that PyTorch uses on CPUs, by way of its {@code sgemm}, which
 * needs no state and is as fast at our shapes as its primitives.
 *
 * <p>oneDNN would spread each product over a team of OpenMP threads that wait by spinning. Here the
 * batch is already spread over our own workers, so each thread that computes tells OpenMP to use one
 * thread. That setting belongs to the calling thread and can only be made by a call into the very
 * libgomp that oneDNN has loaded, hence JNA. For the same time signals are held back from the
 * thread, see {@link SignalMask}.
 */
public final class OneDnnKernels implements MatrixKernels {
    private static final byte PLAIN = 'N';
    private static final byte TRANSPOSED = 'T';

    /** Rows start at cache lines: 16 floats of 4 bytes. */
    private static final int LINE = 16;

    private final Function setThreads;
    private final Function getThreads;
    private final SignalMask signals = new SignalMask();

    private OneDnnKernels(Function setThreads, Function getThreads) {
        this.setThreads = setThreads;
        this.getThreads = getThreads;
    }

    /**
     * Loads the native library.
     *
     * @throws LinkageError if there is none for this platform or it cannot be loaded
     * @throws IOException if OpenMP's library cannot be unpacked
     */
    public static OneDnnKernels load() throws IOException {
        Loader.load(dnnl.class);
        String openMp = "/org/bytedeco/dnnl/" + Loader.getPlatform() + "/libgomp.so.1";
        File unpacked = Loader.cacheResource(openMp);
        if (unpacked == null) {
            throw new UnsatisfiedLinkError("its OpenMP library " + openMp + " is missing");
        }
        NativeLibrary library = NativeLibrary.getInstance(unpacked.getPath());
        return new OneDnnKernels(
                library.getFunction("omp_set_num_threads"),
                library.getFunction("omp_get_max_threads"));
    }

    @Override
    public String name() {
        dnnl_version_t version = dnnl.dnnl_version();
        return "oneDNN " + version.major() + "." + version.minor() + "." + version.patch();
    }

    @Override
    public String instructionSet() {
        int isa = dnnl.dnnl_get_effective_cpu_isa();
        // The values are sets of bits, each a superset of the one before it.
        if (contains(isa, dnnl.dnnl_cpu_isa_avx512_core)) {
            return contains(isa, dnnl.dnnl_cpu_isa_avx512_core_amx)
                    ? "AVX-512 with AMX"
                    : "AVX-512";
        }
        if (contains(isa, dnnl.dnnl_cpu_isa_avx2)) {
            return "AVX2";
        }
        return contains(isa, dnnl.dnnl_cpu_isa_avx) ? "AVX" : "SSE4.1";
    }

    private static boolean contains(int isa, int wanted) {
        return (isa & wanted) == wanted;
    }

    @Override
    public Arena openArena() {
        return new NativeArena(this);
    }

    @Override
    public void multiply(FloatMatrix a, FloatMatrix b, FloatMatrix c) {
        sgemm(PLAIN, PLAIN, a.cols, 1f, (NativeMatrix) a, (NativeMatrix) b, 0f, (NativeMatrix) c);
    }

    @Override
    public void multiplyByTransposed(FloatMatrix a, FloatMatrix b, FloatMatrix c) {
        sgemm(
                PLAIN,
                TRANSPOSED,
                a.cols,
                1f,
                (NativeMatrix) a,
                (NativeMatrix) b,
                0f,
                (NativeMatrix) c);
    }

    @Override
    public void addTransposedProduct(float alpha, FloatMatrix a, FloatMatrix b, FloatMatrix c) {
        sgemm(
                TRANSPOSED,
                PLAIN,
                a.rows,
                alpha,
                (NativeMatrix) a,
                (NativeMatrix) b,
                1f,
                (NativeMatrix) c);
    }

    @Override
    public void transposedProduct(FloatMatrix a, FloatMatrix b, FloatMatrix c) {
        sgemm(
                TRANSPOSED,
                PLAIN,
                a.rows,
                1f,
                (NativeMatrix) a,
                (NativeMatrix) b,
                0f,
                (NativeMatrix) c);
    }

    /** c (M×N) = alpha · op(a) (M×K) · op(b) (K×N) + beta · c, all in rows. */
    private static void sgemm(
            byte opA,
            byte opB,
            int k,
            float alpha,
            NativeMatrix a,
            NativeMatrix b,
            float beta,
            NativeMatrix c) {
        int status =
                dnnl.dnnl_sgemm(
                        opA, opB, c.rows, c.cols, k, alpha, a.pointer, a.stride, b.pointer,
                        b.stride, beta, c.pointer, c.stride);
        if (status != dnnl.dnnl_success) {
            throw new IllegalStateException(
                    "oneDNN refused a product of "
                            + c.rows
                            + "x"
                            + k
                            + " and "
                            + k
                            + "x"
                            + c.cols
                            + " with status "
                            + status);
        }
    }

    @Override
    public ThreadScope enterThread() {
        int before = getThreads.invokeInt(new Object[0]);
        setThreads.invokeVoid(new Object[] {1});
        ThreadScope quiet = signals.holdBack();
        return () -> {
            quiet.close();
            setThreads.invokeVoid(new Object[] {before});
        };
    }

    /** Memory of the C library. */
    private static final class NativeArena extends Arena {
        private final List<Pointer> taken = new ArrayList<>();

        NativeArena(OneDnnKernels kernels) {
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
            ByteBuffer buffer = new BytePointer(memory).capacity(bytes + 128L).asByteBuffer();
            return new NativeMatrix(buffer.alignedSlice(64).slice(0, bytes), rows, cols, stride);
        }

        @Override
        void free() {
            taken.forEach(Pointer::free);
            taken.clear();
        }
    }

    /** Memory outside the heap, where a garbage collector does not move it under a product. */
    private static final class NativeMatrix extends FloatMatrix {
        private final ByteBuffer memory;
        private final FloatBuffer data;
        private final IntBuffer bits;
        private final FloatPointer pointer;

        private NativeMatrix(ByteBuffer memory, int rows, int cols, int stride) {
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
        public void copyRow(int row, FloatMatrix source, int sourceRow) {
            data.put(
                    row * stride,
                    ((NativeMatrix) source).data,
                    sourceRow * source.stride,
                    source.cols);
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
}
