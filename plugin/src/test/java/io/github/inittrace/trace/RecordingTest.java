// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.inittrace.data.DigitsDataSource;
import io.github.inittrace.mlp.FeatureScaling;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.verify.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.math.optimisers.AdaGrad;

class RecordingTest {
    @TempDir private Path temporary;

    private RunFolder run(Recording recording) throws IOException {
        Path folder = temporary.resolve("run");
        InitTrace.of(new LinearSGDTrainer(new LogMulticlass(), new AdaGrad(0.1), 12, 1L))
                .runFolder(folder)
                .recording(recording)
                .run(FakeData.of(6));
        return RunFolder.open(folder);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(temporary.resolve("run"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void full_unlessToldOtherwise_keepsEveryEpochAndWhatTheEndTells() throws IOException {
        assertThat(run(Recording.full()).history().epochs()).hasSize(13);
        assertThat(files())
                .containsExactly(
                        "classification.json",
                        "conditional.jsonl",
                        "epochs.jsonl",
                        "features.csv",
                        "initial.onnx",
                        "labels.csv",
                        "manifest.json",
                        "run.json",
                        "samples.json",
                        "trained.onnx");
    }

    @Test
    void light_always_keepsEveryTenthEpochAndTheNetworks() throws IOException {
        assertThat(run(Recording.light()).history().epochs())
                .extracting(EpochRecord::index)
                .containsExactly(0, 10, 12);
        assertThat(files())
                .containsExactly(
                        "epochs.jsonl",
                        "features.csv",
                        "initial.onnx",
                        "labels.csv",
                        "manifest.json",
                        "run.json",
                        "trained.onnx");
    }

    @Test
    void light_ofASmallNetwork_isSmallAndCanBeVerified() throws IOException {
        Path folder = temporary.resolve("run");
        InitTrace.of(
                        MLPClassificationTrainer.builder()
                                .hiddenLayers(10, 10, 10)
                                .epochs(50)
                                .featureScaling(FeatureScaling.DIVIDE_BY_255)
                                .build())
                .validateOn("test", new MutableDataset<Label>(new DigitsDataSource(100, 2)))
                .inputShape(28, 28)
                .recording(Recording.light())
                .runFolder(folder)
                .run(new MutableDataset<>(new DigitsDataSource(300, 1)));

        try (Stream<Path> files = Files.list(folder)) {
            assertThat(
                            files.filter(file -> !file.toString().endsWith(".onnx"))
                                    .mapToLong(file -> file.toFile().length())
                                    .sum())
                    .isLessThan(200_000);
        }
        Verification verification = Verification.of(folder);
        assertThat(verification.agrees()).isTrue();
        assertThat(verification.findings())
                .extracting(Object::toString)
                .anyMatch(
                        finding ->
                                finding.contains("samples.json")
                                        && finding.contains("not recorded"));
    }

    @Test
    void settings_ofALightRecording_areAddedToIt() throws IOException {
        RunFolder run =
                run(
                        Recording.light()
                                .records(Schedule.last())
                                .conditionals(Schedule.last())
                                .analysis(true));
        assertThat(run.history().epochs()).extracting(EpochRecord::index).containsExactly(0, 12);
        assertThat(files()).contains("conditional.jsonl", "analysis.json");
    }

    @Test
    void conditionals_never_areNotTakenAtAlarmsEither() throws IOException {
        FakeTrainer trainer = new FakeTrainer(4);
        trainer.divergeIn = 2;
        Path folder = temporary.resolve("run");
        InitTrace.of(trainer)
                .runFolder(folder)
                .recording(Recording.full().conditionals(Schedule.never()))
                .run(FakeData.of(6));
        assertThat(RunFolder.open(folder).history().alarms()).isNotEmpty();
        assertThat(RunFolder.open(folder).conditionals()).isEmpty();
    }

    @Test
    void settings_eachCall_leavesTheRecordingItCameFromAlone() throws IOException {
        Recording plain = Recording.full();
        assertThat(plain.records(Schedule.every(5)).samples(false)).isNotSameAs(plain);
        assertThat(run(plain).history().epochs()).hasSize(13);
        assertThat(files()).contains("samples.json");
    }

    @Test
    void settings_wrong_areRefused() {
        assertThatThrownBy(() -> Recording.full().records(Schedule.never()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the last epoch of a run is always recorded: expected every=N or last,"
                                + " found never");
        assertThatThrownBy(() -> Recording.full().pictures(null, Schedule.last()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("pictures need the name of a matrix in 'pictured', found none");
    }
}
