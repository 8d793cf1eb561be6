// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.inittrace.kernels.Arena;
import io.github.inittrace.kernels.PlainKernels;
import io.github.inittrace.lifecycle.Observation;
import io.github.inittrace.lifecycle.TensorView;
import io.github.inittrace.lifecycle.TrainingSession;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.trace.InitTrace;
import io.github.inittrace.trace.TracedRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.tribuo.Dataset;
import org.tribuo.Feature;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.DatasetProvenance;

class PreparedDataTest {
    private static final List<String> ORDER =
            List.of("0003", "0005", "0001", "0000", "0004", "0002");

    private final Dataset<Label> data = Blobs.weighted(230, 6, 3, 2, 2f);

    private static MLPClassificationTrainer.Builder small() {
        return ReproducibilityTest.small();
    }

    private static void assertSame(MLPClassificationModel found, MLPClassificationModel expected) {
        ReproducibilityTest.assertSameBits(found.tensors(), expected.tensors());
        assertThat(found.getProvenance().getDatasetProvenance())
                .isEqualTo(expected.getProvenance().getDatasetProvenance());
        assertThat(found.getFeatureIDMap().keySet()).isEqualTo(expected.getFeatureIDMap().keySet());
        assertThat(found.getOutputIDInfo().getDomain())
                .isEqualTo(expected.getOutputIDInfo().getDomain());
    }

    @Test
    void train_onPreparedData_givesTheModelOfTheDataSet() {
        List<MLPClassificationTrainer.Builder> trainers =
                List.of(
                        small(),
                        small().featureScaling(FeatureScaling.MINUS_ONE_TO_ONE),
                        small().inputOrder(ORDER),
                        small().optimiser(new Adam()).fullBatch(true),
                        small().kernels(new PlainKernels()));
        for (MLPClassificationTrainer.Builder builder : trainers) {
            MLPClassificationTrainer trainer = builder.build();
            try (PreparedData prepared = trainer.prepare(data)) {
                assertSame(trainer.train(prepared, Map.of(), 0), trainer.train(data, Map.of(), 0));
                assertSame(trainer.train(prepared, Map.of(), 1), trainer.train(data, Map.of(), 1));
            }
        }
    }

    @Test
    void train_byManyTrainersAtOnce_givesTheModelsOfEachAlone() {
        List<MLPClassificationTrainer> trainers = new ArrayList<>();
        for (int width = 1; width <= 12; width++) {
            trainers.add(
                    small().hiddenLayers(width, 20 - width)
                            .seed(width)
                            .learningRate(0.01 * width)
                            .workers(1 + width % 3)
                            .build());
        }
        long before = Arena.liveBytes();
        List<CompletableFuture<MLPClassificationModel>> trained;
        try (PreparedData prepared = trainers.get(0).prepare(data)) {
            trained =
                    trainers.stream()
                            .map(t -> CompletableFuture.supplyAsync(() -> t.train(prepared)))
                            .toList();
            trained.forEach(CompletableFuture::join);
        }
        assertThat(Arena.liveBytes()).isEqualTo(before);
        for (int i = 0; i < trainers.size(); i++) {
            assertSame(trained.get(i).join(), trainers.get(i).train(data, Map.of(), 0));
        }
    }

    @Test
    void prepared_asADataSet_isTheOneItWasMadeOf() {
        try (PreparedData prepared = small().build().prepare(data)) {
            assertThat(prepared.getProvenance()).isEqualTo(data.getProvenance());
            assertThat(prepared.getSourceProvenance()).isEqualTo(data.getSourceProvenance());
            assertThat(prepared.size()).isEqualTo(data.size());
            assertThat(prepared.getData()).isEqualTo(data.getData());
            assertThat(prepared.getOutputs()).isEqualTo(data.getOutputs());
            assertThat(prepared.getFeatureMap().keySet()).isEqualTo(data.getFeatureMap().keySet());
            assertThat(prepared.serialize()).isEqualTo(data.serialize());
        }
    }

    @Test
    void trace_ofATrainingOnPreparedData_isThatOnTheDataSet() {
        InitTrace<Label> traced = InitTrace.of(small().build()).validateOn("self", data);
        TracedRun<Label> expected = traced.run(data);
        MLPClassificationTrainer trainer = small().build();
        try (PreparedData prepared = trainer.prepare(data)) {
            TracedRun<Label> run = InitTrace.of(trainer).validateOn("self", data).run(prepared);
            assertSame(
                    (MLPClassificationModel) run.model(),
                    (MLPClassificationModel) expected.model());
            assertThat(run.record().training()).isEqualTo(expected.record().training());
            assertThat(run.record().configuration())
                    .isEqualTo(expected.record().configuration())
                    .containsEntry("initialiser.distribution", "GLOROT_UNIFORM");
        }
    }

    @Test
    void evaluation_ofPreparedValidationData_isThatOfTheDataSet() {
        MutableDataset<Label> held =
                new MutableDataset<>(data.getSourceProvenance(), data.getOutputFactory());
        data.forEach(held::add);
        held.add(new ArrayExample<>(new Label("unknown"), new String[] {"0001"}, new double[] {1}));
        held.add(
                new ArrayExample<>(
                        data.getExample(0).getOutput(), new String[] {"z"}, new double[1]));
        MLPClassificationTrainer trainer = small().workers(2).build();
        List<EpochRecord> expected =
                InitTrace.of(small().build()).validateOn("held", held).run(data).history().epochs();
        long before = Arena.liveBytes();
        PreparedData train = trainer.prepare(data);
        PreparedData validation = train.validation(held);
        assertThat(validation.getProvenance()).isEqualTo(held.getProvenance());
        assertThat(validation.getOutputs()).isEqualTo(held.getOutputs());
        InitTrace<Label> trace = InitTrace.of(trainer).validateOn("held", validation);
        List<EpochRecord> found = trace.run(train).history().epochs();
        assertThat(found)
                .extracting(EpochRecord::validation)
                .isEqualTo(expected.stream().map(EpochRecord::validation).toList());
        assertThat(found.get(0).validation().get(0).leftOutOfAll()).isNotNull();
        assertThatThrownBy(() -> trainer.train(validation))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("found a set that was laid out to evaluate");
        assertThat(trace.run(data).history().last().validation().get(0).loss()).isFinite();
        validation.close();
        assertThatThrownBy(() -> trace.run(train)).hasMessageContaining("found it closed");
        train.close();
        assertThat(Arena.liveBytes()).isEqualTo(before);
    }

    @Test
    void train_afterClose_isRefused() {
        MLPClassificationTrainer trainer = small().build();
        PreparedData prepared = trainer.prepare(data);
        prepared.close();
        prepared.close();
        assertThatThrownBy(() -> trainer.train(prepared))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "prepared data can be trained on until it is closed, found it closed; prepare"
                                + " the data set again");
    }

    @Test
    void train_onDataPreparedOtherwise_isRefused() {
        try (PreparedData prepared = small().build().prepare(data)) {
            assertThatThrownBy(
                            () ->
                                    small().featureScaling(FeatureScaling.DIVIDE_BY_255)
                                            .build()
                                            .train(prepared))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "data must be prepared with the feature scaling of the trainer,"
                                    + " DIVIDE_BY_255, found NONE; let this trainer prepare it");
            String others =
                    "data must be prepared with the input order and the kernels of the trainer,"
                            + " found others; let this trainer prepare it";
            assertThatThrownBy(() -> small().inputOrder(ORDER).build().train(prepared))
                    .hasMessage(others);
            assertThatThrownBy(() -> small().kernels(new PlainKernels()).build().train(prepared))
                    .hasMessage(others);
        }
    }

    @Test
    void close_duringATraining_letsItEnd() {
        long before = Arena.liveBytes();
        MLPClassificationTrainer trainer = small().build();
        PreparedData prepared = trainer.prepare(data);
        MLPClassificationModel model =
                trainer.train(prepared, Map.of(), 0, Observation.by(epoch -> prepared.close()));
        assertThat(Arena.liveBytes()).isEqualTo(before);
        assertSame(model, trainer.train(data, Map.of(), 0));
    }

    @Test
    void memory_afterTrainingsThatEndWellOrNot_isGivenBack() {
        long before = Arena.liveBytes();
        MLPClassificationTrainer trainer = small().optimiser(new Adam()).build();
        MLPClassificationModel model = trainer.train(data);
        assertThat(Arena.liveBytes()).isEqualTo(before);
        model.predict(data);
        assertThat(Arena.liveBytes()).isEqualTo(before);

        Observation<Label> watched =
                new Observation<>(
                        List.of(
                                epoch -> {
                                    if (epoch.index() == 2) {
                                        throw new OutOfMemoryError("made up");
                                    }
                                }),
                        Map.of("self", data),
                        100);
        assertThatThrownBy(() -> trainer.train(data, Map.of(), 0, watched))
                .isInstanceOf(OutOfMemoryError.class);
        assertThat(Arena.liveBytes()).isEqualTo(before);

        Dataset<Label> bad = Blobs.of(20, 6, 3, 2);
        bad.getExample(7).setWeight(-1f);
        assertThatThrownBy(() -> trainer.train(bad)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> trainer.prepare(bad)).isInstanceOf(IllegalArgumentException.class);
        bad.forEach(example -> example.setWeight(0f));
        assertThatThrownBy(() -> trainer.train(bad)).isInstanceOf(IllegalArgumentException.class);
        assertThat(Arena.liveBytes()).isEqualTo(before);
    }

    @Test
    void views_afterTheTraining_areRefused() {
        List<TrainingSession<Label>> sessions = new ArrayList<>();
        List<TensorView> views = new ArrayList<>();
        small().build()
                .train(
                        data,
                        Map.of(),
                        0,
                        Observation.by(
                                epoch -> {
                                    sessions.add(epoch.session());
                                    views.addAll(epoch.session().weights());
                                }));
        String refused =
                "weights can be read until their training ends, found it at an end; copy what must"
                        + " be kept";
        assertThatThrownBy(() -> views.get(0).copy())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(refused);
        assertThatThrownBy(() -> sessions.get(0).model()).hasMessage(refused);
        assertThatThrownBy(() -> sessions.get(0).state()).hasMessage(refused);
    }

    /** A shuffled data set hands out its examples in another order than it has them. */
    @Test
    void validation_ofAShuffledSet_leavesOutTheExamplesThatAreNotKnown() {
        MutableDataset<Label> set =
                new MutableDataset<>(data.getSourceProvenance(), data.getOutputFactory());
        data.forEach(set::add);
        ArrayExample<Label> strange = new ArrayExample<>(new Label("strange"));
        strange.add(new Feature("0000", 1));
        set.add(strange);
        set.shuffle(true);
        try (PreparedData prepared = small().build().prepare(data);
                PreparedData validation = prepared.validation(set)) {
            assertThat(validation.known.unknownOutputs()).isEqualTo(1);
            assertThat(validation.examples.labels).hasSize(data.size()).doesNotContain(-1);
        }
    }

    @Test
    void provenance_isThatOfTheDataThatIsLaidOut() {
        MutableDataset<Label> growing =
                new MutableDataset<>(data.getSourceProvenance(), data.getOutputFactory());
        data.forEach(growing::add);
        DatasetProvenance before = growing.getProvenance();
        try (PreparedData prepared = small().build().prepare(growing)) {
            growing.add(data.getExample(0));
            assertThat(prepared.getProvenance()).isEqualTo(before);
            assertThat(growing.getProvenance()).isNotEqualTo(before);
        }
    }
}
