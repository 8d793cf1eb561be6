// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inittrace.lifecycle.EndReason;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.run.SamplePredictions;
import io.github.inittrace.run.SamplePredictions.Sample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;

/** What both models say to a few examples. */
class SamplesTest {
    @TempDir Path temporary;
    private Path folder;

    @BeforeEach
    void name() {
        folder = temporary.resolve("run");
    }

    private static MLPClassificationTrainer trainer() {
        return MLPClassificationTrainer.builder().hiddenLayers(3).epochs(2).build();
    }

    @Test
    void samples_ofARun_areRandomExamplesOfTheFirstValidationSet() throws IOException {
        Dataset<Label> test = FakeData.of(33);
        TracedRun<Label> run =
                InitTrace.of(trainer())
                        .validateOn("test", test)
                        .validateOn("another", FakeData.of(2))
                        .runFolder(folder)
                        .run(FakeData.of(6));

        SamplePredictions samples = RunFolder.open(folder).samples().orElseThrow();
        assertThat(samples.set()).isEqualTo("test");
        assertThat(samples.outputs()).containsExactlyInAnyOrder("even", "odd");
        assertThat(samples.samples())
                .extracting(Sample::index)
                .containsExactly(3, 5, 6, 7, 8, 11, 13, 15, 18, 19, 21, 22, 23, 25, 29, 32);
        for (Sample sample : samples.samples()) {
            Example<Label> example = test.getExample(sample.index());
            assertThat(sample.truth()).isEqualTo(example.getOutput().getLabel());
            assertThat(sample.features()).containsExactly(sample.index() + 1f, sample.index() + 2f);
            for (int id = 0; id < 2; id++) {
                String output = samples.outputs().get(id);
                assertThat(sample.initial().get(id))
                        .isEqualTo(score(run.initialModel().predict(example), output));
                assertThat(sample.trained().get(id))
                        .isEqualTo(score(run.model().predict(example), output));
            }
        }
        assertThat(RunFolder.open(folder).manifest().orElseThrow().files())
                .containsKey("samples.json");
    }

    private static double score(Prediction<Label> prediction, String label) {
        return prediction.getOutputScores().get(label).getScore();
    }

    @Test
    void samples_withoutAValidationSet_areOfTheTrainingData() throws IOException {
        InitTrace.of(trainer()).runFolder(folder).run(FakeData.of(6));
        SamplePredictions samples = RunFolder.open(folder).samples().orElseThrow();
        assertThat(samples.set()).isEqualTo("training");
        assertThat(samples.samples()).hasSize(6);
    }

    @Test
    void samples_ofLongExamples_areFewerOrNone() {
        Model<Label> model = trainer().train(FakeData.of(6)); // of two features
        Dataset<Label> data = FakeData.of(6);
        SamplePredictions three = new SampleTaker<>(model, model, 7).of("long", data);
        assertThat(Objects.requireNonNull(three).samples())
                .extracting(Sample::index)
                .containsExactly(0, 4, 5);
        assertThat(new SampleTaker<>(model, model, 1).of("too long", data)).isNull();
    }

    @Test
    void samples_ofADivergedRun_haveNoScoresAtItsEnd() throws IOException {
        MLPClassificationTrainer wild =
                MLPClassificationTrainer.builder()
                        .hiddenLayers(3)
                        .epochs(5)
                        .learningRate(1e30)
                        .build();
        TracedRun<Label> run = InitTrace.of(wild).runFolder(folder).run(FakeData.of(40));
        assertThat(run.record().ending().reason()).isEqualTo(EndReason.DIVERGED);
        assertThat(RunFolder.open(folder).samples().orElseThrow().samples())
                .hasSize(16)
                .allSatisfy(
                        sample -> {
                            assertThat(sample.initial()).hasSize(2);
                            assertThat(sample.trained()).isNull();
                        });
    }

    @Test
    void samples_ofAModelThatPredictsNothing_areMissedInOneLine() throws IOException {
        try (Logs logs = Logs.of(EndArtifacts.class)) {
            InitTrace.of(new FakeTrainer()).runFolder(folder).run(FakeData.of(6));
            assertThat(logs.messages())
                    .containsExactly(
                            "io.github.inittrace.trace.FakeModel predicts no examples, so there are"
                                    + " no samples.json");
        }
        assertThat(RunFolder.open(folder).samples()).isEmpty();
    }
}
