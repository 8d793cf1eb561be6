// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kotlin's library is for Kotlin users only. */
class NoKotlinIT {

    @Test
    void javaProgram_withoutKotlinsLibrary_trainsTracesAndExports(@TempDir Path folder)
            throws IOException {
        List<String> all =
                Arrays.asList(System.getProperty("java.class.path").split(File.pathSeparator));
        List<String> without = new ArrayList<>(all);
        without.removeIf(NoKotlinIT::isKotlins);
        assertThat(without).as("class path without Kotlin").hasSizeLessThan(all.size());

        Processes.Result result =
                Processes.run(
                        folder,
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "-cp",
                                String.join(File.pathSeparator, without),
                                NoKotlinProgram.class.getName(),
                                "run"));

        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.out().lines())
                .containsExactly(
                        "no Kotlin",
                        "2 epochs, completed",
                        "true",
                        "Tribuo's own: 5 epochs, completed");
    }

    private static boolean isKotlins(String entry) {
        String name = Path.of(entry).getFileName().toString();
        return name.startsWith("kotlin-stdlib")
                || (name.startsWith("annotations-") && entry.contains("jetbrains"));
    }
}
