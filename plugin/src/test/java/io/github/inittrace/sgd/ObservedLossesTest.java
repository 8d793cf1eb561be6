// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sgd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.inittrace.lifecycle.EndReason;
import io.github.inittrace.lifecycle.EpochEnd;
import io.github.inittrace.lifecycle.Evaluation;
import io.github.inittrace.lifecycle.Observation;
import io.github.inittrace.lifecycle.TrainingListener;
import io.github.inittrace.lifecycle.TrainingStart;
import io.github.inittrace.lifecycle.WeightsState;
import io.github.inittrace.trace.InitTrace;
import io.github.inittrace.trace.TracedRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Output;
import org.tribuo.Prediction;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.linear.LogisticRegressionTrainer;
import org.tribuo.classification.sgd.objectives.Hinge;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.math.optimisers.SGD;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.sgd.objectives.BinaryCrossEntropy;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.sgd.fm.FMRegressionTrainer;
import org.tribuo.regression.sgd.objectives.AbsoluteLoss;
import org.tribuo.regression.sgd.objectives.SquaredLoss;

/** The losses of Tribuo's trainers, against what the models of each epoch predict. */
class ObservedLossesTest {
    private static final Dataset<Label> LABELS = StockTrainers.labels(60, 1);

    @Test
    void logLikelihood_ofEveryEpoch_isMinusTheLogOfTheModelsProbability() {
        Watched<Label> watched =
                watch(
                        new LinearSGDTrainer(new LogMulticlass(), new AdaGrad(0.1), 3, -1, 4, 7),
                        LABELS);

        watched.assertLosses(
                LABELS,
                (example, prediction) ->
                        -Math.log(
                                prediction
                                        .getOutputScores()
                                        .get(example.getOutput().getLabel())
                                        .getScore()));
        watched.assertAccuracies(
                LABELS,
                (example, prediction) ->
                        prediction.getOutput().equals(example.getOutput()) ? 1 : 0);
        assertThat(watched.epochs.get(0).training().loss()).isCloseTo(Math.log(3), within(1e-12));
        assertThat(watched.fact).isEqualTo("-1 times what LogMulticlass returns, which is a score");
    }

    @Test
    void hinge_isNegatedAsWell_soThatLowerIsBetter() {
        Watched<Label> watched =
                watch(new LinearSGDTrainer(new Hinge(), new AdaGrad(0.1), 3, -1, 4, 7), LABELS);

        assertThat(watched.losses()).allMatch(loss -> loss >= 0);
        assertThat(watched.losses().get(3)).isLessThan(watched.losses().get(0));
    }

    @Test
    void squaredLoss_ofStandardisedTargets_isThatOfTheObjective() {
        Dataset<Regressor> data = StockTrainers.regressors(60, 1);
        Watched<Regressor> watched =
                watch(
                        new org.tribuo.regression.sgd.linear.LinearSGDTrainer(
                                new SquaredLoss(), SGD.getSimpleSGD(0.01), 3, -1, 1, 7),
                        data);

        watched.assertLosses(
                data,
                (example, prediction) -> {
                    double loss = 0;
                    for (Regressor.DimensionTuple truth : example.getOutput()) {
                        double found =
                                prediction
                                        .getOutput()
                                        .getDimension(truth.getName())
                                        .get()
                                        .getValue();
                        loss += 0.5 * (truth.getValue() - found) * (truth.getValue() - found);
                    }
                    return loss;
                });
        assertThat(watched.epochs).allMatch(epoch -> epoch.training().accuracy() == null);
        assertThat(watched.fact).isEqualTo("as SquaredLoss returns it");
    }

    @Test
    void absoluteLoss_ofSmallErrors_mayBeNegative() {
        Dataset<Regressor> data = StockTrainers.regressors(60, 1);
        Watched<Regressor> watched =
                watch(
                        new FMRegressionTrainer(
                                new AbsoluteLoss(), new AdaGrad(0.1), 10, -1, 1, 7, 2, 0.1, true),
                        data);

        assertThat(watched.losses().get(10)).isNegative().isLessThan(watched.losses().get(0));
    }

    @Test
    void multiLabels_areRight_whenAllLabelsAre() {
        Dataset<MultiLabel> data = StockTrainers.multiLabels(60, 1);
        Watched<MultiLabel> watched =
                watch(
                        new org.tribuo.multilabel.sgd.linear.LinearSGDTrainer(
                                new BinaryCrossEntropy(), new AdaGrad(0.1), 5, -1, 1, 7),
                        data);

        watched.assertAccuracies(
                data,
                (example, prediction) ->
                        names(prediction.getOutput()).equals(names(example.getOutput())) ? 1 : 0);
        assertThat(watched.epochs.get(5).training().accuracy()).isGreaterThan(0.7);
    }

    private static Set<String> names(MultiLabel labels) {
        return labels.getLabelSet().stream().map(Label::getLabel).collect(Collectors.toSet());
    }

    @Test
    void runningLoss_whileNothingIsLearned_isTheLossOfTheStart() {
        Watched<Label> watched =
                watch(
                        new LinearSGDTrainer(
                                new LogMulticlass(), SGD.getSimpleSGD(0.0), 2, -1, 8, 7),
                        LABELS);

        assertThat(watched.epochs.get(0).runningLoss()).isNull();
        assertThat(watched.epochs.get(1).runningLoss()).isCloseTo(Math.log(3), within(1e-12));
        assertThat(watched.epochs.get(2).runningLoss()).isCloseTo(Math.log(3), within(1e-12));
    }

    @Test
    void model_inMidTraining_isMarkedAndKeepsItsWeights() {
        Watched<Label> watched = watch(new LogisticRegressionTrainer(), LABELS);

        assertThat(watched.models.stream().map(WeightsState::of))
                .containsExactly("initial", "epoch-1", "epoch-2", "epoch-3", "epoch-4", "epoch-5");
        assertThat(SGDTensors.of(watched.models.get(0)).get(0).copy()).containsOnly(0.0);
        assertThat(SGDTensors.of(watched.models.get(1)).get(0).copy())
                .isNotEqualTo(SGDTensors.of(watched.models.get(5)).get(0).copy());
    }

    @Test
    void trace_ofLogisticRegression_startsAtZeroAndEndsAtTheModel() {
        TracedRun<Label> run =
                InitTrace.of(new LogisticRegressionTrainer())
                        .validateOn("test", StockTrainers.labels(30, 2))
                        .run(LABELS);

        assertThat(run.history().epochs()).hasSize(6);
        assertThat(run.history().first().total().distance()).isZero();
        assertThat(run.history().last().total().relativeDistance()).isNull();
        assertThat(run.ending().reason()).isEqualTo(EndReason.COMPLETED);
        assertThat(run.record().architecture().stream().map(shape -> shape.name()))
                .containsExactly("linear_sgd_weights", "linear_sgd_bias");
    }

    @Test
    void train_onUnknownOutputs_isRefusedAndNotCounted() {
        MutableDataset<Label> unlabelled =
                new MutableDataset<>(
                        new SimpleDataSourceProvenance("none", new LabelFactory()),
                        new LabelFactory());
        unlabelled.add(
                new ArrayExample<>(
                        LabelFactory.UNKNOWN_LABEL, new String[] {"f0"}, new double[] {1}));
        Trainer<Label> trainer = new LogisticRegressionTrainer();

        assertThatThrownBy(() -> InitTrace.of(trainer).run(unlabelled))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the training data must have known outputs, found 1 unknown");
        assertThat(trainer.getInvocationCount()).isZero();
    }

    private static <T extends Output<T>> Watched<T> watch(Trainer<T> trainer, Dataset<T> data) {
        Watched<T> watched = new Watched<>();
        ObservedSGDTrainer.of(trainer).train(data, Map.of(), -1, Observation.by(watched));
        return watched;
    }

    private static final class Watched<T extends Output<T>> implements TrainingListener<T> {
        final List<EpochEnd<T>> epochs = new ArrayList<>();
        final List<Model<T>> models = new ArrayList<>();
        String fact = "";

        @Override
        public void onStart(TrainingStart<T> start) {
            fact = String.valueOf(start.facts().get("loss"));
        }

        @Override
        public void onEpoch(EpochEnd<T> epoch) {
            epochs.add(epoch);
            models.add(epoch.session().model());
        }

        List<Double> losses() {
            return epochs.stream().map(EpochEnd::training).map(Evaluation::loss).toList();
        }

        void assertLosses(Dataset<T> data, ToDoubleBiFunction<Example<T>, Prediction<T>> ofOne) {
            for (int i = 0; i < epochs.size(); i++) {
                assertThat(epochs.get(i).training().loss())
                        .as("loss of epoch " + i)
                        .isCloseTo(mean(models.get(i), data, ofOne), within(1e-9));
            }
        }

        void assertAccuracies(
                Dataset<T> data, ToDoubleBiFunction<Example<T>, Prediction<T>> ofOne) {
            for (int i = 0; i < epochs.size(); i++) {
                assertThat(epochs.get(i).training().accuracy())
                        .as("accuracy of epoch " + i)
                        .isCloseTo(mean(models.get(i), data, ofOne), within(1e-12));
            }
        }

        private double mean(
                Model<T> model,
                Dataset<T> data,
                ToDoubleBiFunction<Example<T>, Prediction<T>> ofOne) {
            double sum = 0;
            for (Example<T> example : data) {
                sum += ofOne.applyAsDouble(example, model.predict(example));
            }
            return sum / data.size();
        }
    }
}
