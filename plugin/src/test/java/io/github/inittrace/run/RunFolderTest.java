// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading a run folder: whole, killed at any byte, and hostile. */
class RunFolderTest {
    private static final List<String> NULLABLE =
            List.of(
                    "ending",
                    "inputShape",
                    "provenance",
                    "learningRate",
                    "deadFraction",
                    "evaluationSeconds",
                    "measureSeconds",
                    "deadUnits",
                    "distributions",
                    "alarms",
                    "marks");

    @TempDir Path temporary;
    private Path folder;
    private Path epochs;

    @BeforeEach
    void write() throws IOException {
        folder = temporary.resolve("deep/run");
        epochs = folder.resolve("epochs.jsonl");
        try (RunFolderWriter writer = RunFolderWriter.create(folder, false)) {
            writer.writeRecord(Samples.record(null));
            writer.writeInitialModel(new byte[] {1});
            for (int i = 0; i <= 2; i++) {
                writer.append(Samples.epoch(i));
            }
            writer.writeTrainedModel(new byte[] {2, 3});
            writer.writeRecord(Samples.record(Samples.COMPLETED));
            writer.finish();
        }
    }

    private void assertRefused(String message) {
        assertThatThrownBy(() -> RunFolder.open(folder))
                .isInstanceOf(IOException.class)
                .hasMessage(message);
    }

    @Test
    void open_finishedRun_returnsWhatWasWritten() throws IOException {
        RunFolder run = RunFolder.open(folder);
        assertThat(run.path()).isEqualTo(folder);
        assertThat(run.record()).isEqualTo(Samples.record(Samples.COMPLETED));
        assertThat(run.history().epochs())
                .containsExactly(Samples.epoch(0), Samples.epoch(1), Samples.epoch(2));
        assertThat(run.initialModel()).contains(folder.resolve("initial.onnx"));
        assertThat(run.trainedModel()).contains(folder.resolve("trained.onnx"));
        assertThat(run.report()).isEqualTo(folder.resolve("report"));
        Manifest manifest = run.manifest().orElseThrow();
        assertThat(manifest.files())
                .containsOnlyKeys("epochs.jsonl", "initial.onnx", "run.json", "trained.onnx");
        assertThat(manifest.files().get("trained.onnx"))
                .isEqualTo(
                        new Manifest.Entry(
                                2,
                                "ee9040f65c341855e070ff438eb0ea9d5b831b2a2c270fb7ef592d750408e3b3"));
        assertThat(manifest.differences(folder)).isEmpty();
    }

    @Test
    void manifest_changedFiles_areNamed() throws IOException {
        Manifest manifest = RunFolder.open(folder).manifest().orElseThrow();
        Files.createDirectories(folder.resolve("report"));
        Files.writeString(folder.resolve("report/index.html"), "not looked at");
        Files.write(folder.resolve("trained.onnx"), new byte[] {2, 4});
        Files.write(folder.resolve("initial.onnx"), new byte[3]);
        Files.delete(epochs);
        Files.writeString(folder.resolve("notes.txt"), "new");
        assertThat(manifest.differences(folder))
                .satisfiesExactly(
                        d -> assertThat(d).isEqualTo("epochs.jsonl is missing"),
                        d -> assertThat(d).isEqualTo("initial.onnx has 3 bytes, expected 1"),
                        d -> assertThat(d).startsWith("trained.onnx has SHA-256 "),
                        d -> assertThat(d).isEqualTo("notes.txt is not in the manifest"));
    }

    @Test
    void json_propertyNames_areTheComponentNames() throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        JsonNode record = mapper.readTree(folder.resolve("run.json").toFile());
        assertThat(names(record)).containsExactlyElementsOf(components(RunRecord.class));
        List<String> lines = Files.readAllLines(epochs);
        assertThat(lines).hasSize(3);
        JsonNode epoch = mapper.readTree(lines.get(2));
        assertThat(names(epoch)).containsExactlyElementsOf(components(EpochRecord.class));
        assertThat(epoch.get("epochEndLoss").isNull()).isTrue();
        assertThat(Files.readString(folder.resolve("run.json")))
                .contains("\n  \"runId\" : \"0b0f\"");
    }

    @Test
    void open_killedBeforeTheEnd_readsWhatIsThere() throws IOException {
        Path killed = temporary.resolve("killed");
        try (RunFolderWriter writer = RunFolderWriter.create(killed, false)) {
            writer.writeRecord(Samples.record(null));
            writer.append(Samples.epoch(0));
        }
        RunFolder run = RunFolder.open(killed);
        assertThat(run.record().ending()).isNull();
        assertThat(run.history().last().index()).isZero();
        assertThat(run.initialModel()).isEmpty();
        assertThat(run.trainedModel()).isEmpty();
        assertThat(run.manifest()).isEmpty();
    }

    @Test
    void open_epochsTruncatedAtAnyByte_returnsTheCompleteOnes() throws IOException {
        byte[] whole = Files.readAllBytes(epochs);
        for (int length = 0; length < whole.length; length++) {
            Files.write(epochs, Arrays.copyOf(whole, length));
            int complete = 0;
            for (int i = 0; i <= length && i < whole.length; i++) {
                complete += whole[i] == '\n' ? 1 : 0;
            }
            if (complete == 0) {
                assertRefused(
                        epochs
                                + " holds no complete record, expected those of 2 epochs: it was cut"
                                + " off or damaged");
            } else {
                assertThat(RunFolder.open(folder).history().epochs()).hasSize(complete);
            }
        }
    }

    @Test
    void open_zeroFilledTail_ignoresIt() throws IOException {
        byte[] whole = Files.readAllBytes(epochs);
        Files.write(epochs, Arrays.copyOf(whole, whole.length + 4096));
        assertThat(RunFolder.open(folder).history().epochs()).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | property 'index' is missing",
                "garbage | Unrecognized token 'garbage': was expecting (JSON String, Number, Array,"
                        + " Object or token 'null', 'true' or 'false')",
                "[] | Cannot deserialize value of type `io.github.inittrace.run.EpochRecord` from"
                        + " Array value (token `JsonToken.START_ARRAY`)"
            })
    void open_corruptLineInTheMidst_namesTheLine(String line, String complaint) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(epochs));
        lines.set(1, line);
        Files.write(epochs, lines);
        assertRefused(epochs + " line 2 is no record of an epoch: " + complaint);
    }

    @Test
    void open_lineOfBytes_isRefused() throws IOException {
        Files.write(epochs, new byte[] {(byte) 0xff, (byte) 0xfe, 0, 0, 5, 5, '\n'});
        assertThatThrownBy(() -> RunFolder.open(folder))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(epochs + " line 1 is no record of an epoch: ");
    }

    @Test
    void open_epochsOutOfOrder_namesTheLine() throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(epochs));
        Collections.swap(lines, 1, 2);
        Files.write(epochs, lines);
        assertRefused(epochs + " line 3 is out of order: expected epoch 3 or later, found 1");
        Files.writeString(epochs, "null\n");
        assertRefused(epochs + " line 1 is out of order: expected epoch 0, found null");
    }

    @Test
    void open_everySecondEpoch_isRead() throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(epochs));
        lines.remove(1);
        Files.write(epochs, lines);
        assertThat(RunFolder.open(folder).history().epochs())
                .extracting(EpochRecord::index)
                .containsExactly(0, 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"learningRate", "deadFraction", "measureSeconds", "movement"})
    void open_recordWithoutWhatMayBeNull_isRefused(String property) throws IOException {
        String lines = Files.readString(epochs);
        Files.writeString(epochs, lines.replaceAll(",\"" + property + "\":(\\{[^}]*}|[^,}]*)", ""));
        assertThatThrownBy(() -> RunFolder.open(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("property '" + property + "' is missing");
    }

    @Test
    void open_recordThatWatchesForAnAlarmOfALaterRelease_isRead() throws IOException {
        Path file = folder.resolve("run.json");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace("\"distance_jump\"", "\"quantum_jump\"")
                        .replace("\"NORM_RANGE\"", "\"TUNNEL\""));
        WatchedAlarms alarms = RunFolder.open(folder).record().alarms();
        assertThat(alarms).isNotNull();
        assertThat(alarms.kinds()).contains("quantum_jump");
        assertThat(alarms.thresholds()).containsEntry("TUNNEL", 0.1);
    }

    @Test
    void open_endForAnUnknownReason_isRefused() throws IOException {
        Path file = folder.resolve("run.json");
        String record = Files.readString(file);
        assertThat(record).contains("\"reason\" : \"completed\"", "\"alarm\" : null");
        Files.writeString(file, record.replace("\"completed\"", "\"bored\""));
        assertThatThrownBy(() -> RunFolder.open(folder))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageStartingWith(file + " ")
                .hasMessageContaining("at 'reason': ")
                .hasMessageContaining("\"bored\"");
    }

    @Test
    void wrongEnd_ofRecordsThatAreCutShort_isSaid() throws IOException {
        assertThat(RunFolder.open(folder).wrongEnd()).isEmpty();
        List<String> lines = Files.readAllLines(epochs);
        Files.write(epochs, lines.subList(0, 2));
        assertThat(RunFolder.open(folder).wrongEnd())
                .contains("the last record is of epoch 1, expected 2 as in run.json");
        Path file = folder.resolve("run.json");
        ObjectNode record = (ObjectNode) new ObjectMapper().readTree(Files.readString(file));
        record.putNull("ending");
        Files.writeString(file, record.toString());
        assertThat(RunFolder.open(folder).wrongEnd()).as("a killed run").isEmpty();
    }

    @Test
    void open_everyPropertyWrongInTurn_throwsNothingButSentences() throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        for (String name : List.of("run.json", "epochs.jsonl")) {
            Path file = folder.resolve(name);
            String before = Files.readString(file);
            JsonNode tree = mapper.readTree(before);
            for (String property : names(tree)) {
                ObjectNode changed = tree.deepCopy();
                changed.remove(property);
                Files.writeString(file, changed + "\n");
                assertSentence(file, "missing " + property);
                changed.put(property, "text");
                if (!tree.get(property).isTextual() && !property.equals("provenance")) {
                    Files.writeString(file, changed + "\n");
                    assertSentence(file, "text for " + property);
                }
                changed.putNull(property);
                if (!NULLABLE.contains(property)
                        && !property.endsWith("Loss")
                        && !property.endsWith("Accuracy")) {
                    Files.writeString(file, changed + "\n");
                    assertSentence(file, "null for " + property);
                }
            }
            Files.writeString(file, before);
        }
    }

    private void assertSentence(Path file, String what) {
        assertThatThrownBy(() -> RunFolder.open(folder))
                .as(what)
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageNotContaining("\n");
    }

    @Test
    void open_unknownProperties_areIgnored() throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode record = (ObjectNode) mapper.readTree(folder.resolve("run.json").toFile());
        record.put("mood", "good");
        ((ObjectNode) record.get("ending")).put("later", 1);
        Files.writeString(folder.resolve("run.json"), record.toString());
        assertThat(RunFolder.open(folder).record()).isEqualTo(Samples.record(Samples.COMPLETED));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"schema\":2,\"unknown\":[]} | has schema 2, this release reads up to 1; use a"
                        + " newer InitTrace",
                "{\"schema\":0} | is no record of a run: expected a schema number, found 0",
                "{\"schema\":\"1\"} | is no record of a run: expected a schema number, found \"1\"",
                "{} | is no record of a run: expected a schema number, found none",
                "'' | is no record of a run: expected a schema number, found none",
                "7 | is no record of a run: expected a schema number, found none"
            })
    void open_otherSchema_isRefused(String json, String complaint) throws IOException {
        Files.writeString(folder.resolve("run.json"), json);
        assertRefused(folder.resolve("run.json") + " " + complaint);
    }

    @Test
    void open_recordTruncatedAtAnyByte_throwsNothingButSentences() throws IOException {
        Path file = folder.resolve("run.json");
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length - 1; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertSentence(file, length + " bytes");
        }
    }

    @Test
    void open_noRunFolder_saysSo() {
        Path other = temporary.resolve("deep");
        assertThatThrownBy(() -> RunFolder.open(other))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        other + " is not a run folder: expected a file run.json in it, found none");
        assertThatThrownBy(() -> RunFolder.open(epochs))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "expected the folder of a run, found the file "
                                + epochs
                                + "; name the folder that it lies in");
    }

    @Test
    void open_epochsRemoved_saysSo() throws IOException {
        Files.delete(epochs);
        assertRefused("cannot read " + epochs + ": it does not exist");
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<String> components(Class<?> type) {
        return Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).toList();
    }
}
