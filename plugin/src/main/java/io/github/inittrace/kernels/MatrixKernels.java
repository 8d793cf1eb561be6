// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.kernels;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The matrix products that training consists of. Implementations are stateless and safe for
 * use by many threads; one product runs on the thread that calls it, so that results do not depend
 * on how many threads there are.
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
     * The system property that forces a choice: {@code onednn} or {@code plain}. Without it, oneDNN
     * is used wherever it loads.
     */
    String PROPERTY = "inittrace.kernels";

    /**
     * The kernels of this process, chosen once.
     *
     * @throws IllegalArgumentException if {@link #PROPERTY} is neither of its two values, or asks
     *     for oneDNN where that does not load
     */
    static MatrixKernels best() {
        return Choice.made();
    }

    /**
     * Begins to choose in the background, for whoever has something else to do before the kernels
     * are needed: to load a native library takes some tenths of a second.
     */
    static void chooseAhead() {
        Thread ahead = new Thread(Choice::madeIfPossible, "inittrace-kernels");
        ahead.setDaemon(true);
        ahead.start();
    }

    /** Makes and holds the choice; one that fails is made again, and says why again. */
    final class Choice {
        private static final Logger logger = Logger.getLogger(MatrixKernels.class.getName());
        private static @Nullable MatrixKernels best;

        private Choice() {}

        static synchronized MatrixKernels made() {
            MatrixKernels chosen = best;
            if (chosen == null) {
                chosen = choose(System.getProperty(PROPERTY));
                best = chosen;
            }
            return chosen;
        }

        private static void madeIfPossible() {
            try {
                made();
            } catch (IllegalArgumentException e) {
                // Told to whoever asks for the kernels.
            }
        }

        static MatrixKernels choose(@Nullable String wanted) {
            if (wanted != null && !wanted.equals("onednn") && !wanted.equals("plain")) {
                throw new IllegalArgumentException(
                        "system property "
                                + PROPERTY
                                + " must be onednn or plain, found '"
                                + wanted
                                + "'");
            }
            MatrixKernels chosen = new PlainKernels();
            if (!"plain".equals(wanted)) {
                try {
                    chosen = OneDnnKernels.load();
                } catch (LinkageError | RuntimeException | java.io.IOException e) {
                    if (wanted != null) {
                        throw new IllegalArgumentException(
                                "system property "
                                        + PROPERTY
                                        + " asks for onednn, which does not load ("
                                        + e
                                        + "); leave it out or set it to plain",
                                e);
                    }
                    logger.log(
                            Level.WARNING,
                            "oneDNN does not load ({0}); training uses the plain Java kernels,"
                                    + " which are about ten times slower",
                            e.toString());
                }
            }
            logger.log(
                    Level.INFO,
                    "matrix kernels: {0}, {1}",
                    new Object[] {chosen.name(), chosen.instructionSet()});
            return chosen;
        }
    }
}
