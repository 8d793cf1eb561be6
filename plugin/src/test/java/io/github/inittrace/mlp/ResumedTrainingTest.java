// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.inittrace.lifecycle.EpochEnd;
import io.github.inittrace.lifecycle.Observation;
import io.github.inittrace.lifecycle.TrainingListener;
import io.github.inittrace.lifecycle.TrainingState;
import io.github.inittrace.lifecycle.WeightTensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.provenance.TrainerProvenance;

/** A training that goes on from the state of any epoch comes to the same weights, bit for bit. */
class ResumedTrainingTest {
    private static final int EPOCHS = 5;

    /** 67 examples: the last batch is smaller than the others. Every other weighs nothing. */
    private final MutableDataset<Label> data = Blobs.weighted(67, 9, 3, 5L, 0f);

    private static MLPClassificationTrainer.Builder builder() {
        return MLPClassificationTrainer.builder()
                .hiddenLayers(11, 7)
                .batchSize(8)
                .epochs(EPOCHS)
                .workers(1);
    }

    static Stream<Supplier<MLPClassificationTrainer.Builder>> settings() {
        return Stream.of(
                ResumedTrainingTest::builder,
                () -> builder().optimiser(new SGD(0.9)),
                () -> builder().optimiser(new Adam()).learningRate(0.01),
                () -> builder().optimiser(new Adam()).workers(3).batchSize(5),
                () -> builder().optimiser(new SGD(0.9)).schedule(new CosineRate()),
                () -> builder().optimiser(new SGD(0.5)).weightDecay(0.01).gradientClipping(0.5),
                () -> builder().optimiser(new Adam()).frozen("hidden1.weight", "output.bias"),
                () -> builder().optimiser(new SGD(0.9)).frozen("hidden2.bias").bias(true),
                () -> builder().optimiser(new Adam()).bias(false),
                () ->
                        builder()
                                .optimiser(new SGD(0.9))
                                .mark(
                                        WeightMask.letterA(
                                                "hidden2.weight", WeightMask.Zeroed.LETTER)),
                () -> builder().optimiser(new Adam()).stack(3).seed(5),
                () -> builder().optimiser(new Adam()).fullBatch(true),
                () -> builder().optimiser(new SGD(0.9)).shuffle(false),
                () -> builder().optimiser(new SGD(0.9)).biasGradient(BiasGradient.SCALAR_SUM),
                // Layers that are cut into several blocks and pieces.
                () -> builder().optimiser(new Adam()).hiddenLayers(700, 400).epochs(2));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void resume_fromEveryEpoch_comesToTheSameBits(
            Supplier<MLPClassificationTrainer.Builder> settings) {
        States whole = new States();
        MLPClassificationModel trained = train(settings.get().build(), whole);
        assertThat(whole.byEpoch).hasSizeGreaterThan(2);
        for (TrainingState state : whole.byEpoch.values()) {
            States rest = new States();
            MLPClassificationModel resumed = resume(settings.get().build(), rest, state);
            assertThat(resumed.tensors()).usingRecursiveComparison().isEqualTo(trained.tensors());
            assertThat(rest.losses).isEqualTo(whole.losses.tailMap(state.epoch(), false));
            assertThat(resumed.getProvenance().getTrainerProvenance())
                    .isEqualTo(trained.getProvenance().getTrainerProvenance());
        }
    }

    @Test
    void resume_withMoreEpochs_comesToTheBitsOfThatMany() {
        States few = new States();
        train(builder().optimiser(new Adam()).build(), few);
        MLPClassificationModel more =
                resume(
                        builder().optimiser(new Adam()).epochs(8).build(),
                        new States(),
                        few.byEpoch.get(EPOCHS));
        assertThat(more.tensors())
                .usingRecursiveComparison()
                .isEqualTo(
                        train(builder().optimiser(new Adam()).epochs(8).build(), new States())
                                .tensors());
    }

    @Test
    void resume_withOtherRatesByThen_isRefused() {
        States states = new States();
        train(builder().schedule(new CosineRate()).build(), states);
        assertThatThrownBy(
                        () ->
                                resume(
                                        builder().schedule(new CosineRate()).epochs(8).build(),
                                        new States(),
                                        states.byEpoch.get(3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the learning rates of CosineRate depend on the number of epochs, so that a"
                                + " training of 5 cannot go on to 8 as if they had been planned;"
                                + " train anew");
    }

    /** Halves the rate in the second half of a training, once there is a loss. */
    public static final class HalfTimeRate implements LearningRateSchedule {
        @Override
        public double factor(int epoch, int epochs) {
            return 1;
        }

        @Override
        public double factor(int epoch, int epochs, List<Double> losses) {
            return !losses.isEmpty() && 2 * epoch > epochs ? 0.5 : 1;
        }

        @Override
        public boolean followsLosses() {
            return true;
        }

        @Override
        public String toString() {
            return "HalfTimeRate";
        }
    }

    @Test
    void resume_withOtherRatesOfAScheduleThatFollowsLosses_isRefused() {
        States states = new States();
        train(builder().schedule(new HalfTimeRate()).build(), states);
        assertThatThrownBy(
                        () ->
                                resume(
                                        builder().schedule(new HalfTimeRate()).epochs(8).build(),
                                        new States(),
                                        states.byEpoch.get(3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "the learning rates of HalfTimeRate depend on the number of epochs");
    }

    @Test
    void provenance_ofAStoppedTraining_keepsRatesThatFollowLossesAndEpochs() {
        LearningRateSchedule schedule = new HalfTimeRate();
        TrainerProvenance asked = builder().schedule(schedule).build().getProvenance();
        List<Double> losses = List.of(3.0, 2.0, 1.0);
        assertThat(StoppedTraining.provenance(asked, schedule, EPOCHS, 3, losses).toString())
                .contains("PlannedRate");
        assertThat(StoppedTraining.provenance(asked, schedule, EPOCHS, 1, losses).toString())
                .doesNotContain("PlannedRate");
    }

    @Test
    void resume_withFewerEpochs_isRefused() {
        States states = new States();
        train(builder().build(), states);
        assertThatThrownBy(
                        () ->
                                resume(
                                        builder().epochs(4).build(),
                                        new States(),
                                        states.byEpoch.get(3)))
                .hasMessage(
                        "training goes on with at least as many epochs as were planned, expected 5"
                                + " or more, found 4");
    }

    @Test
    void resume_fromTheStateOfAnotherOptimiser_isRefused() {
        States states = new States();
        train(builder().build(), states);
        assertThatThrownBy(
                        () ->
                                resume(
                                        builder().optimiser(new SGD(0.9)).build(),
                                        new States(),
                                        states.byEpoch.get(3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "the state of training is that of another trainer: expected")
                .hasMessageContaining("hidden1.weight.momentum_buffer[9, 11]");
    }

    @Test
    void state_withinAnEpochOrDiverged_isNone() {
        States diverged = new States();
        train(builder().learningRate(1e30).build(), diverged);
        assertThat(diverged.byEpoch.keySet()).doesNotContain(diverged.losses.lastKey());
    }

    @Test
    void state_hasTheNamesOfWeightsAndSlots() {
        States states = new States();
        train(builder().hiddenLayers(4).optimiser(new Adam()).build(), states);
        TrainingState state = states.byEpoch.get(2);
        assertThat(state.steps()).isEqualTo(2 * 9);
        assertThat(state.tensors())
                .extracting(WeightTensor::name)
                .startsWith("hidden1.weight", "hidden1.bias", "output.weight", "output.bias")
                .contains("hidden1.weight.exp_avg", "output.bias.exp_avg_sq")
                .hasSize(12);
    }

    private MLPClassificationModel train(MLPClassificationTrainer trainer, States states) {
        return trainer.train(data, Map.of(), 0, observation(states));
    }

    private MLPClassificationModel resume(
            MLPClassificationTrainer trainer, States states, TrainingState from) {
        return trainer.resume(data, Map.of(), 0, observation(states), from);
    }

    private static Observation<Label> observation(States states) {
        return new Observation<>(List.of(states), Map.of(), Observation.ALL, 1);
    }

    /** What every epoch leaves. */
    private static final class States implements TrainingListener<Label> {
        final Map<Integer, TrainingState> byEpoch = new LinkedHashMap<>();
        final TreeMap<Integer, List<Object>> losses = new TreeMap<>();

        @Override
        public void onEpoch(EpochEnd<Label> epoch) {
            TrainingState state = epoch.session().state();
            if (state != null) {
                byEpoch.put(epoch.index(), state);
            }
            List<Object> figures = new ArrayList<>();
            figures.add(epoch.training());
            figures.add(String.valueOf(epoch.runningLoss()));
            figures.add(String.valueOf(epoch.learningRate()));
            losses.put(epoch.index(), figures);
        }
    }
}
