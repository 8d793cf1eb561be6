// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A folder that cannot be used is refused before anything is trained. */
class ReproduceFolderTest {
    @TempDir private Path temp;

    /** The second of two sweeps is there at another scale. */
    @Test
    void sweepOfAnotherScale_isRefusedBeforeOthersAreTrained() throws IOException {
        Path longer = Files.createDirectories(temp.resolve("sweeps/slides-longer"));
        Files.writeString(
                longer.resolve("sweep.json"),
                "{\"schema\":1,\"axes\":[],\"runs\":["
                        + "{\"name\":\"a\",\"settings\":{\"dataset\":\"digits\"},\"job\":\"1\"},"
                        + "{\"name\":\"b\",\"settings\":{\"dataset\":\"digits\"},\"job\":\"2\"}]}");
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream err = System.err;
        int exit;
        try {
            System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
            exit =
                    Main.command()
                            .execute(
                                    "reproduce",
                                    "slides-longer",
                                    "--dataset",
                                    "digits",
                                    "--out",
                                    temp.toString());
        } finally {
            System.setErr(err);
        }

        assertThat(exit).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains(
                        longer
                                + " has another sweep: expected that of quick scale with one run, found"
                                + " 2 runs; each scale needs a folder of its own");
        assertThat(temp.resolve("sweeps/slides-distance")).doesNotExist();
    }
}
