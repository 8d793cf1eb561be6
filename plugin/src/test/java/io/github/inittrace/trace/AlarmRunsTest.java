// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inittrace.alarms.Alarm;
import io.github.inittrace.alarms.AlarmKind;
import io.github.inittrace.measure.TensorMeasures;
import io.github.inittrace.mlp.BiasGradient;
import io.github.inittrace.mlp.ClippedCrossEntropy;
import io.github.inittrace.mlp.FeatureScaling;
import io.github.inittrace.mlp.Initialiser;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.mlp.RealImages;
import io.github.inittrace.mlp.StepRate;
import io.github.inittrace.run.ConditionalRecord;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.run.TrainingHistory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tribuo.Dataset;
import org.tribuo.classification.Label;

/** Alarms on networks that train: none while all is well, and the right ones when it is not. */
class AlarmRunsTest {
    private static final List<String> MATRICES =
            List.of("hidden1.weight", "hidden2.weight", "output.weight");

    private static TrainingHistory history(
            Dataset<Label> data, int width, double rate, int epochs, long seed) {
        return InitTrace.of(TrainedImages.trainer(width, rate, epochs).seed(seed).build())
                .recording(Recording.full().trainingSample(100))
                .run(data)
                .history();
    }

    @Test
    void alarms_twentyHealthyRuns_noneRaised() throws IOException {
        Dataset<Label> fashion = TrainedImages.fashion(3000);
        Dataset<Label> digits = TrainedImages.digits(3000);
        int[] widths = {16, 32, 64, 128, 256};
        SplittableRandom seeds = new SplittableRandom(99);
        for (int run = 0; run < 20; run++) {
            int width = widths[run % widths.length];
            Dataset<Label> data = run % 2 == 0 ? fashion : digits;
            long seed = seeds.nextLong();
            assertThat(history(data, width, 0.1, 15, seed).alarms())
                    .as("width %d, seed %d", width, seed)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Initialiser.class,
            names = {"GLOROT_UNIFORM", "GLOROT_NORMAL"})
    void alarms_learningRateTwentyfoldFromEpoch13_jumpThereInEveryLayer(
            Initialiser initialiser, @TempDir Path folder) throws IOException {
        TrainingHistory history =
                InitTrace.of(
                                TrainedImages.trainer(64, 0.1, 23)
                                        .schedule(new StepRate(20, 12))
                                        .initialiser(initialiser)
                                        .build())
                        .runFolder(folder)
                        .run(TrainedImages.fashion(6000))
                        .history();
        assertThat(history.alarms()).extracting(Alarm::epoch).allMatch(epoch -> epoch >= 13);
        for (AlarmKind kind : List.of(AlarmKind.DISTANCE_JUMP, AlarmKind.DISTRIBUTION_JUMP)) {
            assertThat(at13(history, kind)).as(kind.id()).containsAll(MATRICES);
        }
        assertThat(RunFolder.open(folder).conditionals())
                .as("taken at alarms and at the end")
                .extracting(ConditionalRecord::epoch)
                .contains(13, 23)
                .doesNotContain(12);
    }

    /** Nothing but the missing movement shows it: the collapse is over before there is a usual step. */
    @Test
    void alarms_collapseInTheFirstEpoch_areThatAllMatricesAreFrozen() throws IOException {
        Dataset<Label> images = RealImages.inverted(TrainedImages.fashion(1000));
        int plateaus = 0;
        for (long seed = 0; seed < 5; seed++) {
            TrainingHistory history =
                    InitTrace.of(
                                    TrainedImages.trainer(64, 0.5, 14)
                                            .loss(new ClippedCrossEntropy())
                                            .seed(seed)
                                            .build())
                            .recording(Recording.full().trainingSample(100))
                            .run(images)
                            .history();
            if (history.last().epochEndLoss() > 13) { // the others end at chance, ln 10
                plateaus++;
                assertThat(history.alarms())
                        .extracting(Alarm::kind)
                        .containsOnly(AlarmKind.DISTANCE_FROZEN);
                assertFrozen(history, MATRICES);
            }
        }
        assertThat(plateaus).isPositive();
    }

    /** The rates of the slides, 784-10-10 on full batches, sampled every ten iterations. */
    @ParameterizedTest
    @ValueSource(doubles = {0.5, 4, 5, 10})
    void alarms_fullBatches_areThatMatricesAreFrozenWhereTheRateKillsAllUnits(double rate) {
        TrainingHistory history =
                InitTrace.of(
                                MLPClassificationTrainer.builder()
                                        .hiddenLayers(10)
                                        .initialiser(Initialiser.UNIFORM, 0.5)
                                        .biasInitialiser(Initialiser.UNIFORM, 0.5)
                                        .biasGradient(BiasGradient.SCALAR_SUM)
                                        .learningRate(rate)
                                        .fullBatch(true)
                                        .epochs(200)
                                        .featureScaling(FeatureScaling.DIVIDE_BY_255)
                                        .seed(1)
                                        .build())
                        .recording(Recording.full().records(Schedule.every(10)).trainingSample(100))
                        .run(TrainedImages.digits(1000))
                        .history();
        if (rate < 1) {
            assertThat(history.alarms()).isEmpty();
        } else {
            assertFrozen(history, List.of("hidden1.weight", "output.weight"));
        }
    }

    /** The alarm is raised at the eleventh sample of a distance that stays what it is. */
    private static void assertFrozen(TrainingHistory history, List<String> matrices) {
        for (String matrix : matrices) {
            double[] distances = distances(history, matrix);
            int from = distances.length - 1;
            while (distances[from - 1] == distances[from]) {
                from--;
            }
            assertThat(from).as(matrix).isBetween(1, distances.length - 11);
            assertThat(history.alarms())
                    .filteredOn(alarm -> alarm.kind() == AlarmKind.DISTANCE_FROZEN)
                    .filteredOn(alarm -> alarm.tensor().equals(matrix))
                    .extracting(Alarm::epoch)
                    .containsExactly(history.epochs().get(from + 10).index());
        }
    }

    private static double[] distances(TrainingHistory history, String tensor) {
        return history.epochs().stream()
                .flatMap(epoch -> epoch.tensors().stream())
                .filter(measures -> measures.name().equals(tensor))
                .mapToDouble(TensorMeasures::distance)
                .toArray();
    }

    private static Stream<String> at13(TrainingHistory history, AlarmKind kind) {
        return history.alarms().stream()
                .filter(alarm -> alarm.kind() == kind && alarm.epoch() == 13)
                .map(Alarm::tensor);
    }
}
