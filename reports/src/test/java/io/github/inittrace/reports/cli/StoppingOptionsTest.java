// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.inittrace.run.RunFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the command makes of a figure that ends training, and of one that chooses a network. */
class StoppingOptionsTest {
    private final SweepJobs jobs = new SweepJobs();
    @TempDir Path temporary;

    @Test
    void run_withAFigure_stopsAndKeepsTheBestNetwork() throws IOException {
        StringWriter out = new StringWriter();
        Path folder = temporary.resolve("run");
        int exit =
                new CommandLine(new RunCommand())
                        .setOut(new PrintWriter(out))
                        .execute(
                                "--hidden=8",
                                "--epochs=9",
                                "--stop-early=validation.test.accuracy",
                                "--min-change=0.9",
                                "--patience=2",
                                "--keep-best=epochEndLoss",
                                "--out=" + folder);

        assertThat(exit).isZero();
        int best = RunFolder.open(folder).best().orElseThrow().epoch();
        assertThat(out.toString())
                .contains(
                        "stopped: validation.test.accuracy has not become better by more than 0.9"
                                + " than its ")
                .contains(" of epoch 0 for 2 epochs")
                .contains(
                        "best network     "
                                + folder.resolve("best.onnx")
                                + " (epoch "
                                + best
                                + ", epochEndLoss ");
        assertThat(Files.readString(folder.resolve("report/index.html")))
                .contains(
                        "best.onnx is the network of epoch "
                                + best
                                + ", with the best epochEndLoss: ");
    }

    @Test
    void plan_settings_areThoseOfTheOptions() throws IOException {
        assertThat(
                        jobs.job(
                                        Map.of(
                                                "stop-early", "validation.test.loss",
                                                "patience", "7",
                                                "min-change", "0.01",
                                                "keep-best", "validation.test.loss"))
                                .toJson())
                .contains(
                        "\"figure\" : \"validation.test.loss\"",
                        "\"patience\" : 7",
                        "\"minChange\" : 0.01",
                        "\"keepBest\" : \"validation.test.loss\"");
    }

    @Test
    void figureOrNumber_thatCannotBe_isRefusedBeforeAnythingIsTrained() {
        assertThatThrownBy(() -> jobs.job(Map.of("stop-early", "test.loss")))
                .hasMessageContaining("expected one of validation.test.loss, ")
                .hasMessageEndingWith("found 'test.loss'");
        assertThatThrownBy(() -> jobs.job(Map.of("keep-best", "total.distance")))
                .hasMessageEndingWith("found 'total.distance'");
        assertThatThrownBy(() -> jobs.job(Map.of("patience", "3")))
                .hasMessageContaining("expected --stop-early FIGURE, found none");
        assertThatThrownBy(() -> jobs.job(Map.of("stop-early", "runningLoss", "patience", "0")))
                .hasMessageContaining("the patience must be at least one epoch, found 0");
    }
}
