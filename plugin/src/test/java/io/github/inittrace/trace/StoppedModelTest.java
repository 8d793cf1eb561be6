// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import io.github.inittrace.analysis.ModelWeights;
import io.github.inittrace.data.DigitsDataSource;
import io.github.inittrace.lifecycle.EpochEnd;
import io.github.inittrace.lifecycle.TensorView;
import io.github.inittrace.lifecycle.TrainingListener;
import io.github.inittrace.mlp.ConstantRate;
import io.github.inittrace.mlp.CosineRate;
import io.github.inittrace.mlp.FeatureScaling;
import io.github.inittrace.mlp.LearningRateSchedule;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.mlp.PlannedRate;
import io.github.inittrace.mlp.PolynomialRate;
import io.github.inittrace.mlp.StepRate;
import io.github.inittrace.run.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;

/** A model whose training was stopped says so, and its provenance leads to it again. */
class StoppedModelTest {
    private static final int PLANNED = 9;
    private static final Dataset<Label> DIGITS = new MutableDataset<>(new DigitsDataSource(200, 1));

    @TempDir private Path temp;

    private static MLPClassificationTrainer trainer(LearningRateSchedule schedule) {
        return MLPClassificationTrainer.builder()
                .hiddenLayers(8)
                .epochs(PLANNED)
                .batchSize(32)
                .schedule(schedule)
                .featureScaling(FeatureScaling.DIVIDE_BY_255)
                .build();
    }

    private static TrainingListener<Label> stopAt(int index) {
        return (EpochEnd<Label> epoch) -> {
            if (epoch.index() == index) {
                epoch.requestStop("enough");
            }
        };
    }

    static Stream<LearningRateSchedule> schedules() {
        return Stream.of(
                new ConstantRate(),
                new StepRate(0.5, 2),
                new CosineRate(),
                new PolynomialRate(2),
                new PlannedRate(new CosineRate(), 20));
    }

    @ParameterizedTest
    @MethodSource("schedules")
    void stoppedModel_rebuiltFromItsProvenance_hasItsBits(LearningRateSchedule schedule)
            throws IOException {
        MLPClassificationTrainer trainer = trainer(schedule);
        trainer.train(DIGITS);
        Model<Label> model = InitTrace.of(trainer).listener(stopAt(4)).run(DIGITS).model();
        Path file = temp.resolve("model.tribuo");
        model.serializeToFile(file);

        assertThat(configured(model, "epochs")).isEqualTo("4");
        assertThat(instance(model)).containsOnlyKeys("planned-epochs");
        assertThat(String.valueOf(instance(model).get("planned-epochs"))).isEqualTo("9");
        assertThat(weights(rebuilt(model).train(DIGITS, Map.of(), 1)))
                .usingRecursiveComparison()
                .isEqualTo(weights(model));
        assertThat(Replay.of(model).run().isIdentical()).isTrue();
        assertThat(Replay.of(Model.deserializeFromFile(file)).run().isIdentical()).isTrue();
    }

    @Test
    void stoppedModel_ofAScheduleThatLooksAtTheEpochs_keepsItsCourse() {
        Model<Label> waving =
                InitTrace.of(trainer(new CosineRate())).listener(stopAt(3)).run(DIGITS).model();
        Model<Label> steady =
                InitTrace.of(trainer(new StepRate(0.5, 2))).listener(stopAt(3)).run(DIGITS).model();

        assertThat(rebuilt(waving).toString())
                .contains("schedule=PlannedRate(course=CosineRate,planned=9)")
                .contains("epochs=3");
        assertThat(rebuilt(steady).toString()).contains("schedule=StepRate(drop=0.5,every=2)");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4})
    void stoppedRun_inAFolder_isReplayedAsWell(int index) throws IOException {
        Path folder = temp.resolve("run");
        Model<Label> model =
                InitTrace.of(trainer(new CosineRate()))
                        .runFolder(folder)
                        .listener(stopAt(index))
                        .run(DIGITS)
                        .model();

        assertThat(configured(model, "epochs")).isEqualTo(String.valueOf(index));
        assertThat(Replay.of(model).run().isIdentical()).isTrue();
        assertThat(Replay.of(RunFolder.open(folder)).run().isIdentical()).isTrue();
    }

    @Test
    void modelAtItsLastEpoch_whateverWasAsked_isThatOfItsTrainer() {
        Model<Label> alone = trainer(new CosineRate()).train(DIGITS);
        Model<Label> asked =
                InitTrace.of(trainer(new CosineRate()))
                        .listener(stopAt(PLANNED))
                        .run(DIGITS)
                        .model();

        assertThat(asked.getProvenance().getTrainerProvenance())
                .isEqualTo(alone.getProvenance().getTrainerProvenance());
        assertThat(instance(asked)).isEmpty();
        assertThat(weights(asked)).usingRecursiveComparison().isEqualTo(weights(alone));
    }

    @Test
    void modelStoppedWithinAnEpoch_saysSoAndIsNotReplayed() {
        TracedRun<Label> run = stoppedSoonAfterItsStart();
        for (int more = 0; more < 5 && run.history().last().complete(); more++) {
            run = stoppedSoonAfterItsStart(); // that hit the end of an epoch, 1 of 200 minibatches
        }
        Model<Label> model = run.model();

        assertThat(run.history().last().complete()).isFalse();
        assertThat(instance(model)).containsOnlyKeys("planned-epochs", "stopped-within-epoch");
        int within = run.ending().epochs();
        assertThat(configured(model, "epochs")).isEqualTo(String.valueOf(within));
        assertThatThrownBy(() -> Replay.of(model).run())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the model cannot be replayed: its training was stopped in the midst of"
                                + " epoch "
                                + within
                                + ", at a minibatch that is not recorded");
    }

    private static TracedRun<Label> stoppedSoonAfterItsStart() {
        MLPClassificationTrainer slow =
                MLPClassificationTrainer.builder()
                        .hiddenLayers(512, 512)
                        .epochs(1000)
                        .batchSize(1)
                        .featureScaling(FeatureScaling.DIVIDE_BY_255)
                        .build();
        TrainingListener<Label> asking =
                epoch -> {
                    if (epoch.index() == 0) {
                        new Thread(
                                        () -> {
                                            LockSupport.parkNanos(20_000_000);
                                            epoch.requestStop("enough");
                                        })
                                .start();
                    }
                };
        return InitTrace.of(slow).listener(asking).run(DIGITS);
    }

    @Test
    void plannedRate_ofNoEpochs_isRefused() {
        assertThatThrownBy(() -> new PlannedRate(new CosineRate(), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "a learning rate must be planned for a positive number of epochs, found 0");
    }

    @Test
    void plannedRate_pastItsPlan_staysAtItsLastRate() {
        PlannedRate rate = new PlannedRate(new PolynomialRate(1), 4);

        assertThat(rate.factor(3, 100)).isEqualTo(0.5);
        assertThat(rate.factor(50, 100)).isEqualTo(0.25);
    }

    @SuppressWarnings("unchecked") // the model is one for labels
    private static Trainer<Label> rebuilt(Model<Label> model) {
        ConfigurationManager manager = new ConfigurationManager();
        manager.addConfiguration(ProvenanceUtil.extractConfiguration(model.getProvenance()));
        return (Trainer<Label>)
                manager.lookup(manager.listAll(MLPClassificationTrainer.class).get(0));
    }

    private static String configured(Model<?> model, String name) {
        return String.valueOf(
                model.getProvenance().getTrainerProvenance().getConfiguredParameters().get(name));
    }

    private static Map<String, ? extends Provenance> instance(Model<?> model) {
        return model.getProvenance().getInstanceProvenance().getMap();
    }

    private static List<double[]> weights(Model<?> model) {
        return ModelWeights.of(model).stream().map(TensorView::copy).toList();
    }
}
