// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inittrace.run.AnalysisRecord;
import io.github.inittrace.run.ConditionalRecord;
import io.github.inittrace.run.LayerReset;
import io.github.inittrace.run.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Dataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.math.optimisers.AdaGrad;

/** What a run holds besides its epochs: conditional distributions and the analysis at the end. */
class RunExtrasTest {
    @TempDir Path temporary;
    private final Dataset<Label> data = FakeData.of(6);
    private Path folder;

    @BeforeEach
    void name() {
        folder = temporary.resolve("run");
    }

    @Test
    void conditionals_unlessAskedFor_areThoseOfTheLastEpoch() throws IOException {
        TracedRun<Label> run = InitTrace.of(new FakeTrainer()).runFolder(folder).run(data);
        List<ConditionalRecord> read = RunFolder.open(folder).conditionals();
        assertThat(read)
                .isNotEmpty()
                .allSatisfy(
                        conditional -> {
                            assertThat(conditional.shape()).hasSize(2);
                            assertThat(conditional.epoch()).isEqualTo(run.history().last().index());
                        });
    }

    @Test
    void conditionals_everySecondEpoch_areThoseAndTheLast() throws IOException {
        int last =
                InitTrace.of(new FakeTrainer())
                        .runFolder(folder)
                        .recording(Recording.full().conditionals(Schedule.every(2)))
                        .run(data)
                        .history()
                        .last()
                        .index();
        assertThat(RunFolder.open(folder).conditionals())
                .extracting(ConditionalRecord::epoch)
                .isSorted()
                .hasSameElementsAs(
                        IntStream.rangeClosed(1, last)
                                .filter(epoch -> epoch % 2 == 0 || epoch == last)
                                .boxed()
                                .toList());
    }

    @Test
    void analysis_onRequest_isInTheRunItsFolderAndTheManifest() throws IOException {
        TracedRun<Label> run =
                InitTrace.of(new LinearSGDTrainer(new LogMulticlass(), new AdaGrad(0.1), 2, 1L))
                        .validateOn("test", FakeData.of(4))
                        .runFolder(folder)
                        .recording(Recording.full().analysis(true))
                        .run(data);
        RunFolder read = RunFolder.open(folder);
        AnalysisRecord analysis = read.analysis().orElseThrow();
        assertThat(analysis).isEqualTo(run.analysis());
        assertThat(analysis.path()).hasSize(31);
        assertThat(analysis.resets())
                .extracting(LayerReset::layers)
                .containsExactly(
                        List.of(),
                        List.of("linear_sgd_weights"),
                        List.of("linear_sgd_bias"),
                        List.of("linear_sgd_weights", "linear_sgd_bias"));
        assertThat(analysis.spectra().get(0).change().values()).hasSize(2);
        assertThat(read.manifest().orElseThrow().files()).containsKey("analysis.json");
        assertThat(read.manifest().orElseThrow().differences(folder)).isEmpty();
    }

    @Test
    void analysis_ofModelsThatShowNoWeights_saysSo() {
        TracedRun<Label> run =
                InitTrace.of(new FakeTrainer())
                        .recording(Recording.full().analysis(true))
                        .run(data);
        assertThat(run.analysis()).isNotNull();
        assertThat(run.analysis().path()).isEmpty();
        assertThat(run.analysis().spectra()).isEmpty();
        assertThat(run.analysis().remarks())
                .containsExactly(
                        "no layer was put back and no line followed: expected a model that can be"
                                + " had with other weights, found io.github.inittrace.trace.FakeModel;"
                                + " let it implement ReweightableModel",
                        "there are no singular values: expected a model that shows its weights,"
                                + " found io.github.inittrace.trace.FakeModel; let it implement"
                                + " WeightedModel");
    }

    @Test
    void analysis_withoutRequest_isNotThere() throws IOException {
        TracedRun<Label> run = InitTrace.of(new FakeTrainer()).runFolder(folder).run(data);
        assertThat(run.analysis()).isNull();
        assertThat(RunFolder.open(folder).analysis()).isEmpty();
    }

    @Test
    void overwrite_aRunWithAnAnalysis_leavesNoneOfIt() throws IOException {
        InitTrace<Label> traced = InitTrace.of(new FakeTrainer()).runFolder(folder).overwrite(true);
        traced.recording(Recording.full().analysis(true)).run(data);
        traced.run(data);
        assertThat(RunFolder.open(folder).analysis()).isEmpty();
    }
}
