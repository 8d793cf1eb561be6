// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inittrace.data.DigitsDataSource;
import io.github.inittrace.mlp.FeatureScaling;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.mlp.StepRate;
import io.github.inittrace.reports.html.run.RunReport;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.run.TrainingHistory;
import io.github.inittrace.trace.InitTrace;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import picocli.CommandLine;

/** What a run whose learning rate jumps says of it, on the terminal and in the report. */
class AlarmLinesTest {
    @TempDir Path folder;

    @Test
    void alarms_ofAJump_areTwoLinesPerKindAndOneAtTheEnd() throws IOException {
        MLPClassificationTrainer trainer =
                MLPClassificationTrainer.builder()
                        .hiddenLayers(32)
                        .learningRate(0.05)
                        .epochs(9)
                        .schedule(new StepRate(100, 8))
                        .featureScaling(FeatureScaling.DIVIDE_BY_255)
                        .build();
        MutableDataset<Label> digits = new MutableDataset<>(new DigitsDataSource(1000, 7));
        TrainingHistory history =
                InitTrace.of(trainer).runFolder(folder.resolve("run")).run(digits).history();

        List<String> lines = AlarmLines.of(history.last());
        assertThat(lines.get(0))
                .isEqualTo(
                        "       ! warning distance_jump: hidden1.weight, hidden1.bias,"
                                + " output.weight, output.bias");
        assertThat(lines.get(1))
                .startsWith("         these weights moved far more")
                .contains("Try");
        assertThat(AlarmLines.of(history.first())).isEmpty();
        assertThat(AlarmLines.summary(history)).contains("distance_jump in 4 tensors from epoch 9");

        RunReport.write(RunFolder.open(folder.resolve("run")), complaint -> {});
        assertThat(Files.readString(folder.resolve("run/report/index.html")))
                .contains(
                        "warnings were raised, first distance_jump",
                        "<dt>warning: distance_jump</dt>")
                .contains("<td>distance_jump</td><td>warning</td><td>output.weight</td>");
    }

    @Test
    void run_withAlarmOptions_stopsAtTheAlarm() {
        StringWriter out = new StringWriter();
        int exit =
                new CommandLine(new RunCommand())
                        .setCaseInsensitiveEnumValuesAllowed(true)
                        .setOut(new PrintWriter(out))
                        .execute(
                                "--hidden=16",
                                "--epochs=12",
                                "--stop-on=distance_jump",
                                "--alarms=distance_plateau,distance_frozen",
                                "--alarm-threshold=SHARP_FACTOR=0.1",
                                "--alarm-threshold=SHARP_DISTANCE=0.000001",
                                "--out=" + folder.resolve("run"));
        assertThat(exit).isZero();
        assertThat(out.toString())
                .contains("       ! warning distance_jump: ")
                .contains("stopped: alarm distance_jump in ")
                .contains(
                        "lowest loss      training at epoch 6, the last; test at epoch 6, the last")
                .contains("alarms           ");
    }
}
