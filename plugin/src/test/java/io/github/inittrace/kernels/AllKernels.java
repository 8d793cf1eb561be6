// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.kernels;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The kernels that load on this machine, for tests of what holds for all of them. */
public final class AllKernels {
    private static final List<MatrixKernels> LOADED = load();

    private AllKernels() {}

    /** Plain Java first. */
    public static List<MatrixKernels> loaded() {
        return LOADED;
    }

    /** All but plain Java, whose large networks take too long. */
    public static List<MatrixKernels> fast() {
        return LOADED.subList(1, LOADED.size());
    }

    private static List<MatrixKernels> load() {
        List<MatrixKernels> loaded = new ArrayList<>(List.of(new PlainKernels()));
        for (KernelChoice.Library library : KernelChoice.LIBRARIES) {
            try {
                loaded.add(library.loading().load());
            } catch (LinkageError | IOException e) {
                // KernelChoiceTest says where that must not happen.
            }
        }
        return List.copyOf(loaded);
    }
}
