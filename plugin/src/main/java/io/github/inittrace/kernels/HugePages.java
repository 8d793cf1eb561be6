// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.kernels;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * Asks Linux to back large memory with pages of 2 MiB, which it may do only where a program asks. Of
 * 4 KiB pages the system has to clear and map 512 times as many before the first epoch, and the
 * processor to look up one for every row that it copies into a batch.
 */
final class HugePages {
    /** Memory of a few huge pages gains nothing, and may waste part of one. */
    private static final long WORTH_IT = 16L << 20;

    private static final long PAGE = 4096;
    private static final int MADV_HUGEPAGE = 14;
    private static final @Nullable Function ADVISE = find();

    private HugePages() {}

    private static @Nullable Function find() {
        if (!Platform.isLinux()) {
            return null;
        }
        try {
            return NativeLibrary.getProcess().getFunction("madvise");
        } catch (LinkageError e) {
            return null; // a C library without it
        }
    }

    /** Advises before anything is written there. That it is refused changes nothing but the time. */
    static void advise(long address, long bytes) {
        if (ADVISE != null && bytes >= WORTH_IT) {
            long start = (address + PAGE - 1) / PAGE * PAGE;
            long length = (address + bytes - start) / PAGE * PAGE;
            ADVISE.invokeInt(new Object[] {new Pointer(start), length, MADV_HUGEPAGE});
        }
    }
}
