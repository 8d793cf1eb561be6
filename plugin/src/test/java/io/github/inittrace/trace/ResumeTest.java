// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.inittrace.alarms.AlarmKind;
import io.github.inittrace.alarms.AlarmSettings;
import io.github.inittrace.alarms.AlarmThreshold;
import io.github.inittrace.data.DigitsDataSource;
import io.github.inittrace.lifecycle.BatchListener;
import io.github.inittrace.lifecycle.EndReason;
import io.github.inittrace.measure.EventTime;
import io.github.inittrace.mlp.Adam;
import io.github.inittrace.mlp.CosineRate;
import io.github.inittrace.mlp.FeatureScaling;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.mlp.SGD;
import io.github.inittrace.onnx.OnnxTensor;
import io.github.inittrace.onnx.OnnxWeights;
import io.github.inittrace.run.LossLevelRecord;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.run.RunFolderWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Dataset;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;

/**
 * A run that goes on leaves the folder of a run that was never interrupted. The file is long because
 * every kind of file in it is compared.
 */
class ResumeTest {
    private static final int EPOCHS = 7;

    /** What every run has of its own. */
    private static final List<String> TIMES =
            List.of("seconds", "evaluationSeconds", "measureSeconds");

    /** The files that have times; what else is in them is compared by itself. */
    private static final List<String> RECORDS =
            List.of("run.json", "epochs.jsonl", "manifest.json");

    @TempDir private Path temporary;
    private final Dataset<Label> data = FakeData.of(40);
    private Path folder;

    @BeforeEach
    void name() {
        folder = temporary.resolve("run");
    }

    private static MLPClassificationTrainer.Builder builder() {
        return MLPClassificationTrainer.builder()
                .hiddenLayers(6, 5)
                .batchSize(7)
                .epochs(EPOCHS)
                .optimiser(new SGD(0.9));
    }

    /** Whose loss falls all the time. */
    private static MLPClassificationTrainer.Builder slow() {
        return builder().learningRate(1e-5);
    }

    private static Recording recording() {
        return Recording.full()
                .resumable(Schedule.every(2))
                .conditionals(Schedule.every(3))
                .checkpoints(Schedule.every(1))
                .matrices(Schedule.every(2))
                .invariants(Schedule.every(3))
                .pictures("hidden2.weight", Schedule.every(2));
    }

    private InitTrace<Label> trace(MLPClassificationTrainer.Builder builder, Path to) {
        return InitTrace.of(builder.build())
                .recording(recording())
                .validateOn("test", data)
                // Alarms that come and go all the time.
                .alarms(
                        AlarmSettings.defaults()
                                .enable(AlarmKind.values())
                                .threshold(AlarmThreshold.WARM_UP, 1)
                                .threshold(AlarmThreshold.MEDIAN_LEAST, 1)
                                .threshold(AlarmThreshold.SHARP_FACTOR, 1.01)
                                .threshold(AlarmThreshold.SHARP_DISTANCE, 0.001)
                                .threshold(AlarmThreshold.SHARP_NORM, 0.001))
                .runFolder(to);
    }

    /** Trains, and keeps the folder as it is after every record: as if the process ended there. */
    private Map<Integer, Path> trainAndCopy(InitTrace<Label> trace) {
        return trainAndCopy(trace, data);
    }

    private Map<Integer, Path> trainAndCopy(InitTrace<Label> trace, Dataset<Label> examples) {
        Map<Integer, Path> copies = new TreeMap<>();
        trace.onRecord(
                        record -> {
                            Path copy =
                                    temporary.resolve(
                                            folder.getFileName() + "-killed-" + record.index());
                            copy(folder, copy);
                            copies.put(record.index(), copy);
                        })
                .run(examples);
        return copies;
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> walk = Files.walk(from)) {
            for (Path file : walk.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void resume_whereverTheProcessEnded_leavesTheSameFolder() throws IOException {
        Recording withBest = recording().keepBest("validation.test.loss");
        Map<Integer, Path> killed = trainAndCopy(trace(builder(), folder).recording(withBest));
        assertThat(RunFolder.open(folder).history().alarms()).isNotEmpty();
        assertThat(folder.resolve("best.onnx")).exists();
        killed.remove(0);
        killed.remove(1); // no resume point yet
        assertThat(killed).hasSize(EPOCHS - 1);
        for (Path copy : killed.values()) {
            TracedRun<Label> run = Resume.of(trace(builder(), copy).recording(withBest)).run(data);
            assertThat(run.history().epochs()).hasSize(EPOCHS + 1);
            assertSame(copy, folder);
        }
    }

    @Test
    void resume_withEveryOptimiser_leavesTheSameFolder() throws IOException {
        for (var settings :
                List.of(
                        builder().optimiser(new SGD()),
                        builder().optimiser(new Adam()).schedule(new CosineRate()).workers(2))) {
            folder = temporary.resolve("run-" + System.nanoTime());
            InitTrace<Label> trace =
                    InitTrace.of(settings.build())
                            .recording(Recording.full().resumable(Schedule.every(3)))
                            .runFolder(folder);
            Path copy = temporary.resolve("copy-" + System.nanoTime());
            trace.onRecord(
                            record -> {
                                if (record.index() == 5) {
                                    copy(folder, copy);
                                }
                            })
                    .run(data);
            Resume.of(trace.runFolder(copy)).run(data);
            assertSame(copy, folder);
        }
    }

    @Test
    void resume_withLevelsOfTheLoss_reachesThemWhereTheWholeRunDoes() throws IOException {
        Dataset<Label> digits = new MutableDataset<>(new DigitsDataSource(60, 1));
        double[] levels = IntStream.range(1, 22).mapToDouble(i -> i / 10.0).toArray();
        for (Recording recording : List.of(Recording.full(), Recording.light())) {
            folder = temporary.resolve("run-" + System.nanoTime());
            InitTrace<Label> trace =
                    InitTrace.of(
                                    builder()
                                            .batchSize(1)
                                            .optimiser(new SGD())
                                            .learningRate(0.02)
                                            .featureScaling(FeatureScaling.DIVIDE_BY_255)
                                            .build())
                            .recording(
                                    recording
                                            .records(Schedule.every(1))
                                            .resumable(Schedule.every(2))
                                            .lossLevels(levels))
                            .runFolder(folder);
            Map<Integer, Path> killed = trainAndCopy(trace, digits);
            RunFolder whole = RunFolder.open(folder);
            assertThat(whole.lossLevels().stream().map(LossLevelRecord::epoch).distinct())
                    .hasSizeGreaterThan(3);
            for (int epoch = 2; epoch < EPOCHS; epoch++) {
                Path copy = killed.get(epoch);
                Resume.of(trace.runFolder(copy)).run(digits);
                assertSame(copy, folder);
            }
        }
    }

    @Test
    void resume_withOtherLevelsOfTheLoss_isRefused() {
        InitTrace<Label> trace = trace(builder(), folder);
        trace.recording(recording().lossLevels(0.5, 0.7)).run(data);
        refused(
                trace(builder().epochs(9), folder).recording(recording().lossLevels(0.5)),
                data,
                "its levels of the loss were others: expected [0.5, 0.7], found [0.5]");
        refused(
                trace(builder().epochs(9), folder),
                data,
                "its levels of the loss were others: expected [0.5, 0.7], found []");
    }

    @Test
    void resume_withOrWithoutMatricesUnlikeTheRun_isRefused() {
        trace(builder(), folder).run(data);
        InitTrace<Label> more = trace(builder().epochs(9), folder);
        refused(
                more.recording(recording().matrices(Schedule.never())),
                data,
                "it has kept its matrices so far; expected matrices(...)");
        folder = temporary.resolve("without");
        Recording without = recording().matrices(Schedule.never());
        trace(builder(), folder).recording(without).run(data);
        refused(
                trace(builder().epochs(9), folder),
                data,
                "it has kept no matrices so far; do without matrices(...)");
        refused(
                trace(builder().epochs(9), folder).recording(without.invariants(Schedule.never())),
                data,
                "it has kept its invariants so far; expected invariants(...)");
    }

    @Test
    void resume_whereAnEpochWasAlmostWritten_leavesTheSameFolder() throws IOException {
        Path killed = trainAndCopy(trace(builder(), folder)).get(5);
        Files.writeString(
                killed.resolve("epochs.jsonl"), "{\"index\":6,\"comp", StandardOpenOption.APPEND);
        Files.writeString(killed.resolve("resume/.epoch-000006.safetensors.12-34.tmp"), "half");
        Resume.of(trace(builder(), killed)).run(data);
        assertSame(killed, folder);
    }

    @Test
    void resume_ofADoneRunWithMoreEpochs_hasTheWeightsOfThatMany() throws IOException {
        trace(builder().epochs(4), folder).run(data);
        assertThat(list(folder.resolve("resume")))
                .containsExactly("epoch-000002.safetensors", "epoch-000004.safetensors");

        TracedRun<Label> run = Resume.of(trace(builder(), folder)).run(data);

        assertThat(run.record().plannedEpochs()).isEqualTo(EPOCHS);
        assertThat(run.record().configuration()).containsEntry("epochs", "" + EPOCHS);
        Path whole = temporary.resolve("whole");
        TracedRun<Label> uninterrupted = trace(builder(), whole).run(data);
        assertThat(lines(folder)).isEqualTo(lines(whole));
        assertThat(run.ending().weightsSha256()).isEqualTo(uninterrupted.ending().weightsSha256());
        assertThat(RunFolder.open(folder).manifest().orElseThrow().differences(folder)).isEmpty();
    }

    @Test
    void resume_ofARunStoppedWithinAnEpoch_goesOnFromTheEpochBefore() throws IOException {
        Recording kept = recording().resumable(Schedule.every(1)).keepBest("epochEndLoss");
        BatchListener<Label> stop =
                batch -> {
                    if (batch.epoch() == 4) {
                        batch.session().requestStop("enough");
                    }
                };
        trace(slow(), folder).recording(kept).listener(stop).run(data);
        RunFolder stopped = RunFolder.open(folder);
        assertThat(stopped.record().ending().reason()).isEqualTo(EndReason.STOPPED);
        assertThat(stopped.history().last().complete()).isFalse();
        assertThat(stopped.history().trainingCourse().minimum())
                .as("what the incomplete epoch came to is the best")
                .hasValue(new EventTime(4, true));
        Resume.of(trace(slow(), folder).recording(kept)).run(data);
        assertThat(RunFolder.open(folder).bestModel()).isPresent();
        Path whole = temporary.resolve("whole");
        trace(slow(), whole).recording(kept).run(data);
        assertThat(lines(folder)).isEqualTo(lines(whole));
        assertThat(RunFolder.open(folder).record().ending().reason())
                .isEqualTo(EndReason.COMPLETED);
    }

    @Test
    void resume_pastAnAlarmThatWasToStopTheRun_stopsThere() throws IOException {
        InitTrace<Label> trace =
                trace(builder(), folder)
                        .recording(recording().resumable(Schedule.every(1)))
                        .stopWhen(alarm -> alarm.epoch() >= 3);
        Map<Integer, Path> killed = trainAndCopy(trace);
        int last = killed.keySet().stream().mapToInt(i -> i).max().orElseThrow();
        assertThat(last).isBetween(3, EPOCHS - 1);
        TracedRun<Label> run = Resume.of(trace.runFolder(killed.get(last))).run(data);
        assertThat(run.ending().reason()).isEqualTo(EndReason.STOPPED);
        assertThat(run.ending().alarm()).isNotNull();
        assertSame(killed.get(last), folder);

        // Killed later, after the record of the end and before the manifest.
        Files.delete(killed.get(last).resolve("manifest.json"));
        Resume.of(trace.runFolder(killed.get(last))).run(data);
        assertSame(killed.get(last), folder);
    }

    @Test
    void resume_ofWhatCannotGoOn_isRefusedInOneSentence() throws IOException {
        trace(builder(), folder).run(data);
        refused(
                trace(builder(), folder),
                data,
                "all 7 epochs are done; to go on, raise their number by epochs(...)");
        refused(
                trace(builder().seed(3).epochs(9), folder),
                data,
                "the trainer is another one: seed was 12345, found 3");
        refused(trace(builder().epochs(9), folder), FakeData.of(38), "data changed: ");
        refused(
                InitTrace.of(builder().epochs(9).build()).runFolder(folder),
                data,
                "its validation sets have changed: expected [test of 40], found []");
        Files.write(folder.resolve("resume/epoch-000007.safetensors"), new byte[50]);
        assertThatThrownBy(() -> Resume.of(trace(builder().epochs(9), folder)).run(data))
                .hasMessageContaining("epoch-000007.safetensors is damaged: ")
                .hasMessageEndingWith(
                        "; remove it to go on from the resume point before, if there is one");
        assertThat(RunFolder.open(folder).record().ending()).isNotNull();
        Files.delete(folder.resolve("resume/epoch-000007.safetensors"));
        Resume.of(trace(builder().epochs(9), folder)).run(data);
    }

    @Test
    void resume_withoutAPoint_saysHowToGetOne() {
        InitTrace.of(builder().build()).runFolder(folder).run(data);
        refused(
                InitTrace.of(builder().epochs(9).build()).runFolder(folder),
                data,
                "it has no resume point, which it writes as it goes if asked for by resumable(...)");
        assertThatThrownBy(() -> Resume.of(InitTrace.of(builder().build())))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void resume_whileTheRunGoesOn_isRefused() {
        List<String> refusals = new ArrayList<>();
        trace(builder(), folder)
                .onRecord(
                        record -> {
                            if (record.index() == 4) {
                                assertThatThrownBy(
                                                () -> Resume.of(trace(builder(), folder)).run(data))
                                        .satisfies(e -> refusals.add(e.getMessage()));
                            }
                        })
                .run(data);
        assertThat(refusals)
                .containsExactly(folder + " cannot be resumed: its training is still going on");
    }

    @Test
    void resumable_ofATrainerThatIsNot_isMissedInOneLine() {
        try (Logs logs = Logs.of(Recorder.class)) {
            InitTrace.of(new FakeTrainer()).recording(ofEveryEpoch()).runFolder(folder).run(data);
            assertThat(logs.messages())
                    .contains(
                            FakeTrainer.class.getName()
                                    + " cannot be resumed, so there are no resume points");
        }
        assertThat(folder.resolve("resume")).doesNotExist();
    }

    private static Recording ofEveryEpoch() {
        return Recording.full().resumable(Schedule.every(1));
    }

    @Test
    void resumePoints_areOverwrittenWithTheirRun() throws IOException {
        trace(builder(), folder).run(data);
        RunFolderWriter.check(folder, true);
    }

    private void refused(InitTrace<Label> trace, Dataset<Label> examples, String why) {
        assertThatThrownBy(() -> Resume.of(trace).run(examples))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith(folder + " cannot be resumed: " + why);
    }

    private static void assertSame(Path resumed, Path whole) throws IOException {
        assertThat(lines(resumed)).isEqualTo(lines(whole));
        assertThat(list(resumed)).isEqualTo(list(whole));
        for (String name : list(whole)) {
            if (name.endsWith(".onnx")) {
                // Exported networks say when they were made.
                assertThat(tensors(resumed.resolve(name)))
                        .as(name)
                        .isEqualTo(tensors(whole.resolve(name)));
            } else if (!RECORDS.contains(name)) {
                assertThat(resumed.resolve(name)).hasSameBinaryContentAs(whole.resolve(name));
            }
        }
        RunFolder run = RunFolder.open(resumed);
        assertThat(run.record().ending().weightsSha256())
                .isEqualTo(RunFolder.open(whole).record().ending().weightsSha256());
        assertThat(run.record().ending().message())
                .isEqualTo(RunFolder.open(whole).record().ending().message());
        assertThat(run.record().runId()).isEqualTo(RunFolder.open(whole).record().runId());
        assertThat(run.manifest().orElseThrow().differences(resumed)).isEmpty();
    }

    /** The tensors of a network by their names. */
    private static Map<String, List<Object>> tensors(Path file) throws IOException {
        Map<String, List<Object>> tensors = new TreeMap<>();
        for (OnnxTensor tensor : OnnxWeights.read(file).tensors()) {
            tensors.put(tensor.name(), List.of(tensor.shape(), FloatBuffer.wrap(tensor.values())));
        }
        assertThat(tensors).hasSize(6);
        return tensors;
    }

    private static List<String> list(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    /** The lines of a record, without what the clock says. */
    private static List<String> lines(Path folder) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("epochs.jsonl"))) {
            ObjectNode json = (ObjectNode) new ObjectMapper().readTree(line);
            TIMES.forEach(json::remove);
            lines.add(json.toString());
        }
        return lines;
    }
}
