// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.inittrace.data.DigitsDataSource;
import io.github.inittrace.lifecycle.BatchListener;
import io.github.inittrace.lifecycle.TensorView;
import io.github.inittrace.measure.Deviation;
import io.github.inittrace.measure.TensorValues;
import io.github.inittrace.mlp.FeatureScaling;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.run.BatchLosses;
import io.github.inittrace.run.LossLevelRecord;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.verify.Verification;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Dataset;
import org.tribuo.MutableDataset;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.math.optimisers.AdaGrad;

class LossLevelsTest {
    private static final double[] LEVELS = {0.3, 0.6, 1.0, 1e-9};
    private static final double[] FALLING = {1.0, 0.6, 0.3, 1e-9};

    @TempDir private Path temporary;
    private final Dataset<Label> data = new MutableDataset<>(new DigitsDataSource(40, 1));

    private static List<Double> repeat(LossLevels levels, double loss, int times) {
        List<Double> reached = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            reached.addAll(levels.next(loss));
        }
        return reached;
    }

    @Test
    void next_ofFewerThanAHundredBatches_reachesNothing() {
        LossLevels levels = new LossLevels(List.of(1.0, 2.0));
        assertThat(repeat(levels, 0, 99)).isEmpty();
        assertThat(levels.next(150)).containsExactly(2.0);
        assertThat(levels.mean()).isEqualTo(1.5);
        assertThat(levels.steps()).isEqualTo(100);
    }

    @Test
    void next_ofASequence_reachesEachLevelOnceAndTheHighestFirst() {
        LossLevels levels = new LossLevels(List.of(0.25, 1.0, 0.5));
        assertThat(repeat(levels, 2, 100)).isEmpty();
        // After n zeros the mean is 2 - n / 50: 1 after 50, 0.5 after 75, 0.25 after 88.
        assertThat(repeat(levels, 0, 49)).isEmpty();
        assertThat(levels.next(0)).containsExactly(1.0);
        assertThat(repeat(levels, 0, 24)).isEmpty();
        assertThat(levels.next(0)).containsExactly(0.5);
        assertThat(repeat(levels, 2, 100)).isEmpty();
        assertThat(repeat(levels, 0, 87)).isEmpty();
        assertThat(levels.next(0)).containsExactly(0.25);
        assertThat(repeat(levels, 0, 200)).isEmpty();
        LossLevels both = new LossLevels(List.of(0.5, 1.0));
        assertThat(repeat(both, 0.5, 100)).containsExactly(1.0, 0.5);
    }

    @Test
    void next_whileALossIsNotFinite_reachesNothing() {
        LossLevels levels = new LossLevels(List.of(1.0));
        levels.next(Double.NaN);
        assertThat(repeat(levels, 0, 99)).isEmpty();
        assertThat(levels.next(0)).containsExactly(1.0);
    }

    @Test
    void state_ofAnyMoment_leadsToTheSameLevelsAndBits() {
        LossLevels whole = new LossLevels(List.of(0.8, 0.4));
        for (int i = 0; i < 450; i++) {
            BatchLosses state = whole.state();
            LossLevels again = new LossLevels(state);
            assertThat(again.state()).isEqualTo(state);
            double loss = 1.0 / 3 + 1.0 / (1 + i % 17) + 40.0 / (1 + i);
            assertThat(again.next(loss)).isEqualTo(whole.next(loss));
            if (whole.steps() >= 100) {
                assertThat(again.mean()).isEqualTo(whole.mean());
            }
        }
        assertThat(whole.state().open()).containsExactly(0.4);
    }

    /** What a listener finds that computes it by hand. */
    private static final class ByHand {
        private final List<Double> losses = new ArrayList<>();
        private final List<LossLevelRecord> found = new ArrayList<>();
        private final List<double[]> initial = new ArrayList<>();

        InitTrace<Label> on(InitTrace<Label> trace) {
            BatchListener<Label> batches =
                    batch -> {
                        losses.add(batch.loss());
                        if (losses.size() < 100) {
                            return;
                        }
                        double sum = 0;
                        for (double loss : losses.subList(losses.size() - 100, losses.size())) {
                            sum += loss;
                        }
                        for (double level : FALLING) {
                            if (sum / 100 <= level
                                    && found.stream().noneMatch(f -> f.level() == level)) {
                                Deviation now = measure(batch.session().weights());
                                found.add(
                                        new LossLevelRecord(
                                                level,
                                                batch.epoch(),
                                                losses.size(),
                                                sum / 100,
                                                now.tensors(),
                                                now.total()));
                            }
                        }
                    };
            return trace.listener(batches)
                    .listener(
                            epoch -> {
                                if (epoch.index() == 0) {
                                    epoch.session().weights().forEach(v -> initial.add(v.copy()));
                                }
                            });
        }

        private Deviation measure(List<TensorView> views) {
            List<TensorValues> values = new ArrayList<>();
            for (int i = 0; i < views.size(); i++) {
                TensorView view = views.get(i);
                values.add(
                        new TensorValues(
                                view.name(), view.shape(), initial.get(i), null, view.copy()));
            }
            return Deviation.of(values);
        }
    }

    private static MLPClassificationTrainer network(int workers) {
        return MLPClassificationTrainer.builder()
                .hiddenLayers(8, 6)
                .batchSize(3) // 14 steps an epoch, the last of one example
                .epochs(25)
                .featureScaling(FeatureScaling.DIVIDE_BY_255)
                .workers(workers)
                .build();
    }

    private RunFolder run(String name, Trainer<Label> trainer, Recording recording, ByHand by)
            throws IOException {
        Path folder = temporary.resolve(name);
        by.on(InitTrace.of(trainer).recording(recording).runFolder(folder)).run(data);
        assertThat(Verification.of(folder).differences()).isEmpty();
        return RunFolder.open(folder);
    }

    @Test
    void lossLevels_ofANetwork_areWhatAListenerFindsByHand() throws IOException {
        ByHand by = new ByHand();
        RunFolder full = run("full", network(1), Recording.full().lossLevels(LEVELS), by);
        assertThat(by.losses).hasSize(25 * 14);
        assertThat(by.found)
                .extracting(LossLevelRecord::level)
                .startsWith(1.0)
                .doesNotContain(1e-9)
                .hasSizeGreaterThan(1);
        assertThat(full.lossLevels()).isEqualTo(by.found);
        assertThat(full.manifest().orElseThrow().files()).containsKey("loss-levels.jsonl");
        LossLevelRecord first = full.lossLevels().get(0);
        assertThat(first.epoch()).isEqualTo((first.step() - 1) / 14 + 1);
        assertThat(first.tensors().get(0).updateSize()).isNull();

        RunFolder light =
                run("light", network(2), Recording.light().lossLevels(LEVELS), new ByHand());
        assertThat(light.lossLevels()).isEqualTo(by.found);
        InitTrace<Label> plain = InitTrace.of(network(1));
        assertThat(full.record().ending().weightsSha256())
                .isEqualTo(plain.run(data).ending().weightsSha256());
    }

    @Test
    void batches_ofANetwork_haveTheMeanOfTheirPassAndNoState() {
        List<Double> means = new ArrayList<>();
        double[] sum = {0, 0};
        BatchListener<Label> batches =
                batch -> {
                    assertThat(batch.session().state()).isNull();
                    sum[0] += batch.loss();
                    sum[1]++;
                };
        TracedRun<Label> run =
                InitTrace.of(
                                MLPClassificationTrainer.builder()
                                        .hiddenLayers(4)
                                        .epochs(3)
                                        .batchSize(10)
                                        .build())
                        .listener(batches)
                        .listener(
                                epoch -> {
                                    means.add(sum[0] / sum[1]);
                                    sum[0] = 0;
                                    sum[1] = 0;
                                    assertThat(epoch.session().state()).isNotNull();
                                })
                        .run(data);
        for (int epoch = 1; epoch <= 3; epoch++) {
            assertThat(run.history().epochs().get(epoch).runningLoss())
                    .isCloseTo(means.get(epoch), within(1e-12));
        }
    }

    @Test
    void lossLevels_ofTribuosTrainers_areWhatAListenerFindsByHand() throws IOException {
        ByHand by = new ByHand();
        RunFolder run =
                run(
                        "linear",
                        new LinearSGDTrainer(
                                new LogMulticlass(), new AdaGrad(0.01), 30, 1000, 7, 1L),
                        Recording.light().lossLevels(LEVELS),
                        by);
        assertThat(by.losses).hasSize(30 * 6);
        assertThat(by.found).isNotEmpty();
        assertThat(run.lossLevels()).isEqualTo(by.found);
    }

    @Test
    void lossLevels_ofATrainerThatTellsNoLosses_areMissedInOneLine() throws IOException {
        Path folder = temporary.resolve("run");
        try (Logs logs = Logs.of(Recorder.class)) {
            InitTrace.of(new FakeTrainer(4))
                    .recording(Recording.full().lossLevels(LEVELS))
                    .runFolder(folder)
                    .run(FakeData.of(6));
            assertThat(logs.messages())
                    .containsOnlyOnce(
                            FakeTrainer.class.getName()
                                    + " does not tell the losses of its minibatches, so there is"
                                    + " no loss-levels.jsonl");
        }
        assertThat(RunFolder.open(folder).lossLevels()).isEmpty();
    }

    @Test
    void lossLevels_wrong_areRefused() {
        for (double[] wrong : new double[][] {{Double.NaN}, {1, 2, 1}, {-1.0 / 0}}) {
            assertThatThrownBy(() -> Recording.full().lossLevels(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith(
                            "levels of the loss must be finite numbers, each given once, found [");
        }
    }
}
