// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.kernels;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Memory for the matrices of one piece of work, given back all at once by {@link #close} and not
 * when a collector gets to it. No matrix may be used after that; what hands matrices to others reads
 * them by {@link #whileOpen}, which refuses then.
 *
 * <p>All arenas together hold at most what Java may use for objects, as its own buffers do.
 */
public abstract class Arena implements AutoCloseable {
    private static final AtomicLong LIVE = new AtomicLong();

    private final MatrixKernels kernels;
    private final List<Runnable> closing = new ArrayList<>();
    private long bytes;
    private boolean closed;

    Arena(MatrixKernels kernels) {
        this.kernels = kernels;
    }

    /** How many bytes of matrices are held now, in all arenas of this process. */
    public static long liveBytes() {
        return LIVE.get();
    }

    /** The kernels that compute on these matrices. */
    public final MatrixKernels kernels() {
        return kernels;
    }

    /**
     * A matrix of zeros.
     *
     * @throws IllegalArgumentException if it is larger than any can be
     * @throws OutOfMemoryError if there is no room for it
     * @throws IllegalStateException if this is closed
     */
    public final synchronized FloatMatrix allocate(int rows, int cols) {
        requireOpen();
        int stride = stride(cols);
        long size = (long) rows * stride * Float.BYTES;
        if (size > FloatMatrix.MOST_BYTES) {
            throw new IllegalArgumentException(
                    "a matrix must be smaller than 2 GiB, found "
                            + rows
                            + "x"
                            + cols
                            + "; leave out features or choose smaller layers");
        }
        long most = Runtime.getRuntime().maxMemory();
        long live = LIVE.addAndGet(size);
        bytes += size;
        if (live > most) {
            throw new OutOfMemoryError(
                    "matrices of "
                            + live
                            + " bytes do not fit in "
                            + most
                            + "; give more with -Xmx");
        }
        return take(rows, cols, stride, (int) size);
    }

    /**
     * A scaler of pixels, which is there until this is closed.
     *
     * @param pixels how many an image has
     * @param factor what each is multiplied by
     * @param offset what is added then
     * @return null if the kernels have none, or none that gives the bits of Java's product and sum
     * @throws IllegalStateException if this is closed
     */
    public final synchronized @Nullable PixelScaler pixelScaler(
            int pixels, float factor, float offset) {
        requireOpen();
        PixelScaler scaler = kernels.pixelScaler(pixels, factor, offset);
        if (scaler != null) {
            closing.add(scaler::close);
        }
        return scaler;
    }

    /**
     * A product in every lane, which is there until this is closed.
     *
     * @throws IllegalArgumentException if the shapes do not fit
     * @throws IllegalStateException if this is closed
     */
    public final synchronized LaneProduct product(
            LaneProduct.Form form, Lanes a, Lanes b, Lanes c) {
        requireOpen();
        LaneProduct.requireFit(form, a, b, c);
        LaneProduct product = kernels.product(form, a, b, c);
        closing.add(product::close);
        return product;
    }

    /** How far apart the rows of a matrix lie, in floats. */
    abstract int stride(int cols);

    /** A matrix of zeros, of so many bytes. */
    abstract FloatMatrix take(int rows, int cols, int stride, int bytes);

    /** Frees all that was taken. */
    abstract void free();

    /**
     * Reads matrices while nobody can close this.
     *
     * @throws IllegalStateException if it is closed
     */
    public final synchronized void whileOpen(Runnable reading) {
        requireOpen();
        reading.run();
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException(
                    "weights can be read until their training ends, found it at an end; copy what"
                            + " must be kept");
        }
    }

    /** Frees the memory of all matrices; a second time it does nothing. */
    @Override
    public final synchronized void close() {
        if (!closed) {
            closed = true;
            LIVE.addAndGet(-bytes);
            closing.forEach(Runnable::run);
            closing.clear();
            free();
        }
    }
}
