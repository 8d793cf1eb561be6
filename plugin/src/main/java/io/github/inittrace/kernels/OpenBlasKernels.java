// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.kernels;

import com.sun.jna.Function;
import com.sun.jna.Pointer;
import java.util.Arrays;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * Products from OpenBLAS, which has kernels for the processors of ARM and Apple as for those of
 * Intel and AMD.
 *
 * <p>It is told once to use one thread, as the batch is already spread over our own workers; that
 * holds for whoever else uses the same copy of the library in this process. Its threads, one less than
 * there are processors, are started when it loads and sleep from then on.
 *
 * <p>What bits a value of a product has depends on the shape of the product: rows that are computed
 * by themselves differ in their last bits from the same rows in a larger product. Of 1386 shapes from
 * 1×1×1 to 512×1500×512 that was so for 154 to 693, by operation and processor (kernels for Nehalem,
 * Haswell, Zen, SkylakeX, Cooperlake; those for Sandybridge never differed), and the same for columns. It
 * depends on nothing else that was tried: another time, at any alignment in memory, and with up to 600
 * threads that compute at once, all bits were the same. Hence the rule of {@link MatrixKernels}, that
 * the same product is cut alike whatever the number of workers.
 */
public final class OpenBlasKernels extends NativeKernels {
    private static final ThreadScope NOTHING_TO_UNDO = () -> {};
    private static final Object[] NO_ARGUMENTS = {};

    private final String name;
    private final String core;

    private OpenBlasKernels(String name, String core) {
        this.name = name;
        this.core = core;
    }

    /**
     * Loads the native library.
     *
     * @throws LinkageError if there is none for this platform or it cannot be loaded
     */
    public static OpenBlasKernels load() {
        Loader.load(openblas_nolapack.class);
        function("openblas_set_num_threads").invokeVoid(new Object[] {1});
        // Its name and version are followed by the options it was built with.
        String[] config =
                function("openblas_get_config").invokeString(NO_ARGUMENTS, false).split(" ");
        return new OpenBlasKernels(
                String.join(" ", Arrays.copyOf(config, 2)),
                function("openblas_get_corename").invokeString(NO_ARGUMENTS, false));
    }

    /** A function that JavaCPP does not offer, since MKL, which it may load instead, has no such. */
    private static Function function(String name) {
        org.bytedeco.javacpp.Pointer address = Loader.addressof(name);
        if (address == null) {
            throw new UnsatisfiedLinkError("what loads in its place has no " + name);
        }
        return Function.getFunction(new Pointer(address.address()));
    }

    @Override
    public String name() {
        return name;
    }

    /** The processor whose kernels it has chosen; the environment's OPENBLAS_CORETYPE overrides it. */
    @Override
    public String instructionSet() {
        return core;
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
        openblas_nolapack.cblas_sgemm(
                openblas_nolapack.CblasRowMajor,
                transposed(transposeA),
                transposed(transposeB),
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
    }

    private static int transposed(boolean is) {
        return is ? openblas_nolapack.CblasTrans : openblas_nolapack.CblasNoTrans;
    }

    @Override
    public ThreadScope enterThread() {
        return NOTHING_TO_UNDO;
    }
}
