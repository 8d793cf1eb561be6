// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.kernels;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;

/**
 * Makes and holds the choice of this process's kernels; one that fails is made again, and says why
 * again. It goes by what loads and never by measurement, for then the bits of a training could change
 * from one start to the next.
 */
final class KernelChoice {
    /** What is tried, in this order, before plain Java. */
    static final List<Library> LIBRARIES =
            List.of(
                    new Library("onednn", "oneDNN", OneDnnKernels::load),
                    new Library("openblas", "OpenBLAS", OpenBlasKernels::load));

    private static final String PLAIN = "plain";

    /** Those that there are artifacts with natives for. */
    private static final Set<String> PLATFORMS =
            Set.of(
                    "linux-x86_64",
                    "linux-arm64",
                    "macosx-x86_64",
                    "macosx-arm64",
                    "windows-x86_64");

    private static final Logger logger = Logger.getLogger(MatrixKernels.class.getName());
    private static @Nullable MatrixKernels best;

    private KernelChoice() {}

    /**
     * A native library.
     *
     * @param setting its value of {@link MatrixKernels#PROPERTY}
     * @param name as people know it
     */
    record Library(String setting, String name, Loading loading) {}

    /** Loads a library, or fails as a link fails. */
    interface Loading {
        MatrixKernels load() throws IOException;
    }

    static synchronized MatrixKernels made() {
        MatrixKernels chosen = best;
        if (chosen == null) {
            chosen = choose(System.getProperty(MatrixKernels.PROPERTY), LIBRARIES);
            best = chosen;
        }
        return chosen;
    }

    static void madeIfPossible() {
        try {
            made();
        } catch (IllegalArgumentException e) {
            // Told to whoever asks for the kernels.
        }
    }

    static MatrixKernels choose(@Nullable String wanted, List<Library> libraries) {
        boolean known =
                wanted == null
                        || wanted.equals(PLAIN)
                        || libraries.stream().anyMatch(l -> l.setting.equals(wanted));
        if (!known) {
            throw new IllegalArgumentException(
                    "system property "
                            + MatrixKernels.PROPERTY
                            + " must be onednn, openblas or plain, found '"
                            + wanted
                            + "'");
        }
        StringJoiner failures = new StringJoiner(", ");
        for (Library library : libraries) {
            if (wanted == null || wanted.equals(library.setting)) {
                try {
                    return chosen(library.loading.load(), failures.toString());
                } catch (LinkageError | RuntimeException | IOException e) {
                    if (wanted != null) {
                        throw doesNotLoad(library, e);
                    }
                    failures.add(library.name + " does not load (" + reason(e) + ")");
                }
            }
        }
        if (wanted == null) {
            logger.log(
                    Level.WARNING,
                    "{0}; training uses the plain Java kernels, which are 3 to 26 times"
                            + " slower{1}",
                    new Object[] {failures, remedy(Loader.getPlatform())});
        }
        return chosen(new PlainKernels(), "");
    }

    private static IllegalArgumentException doesNotLoad(Library library, Throwable e) {
        return new IllegalArgumentException(
                "system property "
                        + MatrixKernels.PROPERTY
                        + " asks for "
                        + library.setting
                        + ", which does not load ("
                        + reason(e)
                        + "); leave it out or set it to plain",
                e);
    }

    /** A class that failed to load once says only later, by its cause, why it did. */
    private static Throwable reason(Throwable e) {
        return e instanceof NoClassDefFoundError && e.getCause() != null ? e.getCause() : e;
    }

    private static MatrixKernels chosen(MatrixKernels kernels, String failures) {
        logger.log(
                Level.INFO,
                "matrix kernels: {0}, {1}{2}",
                new Object[] {
                    kernels.name(),
                    kernels.instructionSet(),
                    failures.isEmpty() ? "" : "; " + failures
                });
        return kernels;
    }

    /** What to add where natives are missing; nothing where they are there or nobody has them. */
    static String remedy(String platform) {
        return hasNatives("dnnl", platform, "jnidnnl")
                        || hasNatives("openblas", platform, "jniopenblas_nolapack")
                        || !PLATFORMS.contains(platform)
                ? ""
                : "; for fast ones add io.github.inittrace:inittrace-natives-"
                        + platform
                        + ", or inittrace-natives for every platform";
    }

    private static boolean hasNatives(String preset, String platform, String library) {
        String file =
                "/org/bytedeco/" + preset + "/" + platform + "/" + System.mapLibraryName(library);
        return KernelChoice.class.getResource(file) != null;
    }
}
