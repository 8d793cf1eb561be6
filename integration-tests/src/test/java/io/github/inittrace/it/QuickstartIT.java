// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inittrace.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's two programs are these files, and run as they are printed. */
class QuickstartIT {
    private static final String SAMPLES = "io/github/inittrace/samples/";

    @Test
    void javaProgram_asPrinted_trains(@TempDir Path folder) throws IOException {
        String printed = Pages.sample("Quickstart.java");
        assertThat(printed.strip()).isEqualTo(source("java/" + SAMPLES + "Quickstart.java"));

        Path program = Files.writeString(folder.resolve("Quickstart.java"), printed);
        assertTrains(folder, program.toString());
    }

    @Test
    void kotlinProgram_asPrinted_trains(@TempDir Path folder) throws IOException {
        assertThat(Pages.sample("Quickstart.kt").strip())
                .isEqualTo(source("kotlin/" + SAMPLES + "Quickstart.kt"));

        assertTrains(folder, "io.github.inittrace.samples.QuickstartKt");
    }

    private static void assertTrains(Path folder, String program) throws IOException {
        Processes.Result result =
                Processes.run(
                        folder,
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                program));
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.out().lines()).hasSize(6);
        RunFolder run = RunFolder.open(folder.resolve("quickstart"));
        assertThat(run.history().last().validation().get(0).accuracy()).isGreaterThan(0.9);
    }

    /** A file from its imports on. */
    private static String source(String file) throws IOException {
        String text =
                Files.readString(Tools.root().resolve("integration-tests/src/test").resolve(file));
        return text.substring(text.indexOf("\nimport ")).strip();
    }
}
