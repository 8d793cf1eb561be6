// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reading the curves alone says what reading everything says. */
class RunCurvesTest {
    @TempDir Path folder;
    private Path epochs;

    @BeforeEach
    void write() throws IOException {
        Path run = folder.resolve("run");
        epochs = run.resolve("epochs.jsonl");
        try (RunFolderWriter writer = RunFolderWriter.create(run, false)) {
            writer.writeRecord(Samples.record(Samples.COMPLETED));
            for (int i = 0; i <= 2; i++) {
                writer.append(Samples.epoch(i));
            }
            writer.finish();
        }
        folder = run;
    }

    @Test
    void read_ofARun_equalsTheCurvesOfTheWholeRun() throws IOException {
        RunCurves read = RunCurves.read(folder);
        assertSame(read, RunCurves.of(RunFolder.open(folder)));
        assertThat(read.epochs()).containsExactly(0, 1, 2);
        assertThat(read.values()).isNotEmpty();
        EpochRecord second = Samples.epoch(1);
        assertThat(read.values().get(CurveId.of(CurveId.Kind.TRAINING_LOSS))[1])
                .isEqualTo(second.epochEndLoss());
    }

    @Test
    void read_afterACrashAtAnyByte_agreesWithReadingEverything() throws IOException {
        byte[] whole = Files.readAllBytes(epochs);
        int first = new String(whole, StandardCharsets.UTF_8).indexOf('\n');
        for (int length = first; length < whole.length; length += 7) {
            Files.write(epochs, Arrays.copyOf(whole, length));
            assertSame(RunCurves.read(folder), RunCurves.of(RunFolder.open(folder)));
        }
    }

    @Test
    void read_beforeTheFirstRecord_isRefusedAsForTheWholeRun() throws IOException {
        Files.write(epochs, new byte[0]);
        assertThatThrownBy(() -> RunCurves.read(folder))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(epochs + " holds no complete record, expected those of ");
    }

    @Test
    void read_ofNoRun_isRefused() {
        Path other = folder.resolve("other");
        assertThatThrownBy(() -> RunCurves.read(other))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        other
                                + " is not a run folder: expected a file run.json in it, found"
                                + " none");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"index\":0|\"index\":\"0\"|expected a number, found \"0\"",
                "\"index\":0|\"index\":0.5|at 'index': expected a whole number, found 0.5",
                "\"index\":0|\"number\":0|property 'index' is missing",
                "\"validation\":[|\"validation\":7,\"x\":[|expected a list, found '7,\"x\":[",
                "\"total\":{|\"sum\":{|property 'total' is missing",
                "\"validation\":[|\"validation\":[null,|expected an object, found null",
                "\"alarms\":[|\"alarms\":[null,|expected an object, found null",
                "{\"index\"|7{\"index\"|expected a record, found '7{\"index\":0",
            })
    void read_ofADamagedLine_namesItAndWhatIsWrong(String from, String to, String complaint)
            throws IOException {
        String text = Files.readString(epochs);
        assertThat(text).contains(from);
        int at = text.indexOf(from);
        Files.writeString(epochs, text.substring(0, at) + to + text.substring(at + from.length()));
        assertThatThrownBy(() -> RunCurves.read(folder))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageStartingWith(epochs + " line 1 is no record of an epoch: " + complaint);
    }

    @Test
    void read_ofEpochsOutOfOrder_isRefusedAsForTheWholeRun() throws IOException {
        String text = Files.readString(epochs);
        Files.writeString(epochs, text + text);
        String message = epochs + " line 4 is out of order: expected epoch 3 or later, found 0";
        assertThatThrownBy(() -> RunCurves.read(folder)).hasMessage(message);
        assertThatThrownBy(() -> RunFolder.open(folder)).hasMessage(message);
    }

    @Test
    void read_ofStrangeNames_keepsThem() throws IOException {
        String text = Files.readString(epochs);
        String set = Samples.epoch(0).validation().get(0).name();
        Files.writeString(
                epochs,
                text.replace("\"name\":\"" + set + "\"", "\"name\" : \"]}\\\\\\\"\\u00e9<\\n\""));
        assertThat(RunCurves.read(folder).values())
                .containsKey(new CurveId(CurveId.Kind.VALIDATION_LOSS, "]}\\\"é<\n"));
    }

    private static void assertSame(RunCurves read, RunCurves whole) {
        assertThat(read.path()).isEqualTo(whole.path());
        assertThat(read.record()).isEqualTo(whole.record());
        assertThat(read.epochs()).isEqualTo(whole.epochs());
        assertThat(read.alarms()).isEqualTo(whole.alarms());
        assertThat(read.values().keySet()).containsExactlyElementsOf(whole.values().keySet());
        read.values().forEach((id, curve) -> assertThat(curve).isEqualTo(whole.values().get(id)));
    }
}
