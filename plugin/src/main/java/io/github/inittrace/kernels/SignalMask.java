// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.kernels;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;

/**
 * Keeps a thread from being interrupted by signals while it computes. oneDNN's generated code for
 * AVX and AVX-512 lets the stack pointer point into a buffer on the C library's heap for the time of
 * a product; a signal that arrives then, such as that of a sampling profiler, is written below that
 * buffer, over whatever lies there. Held back, it arrives when the thread has computed.
 */
final class SignalMask {
    /** Enough for a {@code sigset_t} of any C library on Linux. */
    private static final int SET_BYTES = 128;

    private static final int SIG_BLOCK = 0;
    private static final int SIG_SETMASK = 2;

    /**
     * What the processor raises in the thread itself, and Java lives by: SIGILL, SIGTRAP, SIGABRT,
     * SIGBUS, SIGFPE, SIGSEGV. These are never held back.
     */
    private static final int[] RAISED_BY_THE_THREAD = {4, 5, 6, 7, 8, 11};

    private final Function change;
    private final Memory others = new Memory(SET_BYTES);

    SignalMask() {
        NativeLibrary c = NativeLibrary.getProcess();
        change = c.getFunction("pthread_sigmask");
        c.getFunction("sigfillset").invokeInt(new Object[] {others});
        Function delete = c.getFunction("sigdelset");
        for (int signal : RAISED_BY_THE_THREAD) {
            delete.invokeInt(new Object[] {others, signal});
        }
    }

    /** Holds signals back from this thread until the scope is closed on it. */
    MatrixKernels.ThreadScope holdBack() {
        Memory before = new Memory(SET_BYTES);
        change.invokeInt(new Object[] {SIG_BLOCK, others, before});
        return () -> change.invokeInt(new Object[] {SIG_SETMASK, before, Pointer.NULL});
    }
}
