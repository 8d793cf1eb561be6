// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sgd;

import static org.assertj.core.api.Assertions.assertThat;

import com.oracle.labs.mlrg.olcut.provenance.primitives.IntProvenance;
import io.github.inittrace.lifecycle.BatchEnd;
import io.github.inittrace.lifecycle.BatchListener;
import io.github.inittrace.lifecycle.EndReason;
import io.github.inittrace.lifecycle.EpochEnd;
import io.github.inittrace.lifecycle.Observation;
import io.github.inittrace.lifecycle.StoppedEarly;
import io.github.inittrace.lifecycle.TensorView;
import io.github.inittrace.lifecycle.TrainingEnd;
import io.github.inittrace.lifecycle.TrainingListener;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.Output;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.sgd.fm.FMClassificationTrainer;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.math.StochasticGradientOptimiser;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.multilabel.sgd.objectives.BinaryCrossEntropy;
import org.tribuo.provenance.TrainerProvenance;
import org.tribuo.regression.sgd.objectives.SquaredLoss;

/** A training of one of Tribuo's own trainers that is left early is one of fewer epochs. */
class StoppedSGDTrainerTest {
    private static final int PLANNED = 20;
    private static final int DONE = 7;
    private static final long SEED = 3;
    private static final Dataset<Label> LABELS = StockTrainers.labels(50, 1);

    private interface Maker<T extends Output<T>> {
        Trainer<T> of(StochasticGradientOptimiser optimiser, int epochs, int batchSize);
    }

    private record Case<T extends Output<T>>(String name, Maker<T> trainer, Dataset<T> data) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Arguments> everyOptimiser() {
        List<Case<?>> trainers =
                List.of(
                        new Case<>(
                                "linear classification",
                                (o, n, b) ->
                                        new LinearSGDTrainer(
                                                new LogMulticlass(), o, n, -1, b, SEED),
                                LABELS),
                        new Case<>(
                                "linear multi-label",
                                (o, n, b) ->
                                        new org.tribuo.multilabel.sgd.linear.LinearSGDTrainer(
                                                new BinaryCrossEntropy(), o, n, -1, b, SEED),
                                StockTrainers.multiLabels(50, 1)),
                        new Case<>(
                                "linear regression",
                                (o, n, b) ->
                                        new org.tribuo.regression.sgd.linear.LinearSGDTrainer(
                                                new SquaredLoss(), o, n, -1, b, SEED),
                                StockTrainers.regressors(50, 1)),
                        new Case<>(
                                "FM classification",
                                (o, n, b) ->
                                        new FMClassificationTrainer(
                                                new LogMulticlass(), o, n, -1, b, SEED, 3, 0.1),
                                LABELS));
        List<Arguments> all = new ArrayList<>();
        for (Case<?> trainer : trainers) {
            StockTrainers.optimisers()
                    .forEach(
                            (name, optimiser) -> {
                                if (trainer == trainers.get(0)) {
                                    all.add(Arguments.of(trainer, name, optimiser, 1));
                                }
                                all.add(Arguments.of(trainer, name, optimiser, 16));
                            });
        }
        return all.stream();
    }

    @ParameterizedTest(name = "{0}, {1}, batches of {3}")
    @MethodSource("everyOptimiser")
    <T extends Output<T>> void requestStop_atTheEndOfAnEpoch_leavesTheModelOfSoManyEpochs(
            Case<T> trainer,
            String name,
            Supplier<StochasticGradientOptimiser> optimiser,
            int batchSize) {
        Trainer<T> planned = trainer.trainer().of(optimiser.get(), PLANNED, batchSize);
        Trainer<T> shorter = trainer.trainer().of(optimiser.get(), DONE, batchSize);
        planned.train(trainer.data());
        shorter.train(trainer.data());

        Stopping<T> stopping = new Stopping<>(DONE);
        Model<T> left = train(planned, trainer.data(), stopping, 1);
        Model<T> whole = shorter.train(trainer.data());

        assertThat(bits(SGDTensors.of(left))).isEqualTo(bits(SGDTensors.of(whole)));
        assertThat(stopping.indices).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
        assertThat(stopping.lastBits).isEqualTo(bits(SGDTensors.of(left)));
        assertThat(stopping.end).isNotNull();
        assertThat(stopping.end.reason()).isEqualTo(EndReason.STOPPED);
        assertThat(stopping.end.message()).isEqualTo("enough");
        assertThat(stopping.end.epochs()).isEqualTo(DONE);
        assertThat(left.getProvenance().getTrainerProvenance())
                .isEqualTo(whole.getProvenance().getTrainerProvenance());
        assertThat(planned.getInvocationCount()).isEqualTo(2);
    }

    @Test
    void provenance_afterAStop_keepsWhatWasPlanned() {
        Model<Label> left = train(linear(PLANNED), LABELS, new Stopping<>(DONE), 1);
        assertThat(left.getProvenance().getInstanceProvenance().getMap().get(StoppedEarly.PLANNED))
                .isEqualTo(new IntProvenance(StoppedEarly.PLANNED, PLANNED));
        assertThat(StoppedEarly.within(left)).isEmpty();
        TrainerProvenance trainer = left.getProvenance().getTrainerProvenance();
        assertThat(trainer.getConfiguredParameters().get("epochs"))
                .isEqualTo(new IntProvenance("epochs", DONE));
    }

    @Test
    void requestStop_betweenRecords_recordsTheEpochWhereTrainingEnds() {
        Stopping<Label> stopping = new Stopping<>(5);
        train(linear(PLANNED), LABELS, stopping, 5);
        assertThat(stopping.indices).containsExactly(0, 5);

        Stopping<Label> outside =
                new Stopping<>(Integer.MAX_VALUE) {
                    @Override
                    public void onBatch(BatchEnd<Label> batch) {
                        if (batch.epoch() == 3 && ++steps == 4) {
                            batch.session().requestStop("enough");
                        }
                    }
                };
        Model<Label> left = train(linear(PLANNED), LABELS, outside, 5);
        // The fourth step of batches of 16 is the last of 50 examples.
        assertThat(outside.indices).containsExactly(0, 3);
        assertThat(StoppedEarly.within(left)).isEmpty();
        assertThat(bits(SGDTensors.of(left)))
                .isEqualTo(bits(SGDTensors.of(linear(3).train(LABELS))));
    }

    @Test
    void requestStop_withinAnEpoch_endsAfterTheMinibatchAndSaysSo() {
        Stopping<Label> stopping =
                new Stopping<>(Integer.MAX_VALUE) {
                    @Override
                    public void onBatch(BatchEnd<Label> batch) {
                        steps++;
                        if (batch.epoch() == 2) {
                            batch.session().requestStop("enough");
                        }
                    }
                };
        Model<Label> left = train(linear(PLANNED), LABELS, stopping, 1);
        assertThat(stopping.steps).isEqualTo(4 + 1);
        assertThat(stopping.indices).containsExactly(0, 1, 2);
        assertThat(stopping.lastWasComplete).isFalse();
        assertThat(stopping.lastBits).isEqualTo(bits(SGDTensors.of(left)));
        assertThat(StoppedEarly.within(left)).hasValue(2);
    }

    @Test
    void requestStop_beforeTheFirstStepOrAtTheLast_endsThere() {
        Stopping<Label> first = new Stopping<>(0);
        Model<Label> untrained = train(linear(PLANNED), LABELS, first, 1);
        assertThat(first.indices).containsExactly(0);
        assertThat(SGDTensors.of(untrained).get(0).copy()).containsOnly(0.0);

        Stopping<Label> last = new Stopping<>(DONE);
        Model<Label> whole = train(linear(DONE), LABELS, last, 1);
        assertThat(last.end).isNotNull();
        assertThat(last.end.reason()).isEqualTo(EndReason.STOPPED);
        assertThat(bits(SGDTensors.of(whole)))
                .isEqualTo(bits(SGDTensors.of(linear(DONE).train(LABELS))));
        assertThat(whole.getProvenance().getInstanceProvenance().getMap()).isEmpty();
    }

    private static Trainer<Label> linear(int epochs) {
        return new LinearSGDTrainer(new LogMulticlass(), new AdaGrad(0.1), epochs, -1, 16, SEED);
    }

    private static <T extends Output<T>> Model<T> train(
            Trainer<T> trainer, Dataset<T> data, TrainingListener<T> listener, int recordEvery) {
        return ObservedSGDTrainer.of(trainer)
                .train(
                        data,
                        Map.of(),
                        Trainer.INCREMENT_INVOCATION_COUNT,
                        new Observation<>(List.of(listener), Map.of(), 30, recordEvery));
    }

    private static List<List<Long>> bits(List<TensorView> tensors) {
        return tensors.stream()
                .map(TensorView::copy)
                .map(v -> Arrays.stream(v).mapToObj(Double::doubleToRawLongBits).toList())
                .toList();
    }

    /** Asks for a stop at the end of an epoch. */
    private static class Stopping<T extends Output<T>> implements BatchListener<T> {
        final List<Integer> indices = new ArrayList<>();
        private final int at;
        List<List<Long>> lastBits = List.of();
        boolean lastWasComplete;
        int steps;
        @Nullable TrainingEnd<T> end;

        Stopping(int at) {
            this.at = at;
        }

        @Override
        public void onEpoch(EpochEnd<T> epoch) {
            indices.add(epoch.index());
            lastBits = bits(epoch.session().weights());
            lastWasComplete = epoch.complete();
            if (epoch.index() == at) {
                epoch.requestStop("enough");
            }
        }

        @Override
        public void onBatch(BatchEnd<T> batch) {}

        @Override
        public void onEnd(TrainingEnd<T> end) {
            this.end = end;
        }
    }
}
