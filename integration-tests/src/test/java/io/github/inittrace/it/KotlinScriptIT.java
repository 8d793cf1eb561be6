// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inittrace.run.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;

/** A pipeline written as a Kotlin script is, run as a program. */
class KotlinScriptIT {

    @Test
    void pipeline_runAsAProgram_comparesTwoTrainersAndWritesTheirReports(@TempDir Path folder)
            throws IOException {
        Processes.Result result =
                Processes.run(
                        folder,
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                "io.github.inittrace.samples.DigitsPipelineKt",
                                "runs"));

        assertThat(result.exit()).as(result.err()).isZero();
        List<String> lines = result.out().lines().toList();
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0))
                .matches("network: accuracy from 0\\.\\d+ to 0\\.\\d+ in 3 epochs, moved by .+");
        assertThat(lines.get(1)).isEqualTo("  report: runs/network/report/index.html");
        assertThat(lines.get(2))
                .matches(
                        "linear: accuracy from 0\\.\\d+ to 0\\.\\d+ in 5 epochs," + " moved by .+");
        assertThat(lines.get(3)).isEqualTo("  report: runs/linear/report/index.html");
        assertThat(RunFolder.open(folder.resolve("runs/linear")).record().trainer())
                .isEqualTo(LinearSGDTrainer.class.getName());
        for (String name : List.of("network", "linear")) {
            assertThat(folder.resolve("runs").resolve(name).resolve("report/index.html"))
                    .content()
                    .contains("</html>");
        }
    }
}
