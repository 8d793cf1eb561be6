// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelChoiceTest {
    private static final MatrixKernels MINE = new PlainKernels();

    private static final KernelChoice.Library LOADS =
            new KernelChoice.Library("openblas", "OpenBLAS", () -> MINE);

    private static final KernelChoice.Library MISSING =
            new KernelChoice.Library(
                    "onednn",
                    "oneDNN",
                    () -> {
                        throw new UnsatisfiedLinkError("none is there");
                    });

    private static final KernelChoice.Library UNREADABLE =
            new KernelChoice.Library(
                    "openblas",
                    "OpenBLAS",
                    () -> {
                        throw new IOException("the disk is full");
                    });

    /** Natives of both are there for tests, so that all tests run on all kernels. */
    @Test
    void loaded_onX8664Linux_areAllThree() {
        assumeTrue(Loader.getPlatform().equals("linux-x86_64"), "only there are both in the build");
        assertThat(AllKernels.loaded())
                .extracting(kernels -> kernels.name().split(" ")[0])
                .containsExactly("plain", "oneDNN", "OpenBLAS");
        assertThat(AllKernels.fast())
                .allSatisfy(
                        kernels -> assertThat(kernels.name()).matches("\\w+ \\d+\\.\\d+\\.\\d+"))
                .allSatisfy(kernels -> assertThat(kernels.instructionSet()).isNotBlank());
    }

    @Test
    void choose_nothingAskedFor_takesTheFirstThatLoadsAndSaysWhyInOneLine() {
        List<String> lines = new ArrayList<>();
        assertThat(choose(null, lines, MISSING, LOADS)).isSameAs(MINE);
        assertThat(lines)
                .containsExactly(
                        "INFO: matrix kernels: plain Java, chosen by the JVM; oneDNN does not load"
                                + " (java.lang.UnsatisfiedLinkError: none is there)");
    }

    @Test
    void choose_noneLoads_warnsAndTakesPlainJava() {
        List<String> lines = new ArrayList<>();
        assertThat(choose(null, lines, MISSING, UNREADABLE)).isInstanceOf(PlainKernels.class);
        assertThat(lines)
                .containsExactly(
                        "WARNING: oneDNN does not load (java.lang.UnsatisfiedLinkError: none is"
                                + " there), OpenBLAS does not load (java.io.IOException: the disk is"
                                + " full); training uses the plain Java kernels, which are 3 to 26"
                                + " times slower"
                                + KernelChoice.remedy(Loader.getPlatform()),
                        "INFO: matrix kernels: plain Java, chosen by the JVM");
    }

    @Test
    void choose_aName_takesThatOneOrSaysWhyNot() {
        List<String> lines = new ArrayList<>();
        assertThat(choose("openblas", lines, MISSING, LOADS)).isSameAs(MINE);
        assertThat(choose("plain", lines, MISSING, UNREADABLE)).isInstanceOf(PlainKernels.class);
        assertThat(lines)
                .containsExactly(
                        "INFO: matrix kernels: plain Java, chosen by the JVM",
                        "INFO: matrix kernels: plain Java, chosen by the JVM");
        assertThatThrownBy(() -> choose("openblas", lines, MISSING, UNREADABLE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "system property inittrace.kernels asks for openblas, which does not load"
                                + " (java.io.IOException: the disk is full); leave it out or set it"
                                + " to plain");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cublas", ""})
    void choose_unknownName_saysWhatIsAllowed(String name) {
        assertThatThrownBy(() -> KernelChoice.choose(name, KernelChoice.LIBRARIES))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "system property inittrace.kernels must be onednn, openblas or plain, found"
                                + " '"
                                + name
                                + "'");
    }

    @Test
    void remedy_whereNativesAreMissing_namesTheArtifact() {
        String other = Loader.getPlatform().equals("linux-arm64") ? "linux-x86_64" : "linux-arm64";
        assertThat(KernelChoice.remedy(other))
                .isEqualTo(
                        "; for fast ones add io.github.inittrace:inittrace-natives-"
                                + other
                                + ", or inittrace-natives for every platform");
        assertThat(KernelChoice.remedy("abacus-x86_64")).isEmpty();
        if (!AllKernels.fast().isEmpty()) {
            assertThat(KernelChoice.remedy(Loader.getPlatform())).isEmpty();
        }
    }

    /** Chooses, and adds what is logged. */
    private static MatrixKernels choose(
            String wanted, List<String> lines, KernelChoice.Library... libraries) {
        Logger logger = Logger.getLogger(MatrixKernels.class.getName());
        Handler handler =
                new Handler() {
                    @Override
                    public void publish(LogRecord line) {
                        lines.add(
                                line.getLevel() + ": " + new SimpleFormatter().formatMessage(line));
                    }

                    @Override
                    public void flush() {}

                    @Override
                    public void close() {}
                };
        Level before = logger.getLevel();
        logger.setUseParentHandlers(false);
        logger.setLevel(Level.INFO);
        logger.addHandler(handler);
        try {
            return KernelChoice.choose(wanted, List.of(libraries));
        } finally {
            logger.removeHandler(handler);
            logger.setLevel(before);
            logger.setUseParentHandlers(true);
        }
    }
}
