// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sgd;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inittrace.lifecycle.EpochEnd;
import io.github.inittrace.lifecycle.Observation;
import io.github.inittrace.lifecycle.TensorView;
import io.github.inittrace.lifecycle.TrainingListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.Output;
import org.tribuo.Trainer;
import org.tribuo.classification.sgd.fm.FMClassificationTrainer;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.math.StochasticGradientOptimiser;
import org.tribuo.multilabel.sgd.fm.FMMultiLabelTrainer;
import org.tribuo.multilabel.sgd.objectives.BinaryCrossEntropy;
import org.tribuo.regression.sgd.fm.FMRegressionTrainer;
import org.tribuo.regression.sgd.objectives.Huber;
import org.tribuo.regression.sgd.objectives.SquaredLoss;

/** Watching Tribuo's own trainers changes neither what they train nor what they count. */
class ObservedSGDTrainerTest {
    private static final int EPOCHS = 3;
    private static final long SEED = 17;

    private interface Maker<T extends Output<T>> {
        Trainer<T> of(StochasticGradientOptimiser optimiser, int batchSize);
    }

    private record Case<T extends Output<T>>(
            String name, Maker<T> trainer, Dataset<T> data, Dataset<T> validation) {}

    private static List<Case<?>> cases() {
        return List.of(
                new Case<>(
                        "linear classification",
                        (o, b) -> new LinearSGDTrainer(new LogMulticlass(), o, EPOCHS, -1, b, SEED),
                        StockTrainers.labels(50, 1),
                        StockTrainers.labels(20, 2)),
                new Case<>(
                        "linear multi-label",
                        (o, b) ->
                                new org.tribuo.multilabel.sgd.linear.LinearSGDTrainer(
                                        new BinaryCrossEntropy(), o, EPOCHS, -1, b, SEED),
                        StockTrainers.multiLabels(50, 1),
                        StockTrainers.multiLabels(20, 2)),
                new Case<>(
                        "linear regression",
                        (o, b) ->
                                new org.tribuo.regression.sgd.linear.LinearSGDTrainer(
                                        new SquaredLoss(), o, EPOCHS, -1, b, SEED),
                        StockTrainers.regressors(50, 1),
                        StockTrainers.regressors(20, 2)),
                new Case<>(
                        "FM classification",
                        (o, b) ->
                                new FMClassificationTrainer(
                                        new LogMulticlass(), o, EPOCHS, -1, b, SEED, 3, 0.1),
                        StockTrainers.labels(50, 1),
                        StockTrainers.labels(20, 2)),
                new Case<>(
                        "FM multi-label",
                        (o, b) ->
                                new FMMultiLabelTrainer(
                                        new BinaryCrossEntropy(), o, EPOCHS, -1, b, SEED, 3, 0.1),
                        StockTrainers.multiLabels(50, 1),
                        StockTrainers.multiLabels(20, 2)),
                new Case<>(
                        "FM regression",
                        (o, b) ->
                                new FMRegressionTrainer(
                                        new Huber(), o, EPOCHS, -1, b, SEED, 3, 0.1, true),
                        StockTrainers.regressors(50, 1),
                        StockTrainers.regressors(20, 2)));
    }

    static Stream<Arguments> everyTrainerAndOptimiser() {
        List<Arguments> all = new ArrayList<>();
        for (Case<?> trainer : cases()) {
            StockTrainers.optimisers()
                    .forEach(
                            (name, optimiser) -> {
                                for (int batch : new int[] {1, 16}) {
                                    all.add(Arguments.of(trainer, name, optimiser, batch));
                                }
                            });
        }
        return all.stream();
    }

    @ParameterizedTest(name = "{0}, {1}, batches of {3}")
    @MethodSource("everyTrainerAndOptimiser")
    <T extends Output<T>> void train_isWatched_modelsAndProvenanceAreTheTrainersOwn(
            Case<T> trainer,
            String name,
            Supplier<StochasticGradientOptimiser> optimiser,
            int batchSize) {
        Trainer<T> untraced = trainer.trainer().of(optimiser.get(), batchSize);
        Trainer<T> traced = trainer.trainer().of(optimiser.get(), batchSize);

        Model<T> firstUntraced = untraced.train(trainer.data());
        Model<T> secondUntraced = untraced.train(trainer.data());
        Model<T> firstTraced = traced.train(trainer.data());
        Watched<T> watched = new Watched<>();
        Model<T> secondTraced =
                ObservedSGDTrainer.of(traced)
                        .train(
                                trainer.data(),
                                Map.of(),
                                Trainer.INCREMENT_INVOCATION_COUNT,
                                new Observation<>(
                                        List.of(watched),
                                        Map.of("other", trainer.validation()),
                                        30));
        Model<T> thirdTraced = traced.train(trainer.data());

        assertSameBits(firstTraced, firstUntraced);
        assertSameBits(secondTraced, secondUntraced);
        assertSameBits(thirdTraced, untraced.train(trainer.data()));
        assertThat(traced.getInvocationCount()).isEqualTo(3);
        assertThat(secondTraced.getProvenance().getTrainerProvenance())
                .isEqualTo(secondUntraced.getProvenance().getTrainerProvenance());
        assertThat(secondTraced.getClass()).isEqualTo(secondUntraced.getClass());

        assertThat(watched.indices).containsExactly(0, 1, 2, 3);
        assertThat(bits(watched.last)).isEqualTo(bits(SGDTensors.of(secondTraced)));
        assertThat(watched.runningLosses).hasSize(EPOCHS).allMatch(Double::isFinite);
    }

    private static <T extends Output<T>> void assertSameBits(Model<T> one, Model<T> other) {
        assertThat(bits(SGDTensors.of(one))).isEqualTo(bits(SGDTensors.of(other)));
    }

    private static List<List<Long>> bits(List<TensorView> tensors) {
        return tensors.stream()
                .map(TensorView::copy)
                .map(
                        values ->
                                java.util.Arrays.stream(values)
                                        .mapToObj(Double::doubleToRawLongBits)
                                        .toList())
                .toList();
    }

    private static final class Watched<T extends Output<T>> implements TrainingListener<T> {
        final List<Integer> indices = new ArrayList<>();
        final List<Double> runningLosses = new ArrayList<>();
        List<TensorView> last = List.of();

        @Override
        public void onEpoch(EpochEnd<T> epoch) {
            indices.add(epoch.index());
            if (epoch.runningLoss() != null) {
                runningLosses.add(epoch.runningLoss());
            }
            last = epoch.session().weights();
        }
    }
}
