// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.inittrace.data.DigitsDataSource;
import io.github.inittrace.lifecycle.EpochEnd;
import io.github.inittrace.lifecycle.Observation;
import io.github.inittrace.lifecycle.TrainingListener;
import io.github.inittrace.lifecycle.TrainingStart;
import io.github.inittrace.lifecycle.WeightTensor;
import io.github.inittrace.mlp.FeatureScaling;
import io.github.inittrace.mlp.MLPClassificationModel;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.run.AnalysisRecord;
import io.github.inittrace.run.LayerReset;
import io.github.inittrace.run.MatrixSpectra;
import io.github.inittrace.run.PathPoint;
import io.github.inittrace.run.ValidationRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;

/** What a small network on digits is worth at other weights than its own. */
class EndAnalysisTest {
    private static final Dataset<Label> train = new MutableDataset<>(new DigitsDataSource(600, 1));
    private static final Dataset<Label> test = new MutableDataset<>(new DigitsDataSource(200, 2));
    private static final List<EpochEnd<Label>> epochs = new ArrayList<>();
    private static Model<Label> initial;
    private static Model<Label> trained;
    private static AnalysisRecord analysis;

    @BeforeAll
    static void train() {
        trained = trainer(16, 8).train(train, Map.of(), -1, observation());
        analysis = EndAnalysis.of(initial, trained, train, Map.of("test", test));
    }

    private static MLPClassificationTrainer trainer(int... hidden) {
        return MLPClassificationTrainer.builder()
                .hiddenLayers(hidden)
                .epochs(6)
                .batchSize(32)
                .featureScaling(FeatureScaling.DIVIDE_BY_255)
                .build();
    }

    private static Observation<Label> observation() {
        TrainingListener<Label> listener =
                new TrainingListener<>() {
                    @Override
                    public void onStart(TrainingStart<Label> start) {
                        initial = start.session().model();
                    }

                    @Override
                    public void onEpoch(EpochEnd<Label> epoch) {
                        epochs.add(epoch);
                    }
                };
        return new Observation<>(List.of(listener), Map.of("test", test), Observation.ALL);
    }

    @Test
    void path_atItsEnds_hasTheLossesOfTraining() {
        PathPoint start = point(0);
        PathPoint end = point(1);
        agree(start.evaluations(), epochs.get(0));
        agree(end.evaluations(), epochs.get(epochs.size() - 1));
    }

    private static PathPoint point(double alpha) {
        return analysis.path().stream().filter(p -> p.alpha() == alpha).findFirst().orElseThrow();
    }

    private static void agree(List<ValidationRecord> found, EpochEnd<Label> epoch) {
        assertThat(found).extracting("name").containsExactly("training sample", "test");
        assertThat(found).extracting("examples").containsExactly(600, 200);
        assertThat(found.get(0).loss()).isCloseTo(epoch.training().loss(), within(1e-6));
        assertThat(found.get(0).accuracy()).isEqualTo(epoch.training().accuracy());
        assertThat(found.get(1).loss()).isCloseTo(epoch.validation().get(0).loss(), within(1e-6));
        assertThat(found.get(1).accuracy()).isEqualTo(epoch.validation().get(0).accuracy());
    }

    @Test
    void path_byDefault_reachesBeyondBothEnds() {
        assertThat(analysis.path()).hasSize(31);
        assertThat(analysis.path().get(0).alpha()).isEqualTo(-0.25);
        assertThat(analysis.path().get(30).alpha()).isEqualTo(1.25);
    }

    @Test
    void resets_ofThreeLayers_areNoneEachAndEachPair() {
        assertThat(analysis.resets())
                .extracting(LayerReset::layers)
                .containsExactly(
                        List.of(),
                        List.of("hidden1"),
                        List.of("hidden2"),
                        List.of("output"),
                        List.of("hidden1", "hidden2"),
                        List.of("hidden1", "output"),
                        List.of("hidden2", "output"));
        agree(analysis.resets().get(0).evaluations(), epochs.get(epochs.size() - 1));
    }

    @Test
    void reset_ofOneLayer_isTheModelWithThatLayerReplaced() {
        MLPClassificationModel start = (MLPClassificationModel) initial;
        MLPClassificationModel end = (MLPClassificationModel) trained;
        List<WeightTensor> mixed = new ArrayList<>(end.tensors());
        mixed.set(2, start.tensor("hidden2.weight"));
        mixed.set(3, start.tensor("hidden2.bias"));
        assertThat(LabelScores.of(end.withWeights(mixed), Map.of("test", test)))
                .containsExactly(analysis.resets().get(2).evaluations().get(1));
    }

    @Test
    void resets_ofAllLayersByPairs_giveTheInitialModel() {
        Model<Label>[] models = twoLayers();
        List<LayerReset> resets = LayerResets.of(models[0], models[1], Map.of("test", test));
        assertThat(resets.get(3).layers()).containsExactly("hidden1", "output");
        assertThat(resets.get(3).evaluations())
                .isEqualTo(LabelScores.of(models[0], Map.of("test", test)));
    }

    @SuppressWarnings("unchecked") // an array of models
    private static Model<Label>[] twoLayers() {
        Model<Label>[] models = new Model[2];
        TrainingListener<Label> listener =
                new TrainingListener<>() {
                    @Override
                    public void onEpoch(EpochEnd<Label> epoch) {
                        models[0] = models[0] == null ? epoch.session().model() : models[0];
                    }
                };
        models[1] = trainer(10).train(train, Map.of(), -1, Observation.by(listener));
        return models;
    }

    @Test
    void spectra_ofEveryMatrix_haveTheNormsOfTheWeights() {
        assertThat(analysis.spectra())
                .extracting(MatrixSpectra::tensor)
                .containsExactly("hidden1.weight", "hidden2.weight", "output.weight");
        for (MatrixSpectra spectra : analysis.spectra()) {
            double norm = 0;
            for (float w : ((MLPClassificationModel) trained).tensor(spectra.tensor()).values()) {
                norm += (double) w * w;
            }
            double sum = spectra.trained().values().stream().mapToDouble(v -> v * v).sum();
            assertThat(sum).isCloseTo(norm, within(1e-12 * norm));
            int most = spectra.change().values().size();
            assertThat(spectra.change().effectiveRank()).isBetween(1.0, (double) most);
            assertThat(spectra.change().stableRank()).isBetween(1.0, (double) most);
        }
        assertThat(analysis.remarks()).isEmpty();
    }

    @Test
    void models_ofOtherShapes_areRefused() {
        Model<Label> other = twoLayers()[0];
        assertThatThrownBy(() -> LayerResets.of(other, trained, Map.of("test", test)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the model has the tensors [hidden1.weight [784, 16], ");
    }

    @Test
    void loss_ofAProbabilityRoundedToZero_isStillANumber() {
        List<Values> huge = new ArrayList<>();
        for (var tensor : ((MLPClassificationModel) trained).tensors()) {
            double[] values = tensor.copy();
            for (int i = 0; i < values.length; i++) {
                values[i] *= 1e4;
            }
            huge.add(new Values(tensor.name(), tensor.shape(), values));
        }
        Model<Label> sure = ((MLPClassificationModel) trained).withWeights(huge);
        ValidationRecord found = LabelScores.of(sure, Map.of("test", test)).get(0);
        assertThat(found.accuracy()).isLessThan(1);
        assertThat(found.loss()).isBetween(0.1, 103.3);
    }
}
