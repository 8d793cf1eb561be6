// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.kernels;

import org.jspecify.annotations.Nullable;

/**
 * The matrix products that training consists of. Implementations are stateless and safe for
 * use by many threads; one product runs on the thread that calls it, so that results do not depend
 * on how many threads there are.
 *
 * <p>The same product of the same values gives the same bits, whoever computes it and wherever in
 * memory it lies. Part of a product, computed by itself, need not give the bits that it has in the
 * whole: whoever divides work divides it the same way whatever the number of workers.
 */
public interface MatrixKernels {

    /** The library and version, for the record. */
    String name();

    /** The instruction set the products use, for the record. */
    String instructionSet();

    /** Opens memory that these kernels compute on; whoever opens it closes it. */
    Arena openArena();

    /** c (M×N) = a (M×K) · b (K×N). */
    void multiply(FloatMatrix a, FloatMatrix b, FloatMatrix c);

    /** c (M×N) = a (M×K) · bᵀ, with b (N×K). */
    void multiplyByTransposed(FloatMatrix a, FloatMatrix b, FloatMatrix c);

    /** c (M×N) += alpha · aᵀ · b, with a (K×M) and b (K×N). */
    void addTransposedProduct(float alpha, FloatMatrix a, FloatMatrix b, FloatMatrix c);

    /** c (M×N) = aᵀ · b, with a (K×M) and b (K×N). */
    void transposedProduct(FloatMatrix a, FloatMatrix b, FloatMatrix c);

    /**
     * A scaler of pixels that gives the bits of Java's product and sum; the {@link Arena} that asks
     * closes it.
     *
     * @return null if there is none
     */
    default @Nullable PixelScaler pixelScaler(int pixels, float factor, float offset) {
        return null;
    }

    /** A product in every lane; the {@link Arena} that asks closes it. */
    default LaneProduct product(LaneProduct.Form form, Lanes a, Lanes b, Lanes c) {
        return new LaneProduct.OneByOne(this, form, a, b, c);
    }

    /**
     * Prepares the current thread for products; close it on the same thread. Only what computes
     * belongs in it: signals may be held back meanwhile.
     */
    ThreadScope enterThread();

    /** Undoes what {@link #enterThread} did to the thread. */
    interface ThreadScope extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * The system property that forces a choice: {@code onednn}, {@code openblas} or {@code plain}.
     * Without it, oneDNN is used where it loads, which is on x86-64 Linux, else OpenBLAS where that
     * loads, else plain Java.
     */
    String PROPERTY = "inittrace.kernels";

    /**
     * The kernels of this process, chosen once.
     *
     * @throws IllegalArgumentException if {@link #PROPERTY} is none of its values, or asks for a
     *     library that does not load
     */
    static MatrixKernels best() {
        return KernelChoice.made();
    }

    /**
     * Begins to choose in the background, for whoever has something else to do before the kernels
     * are needed: to load a native library takes some tenths of a second.
     */
    static void chooseAhead() {
        Thread ahead = new Thread(KernelChoice::madeIfPossible, "inittrace-kernels");
        ahead.setDaemon(true);
        ahead.start();
    }
}
