// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * The least memory a training needs, looked at before any of it is taken: a table with a million
 * columns by mistake is refused in a sentence, not by an OutOfMemoryError minutes later.
 *
 * <p>Only what cannot work is refused. There are further copies, of the weights for the record and
 * of the examples in their data set, that this does not count.
 *
 * @param examples how many examples are laid out, those to evaluate included
 * @param features how many values each has
 * @param weights how many weights and biases the network has
 */
record MemoryNeed(long examples, long features, double weights) {

    /** What a network of these layer sizes needs. */
    static MemoryNeed of(long examples, int[] sizes) {
        double weights = 0.0;
        for (int l = 1; l < sizes.length; l++) {
            weights += (sizes[l - 1] + 1.0) * sizes[l];
        }
        return new MemoryNeed(examples, sizes[0], weights);
    }

    /** The matrices: every example once, and every weight once. In bytes. */
    double matrices() {
        return ((double) examples * features + weights) * Float.BYTES;
    }

    /** The trained model: every weight once. In bytes. */
    double model() {
        return weights * Float.BYTES;
    }

    /**
     * Compares with what Java may use.
     *
     * @param onHeap whether the matrices lie on the heap, like the model
     * @throws IllegalArgumentException if it does not suffice
     */
    void check(boolean onHeap) {
        double heap = Runtime.getRuntime().maxMemory();
        double direct = maxDirect(heap);
        require(onHeap ? matrices() + model() : model(), heap, "-Xmx");
        if (!onHeap) {
            require(matrices(), direct, "-Xmx or -XX:MaxDirectMemorySize");
        }
    }

    void require(double bytes, double available, String option) {
        if (bytes > available) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "training needs at least %.1f GB of memory for %,d examples of %,d"
                                    + " features and %,.0f weights, found %.1f GB; leave out"
                                    + " features or examples, choose smaller layers, or give Java"
                                    + " more with %s",
                            bytes / 1e9,
                            examples,
                            features,
                            weights,
                            available / 1e9,
                            option));
        }
    }

    /** The limit of memory outside the heap; the heap's size unless set. */
    private static double maxDirect(double heap) {
        HotSpotDiagnosticMXBean jvm =
                ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        if (jvm == null) {
            return heap; // another kind of JVM, whose limit is documented to be the same
        }
        long set = Long.parseLong(jvm.getVMOption("MaxDirectMemorySize").getValue());
        return set > 0 ? set : heap;
    }
}
