// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.kernels;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import java.io.File;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.dnnl.dnnl_version_t;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;

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
public final class OneDnnKernels extends NativeKernels {
    /** Elsewhere its sgemm is not tried, and may be no more than a reference. */
    private static final String PLATFORM = "linux-x86_64";

    private static final byte PLAIN = 'N';
    private static final byte TRANSPOSED = 'T';

    private final Function setThreads;
    private final Function getThreads;
    private final SignalMask signals = new SignalMask();
    private final Map<PixelScaling, Boolean> exactScalings = new ConcurrentHashMap<>();

    private record PixelScaling(float factor, float offset) {}

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
        if (!Loader.getPlatform().equals(PLATFORM)) {
            throw new UnsatisfiedLinkError("it is used on " + PLATFORM + " alone");
        }
        Loader.load(dnnl.class);
        String openMp = "/org/bytedeco/dnnl/" + PLATFORM + "/libgomp.so.1";
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
    void sgemm(
            boolean transposeA,
            boolean transposeB,
            int k,
            float alpha,
            NativeMatrix a,
            NativeMatrix b,
            float beta,
            NativeMatrix c) {
        int status =
                dnnl.dnnl_sgemm(
                        transposeA ? TRANSPOSED : PLAIN,
                        transposeB ? TRANSPOSED : PLAIN,
                        c.rows,
                        c.cols,
                        k,
                        alpha,
                        a.pointer,
                        a.stride,
                        b.pointer,
                        b.stride,
                        beta,
                        c.pointer,
                        c.stride);
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
    public LaneProduct product(LaneProduct.Form form, Lanes a, Lanes b, Lanes c) {
        LaneProduct all = OneDnnLaneProduct.of(form, a, b, c);
        return all != null ? all : super.product(form, a, b, c);
    }

    @Override
    public @Nullable PixelScaler pixelScaler(int pixels, float factor, float offset) {
        return exactScalings.computeIfAbsent(new PixelScaling(factor, offset), this::isExact)
                ? new OneDnnPixelScaler(pixels, factor, offset)
                : null;
    }

    /** Whether each value that a pixel can have becomes what Java makes of it. */
    private boolean isExact(PixelScaling scaling) {
        try (ThreadScope thread = enterThread();
                Arena arena = openArena()) {
            FloatMatrix scaled = arena.allocate(1, 256);
            OneDnnPixelScaler scaler =
                    new OneDnnPixelScaler(scaled.cols, scaling.factor, scaling.offset);
            try {
                for (int value = 0; value < scaled.cols; value++) {
                    scaler.images().put(value, (byte) value);
                }
                scaler.scale(scaled);
            } finally {
                scaler.close();
            }
            float[] found = new float[scaled.cols];
            scaled.readRow(0, found, 0, found.length);
            for (int value = 0; value < found.length; value++) {
                if (Float.floatToRawIntBits(found[value])
                        != Float.floatToRawIntBits(value * scaling.factor + scaling.offset)) {
                    return false;
                }
            }
            return true;
        } catch (IllegalStateException e) {
            return false;
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
}
