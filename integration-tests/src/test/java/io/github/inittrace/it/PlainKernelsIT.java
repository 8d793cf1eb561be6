// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inittrace.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The plain Java kernels train wherever no native library loads. */
class PlainKernelsIT {
    private static final String[] SMALL = {
        "run", "-q", "--hidden", "8", "--epochs", "1", "-o", "mine"
    };

    @TempDir private Path folder;

    @Test
    void plain_askedFor_isUsedAndRecorded() throws IOException {
        Processes.Result result =
                Cli.here()
                        .with("-XX:TieredStopAtLevel=4", "-Dinittrace.kernels=plain")
                        .run(folder, SMALL);

        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(kernels()).isEqualTo("plain Java");
        assertThat(RunFolder.open(folder.resolve("mine")).history().last().epochEndAccuracy())
                .isGreaterThan(0.5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // No native library for such a platform; a library that may not be unpacked.
                "-Dorg.bytedeco.javacpp.platform=abacus-x86_64",
                "-Djna.nounpack=true"
            })
    void libraries_thatDoNotLoad_areReplacedWithOneWarning(String option) throws IOException {
        Processes.Result result =
                Cli.here().with(option, "-Djna.boot.library.path=nowhere").run(folder, SMALL);

        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.errLines()).hasSize(1);
        assertThat(result.err())
                .startsWith("inittrace: warning: oneDNN does not load (")
                .contains("), OpenBLAS does not load (")
                .contains("training uses the plain Java kernels")
                .doesNotContain("inittrace-natives");
        assertThat(kernels()).isEqualTo("plain Java");
    }

    @Test
    void natives_thatCannotBeUnpackedWhereToldTo_stopNoRun() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        Processes.Result result =
                Cli.here()
                        .with("-Dorg.bytedeco.javacpp.cachedir=" + file.resolve("cache"))
                        .run(folder, SMALL);

        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.errLines()).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void natives_thatCannotBeUnpackedAnywhere_areReplacedWithOneWarning() throws IOException {
        Path nowhere = Files.createFile(folder.resolve("file")).resolve("below");

        Processes.Result result =
                Cli.here()
                        .with(
                                "-Dorg.bytedeco.javacpp.cachedir=" + nowhere,
                                "-Duser.home=" + nowhere,
                                "-Djava.io.tmpdir=" + nowhere)
                        .run(folder, "--version");

        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.errLines()).hasSize(1);
        assertThat(result.err())
                .startsWith("inittrace: warning: oneDNN does not load (")
                .contains("Could not create the cache")
                .contains("training uses the plain Java kernels");
        assertThat(result.out()).contains("matrix products by plain Java");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", ""})
    void kernels_unknown_areRefusedInOneSentence(String name) throws IOException {
        Processes.Result result = Cli.here().with("-Dinittrace.kernels=" + name).run(folder, SMALL);

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.errLines())
                .containsExactly(
                        "inittrace: system property inittrace.kernels must be onednn, openblas or"
                                + " plain, found '"
                                + name
                                + "'");
        assertThat(folder.resolve("mine")).doesNotExist();
    }

    @Test
    void oneDnn_askedForWhereItDoesNotLoad_isRefusedInOneSentence() throws IOException {
        Processes.Result result =
                Cli.here()
                        .with(
                                "-Dinittrace.kernels=onednn",
                                "-Dorg.bytedeco.javacpp.platform=abacus-x86_64")
                        .run(folder, SMALL);

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.errLines()).hasSize(1);
        assertThat(result.err())
                .startsWith(
                        "inittrace: system property inittrace.kernels asks for onednn, which does"
                                + " not load (");
        assertThat(folder.resolve("mine")).doesNotExist();
    }

    private String kernels() throws IOException {
        return RunFolder.open(folder.resolve("mine")).record().environment().get("matrix-kernels");
    }
}
