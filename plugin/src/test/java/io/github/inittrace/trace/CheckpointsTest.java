// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.onnx.OnnxTensor;
import io.github.inittrace.onnx.OnnxWeights;
import io.github.inittrace.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Dataset;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.math.optimisers.AdaGrad;

/** Models exported along the way. */
class CheckpointsTest {
    @TempDir Path temporary;
    private final Dataset<Label> data = FakeData.of(6);
    private Path folder;

    @BeforeEach
    void name() {
        folder = temporary.resolve("run");
    }

    @Test
    void checkpoints_everySecondEpoch_areAlikeAndSayTheirEpoch() throws IOException {
        for (Trainer<Label> trainer :
                List.of(
                        MLPClassificationTrainer.builder().hiddenLayers(3).epochs(4).build(),
                        new LinearSGDTrainer(new LogMulticlass(), new AdaGrad(0.1), 4, 1L))) {
            InitTrace.of(trainer)
                    .runFolder(folder)
                    .overwrite(true)
                    .recording(Recording.full().checkpoints(Schedule.every(2)))
                    .run(data);

            RunFolder run = RunFolder.open(folder);
            assertThat(run.checkpoints()).containsOnlyKeys(2, 4);
            OnnxWeights initial = OnnxWeights.read(run.model(0));
            OnnxWeights trained = OnnxWeights.read(run.trainedModel().orElseThrow());
            for (int epoch : List.of(2, 4)) {
                OnnxWeights checkpoint = OnnxWeights.read(run.checkpoints().get(epoch));
                assertThat(checkpoint.metadata())
                        .containsEntry("inittrace.weights-state", "epoch-" + epoch);
                assertThat(checkpoint.tensors())
                        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("values")
                        .isEqualTo(initial.tensors());
            }
            assertThat(values(run.checkpoints().get(4))).isDeepEqualTo(values(trained));
            assertThat(values(run.checkpoints().get(2))[0]).isNotEqualTo(values(trained)[0]);
            assertThat(run.manifest().orElseThrow().differences(folder)).isEmpty();
            assertThat(run.manifest().orElseThrow().files())
                    .containsKeys("checkpoints/epoch-000002.onnx", "checkpoints/epoch-000004.onnx");
        }
    }

    @Test
    void checkpoints_whereNotEveryEpochIsRecorded_areOfRecordsOnly() throws IOException {
        InitTrace.of(new FakeTrainer(8))
                .runFolder(folder)
                .recording(
                        Recording.full().records(Schedule.every(3)).checkpoints(Schedule.every(2)))
                .run(data);
        assertThat(RunFolder.open(folder).checkpoints()).containsOnlyKeys(6, 8);
    }

    @Test
    void checkpoints_ofAModelThatCannotBeExported_areMissedInOneLine() throws IOException {
        FakeTrainer trainer = new FakeTrainer();
        trainer.exports = false;
        try (Logs logs = Logs.of(RunSink.class)) {
            InitTrace.of(trainer)
                    .runFolder(folder)
                    .recording(Recording.full().checkpoints(Schedule.every(1)))
                    .run(data);
            assertThat(logs.messages())
                    .containsExactly(
                            "io.github.inittrace.trace.OpaqueModel cannot be exported as ONNX, so"
                                    + " there are no checkpoints");
        }
        assertThat(RunFolder.open(folder).checkpoints()).isEmpty();
        assertThatThrownBy(() -> RunFolder.open(folder).model(0))
                .isInstanceOf(IOException.class)
                .hasMessage(folder + " holds no network of epoch 0: it holds none at all");
    }

    @Test
    void checkpoints_unlessAskedFor_areNotThere() throws IOException {
        InitTrace.of(new FakeTrainer()).runFolder(folder).run(data);
        assertThat(folder.resolve("checkpoints")).doesNotExist();
    }

    @Test
    void model_ofAnEpoch_isTheFileThatHoldsIt() throws IOException {
        InitTrace.of(new FakeTrainer(5))
                .runFolder(folder)
                .recording(Recording.full().checkpoints(Schedule.every(2)))
                .run(data);
        RunFolder run = RunFolder.open(folder);
        assertThat(run.model(0)).isEqualTo(folder.resolve("initial.onnx"));
        assertThat(run.model(4)).isEqualTo(folder.resolve("checkpoints/epoch-000004.onnx"));
        assertThat(run.model(5)).isEqualTo(folder.resolve("trained.onnx"));
        assertThatThrownBy(() -> run.model(3))
                .isInstanceOf(IOException.class)
                .hasMessage(folder + " holds no network of epoch 3: expected one of [0, 2, 4, 5]");
    }

    @Test
    void overwrite_aRunWithCheckpoints_leavesNoneOfThem() throws IOException {
        InitTrace<Label> traced = InitTrace.of(new FakeTrainer()).runFolder(folder).overwrite(true);
        traced.recording(Recording.full().checkpoints(Schedule.every(1))).run(data);
        Files.write(folder.resolve("checkpoints/.epoch-000004.onnx.7-7.tmp"), new byte[] {8});
        traced.run(data);
        assertThat(folder.resolve("checkpoints")).doesNotExist();
    }

    @Test
    void overwrite_foreignFilesAmongCheckpoints_isRefused() throws IOException {
        InitTrace<Label> traced = InitTrace.of(new FakeTrainer()).runFolder(folder).overwrite(true);
        traced.recording(Recording.full().checkpoints(Schedule.every(1))).run(data);
        Files.writeString(folder.resolve("checkpoints/notes.txt"), "mine");
        assertThatThrownBy(() -> traced.run(data))
                .hasMessage(
                        String.format(
                                        Locale.ROOT,
                                        "cannot overwrite %s: 'checkpoints/notes.txt' is not part of a run; move it",
                                        folder)
                                + " away or choose another folder");
    }

    private static float[][] values(Path model) throws IOException {
        return values(OnnxWeights.read(model));
    }

    private static float[][] values(OnnxWeights weights) {
        return weights.tensors().stream().map(OnnxTensor::values).toArray(float[][]::new);
    }
}
