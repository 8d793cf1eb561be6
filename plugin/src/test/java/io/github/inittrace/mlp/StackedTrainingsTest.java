// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.inittrace.kernels.AllKernels;
import io.github.inittrace.kernels.Arena;
import io.github.inittrace.kernels.MatrixKernels;
import io.github.inittrace.kernels.ThreadLimit;
import io.github.inittrace.lifecycle.BatchEnd;
import io.github.inittrace.lifecycle.BatchListener;
import io.github.inittrace.lifecycle.EpochEnd;
import io.github.inittrace.lifecycle.Observation;
import io.github.inittrace.lifecycle.TensorView;
import io.github.inittrace.lifecycle.TrainingEnd;
import io.github.inittrace.lifecycle.TrainingStart;
import io.github.inittrace.lifecycle.TrainingState;
import io.github.inittrace.lifecycle.WeightTensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;

/**
 * Networks of a stack that are trained together. The file is long because each way in which one of them
 * may end has to leave the others as they are.
 */
class StackedTrainingsTest {
    private static final int SIZE = 5;
    private static final MatrixKernels PLAIN = AllKernels.loaded().get(0);

    /** 67 examples: the last batch is smaller than the others. Every other weighs half. */
    private final MutableDataset<Label> data = Blobs.weighted(67, 9, 3, 5L, 0.5f);

    private static MLPClassificationTrainer.Builder builder(long seed) {
        return MLPClassificationTrainer.builder()
                .hiddenLayers(11, 7)
                .batchSize(8)
                .epochs(4)
                .workers(1)
                .seed(seed);
    }

    static Stream<UnaryOperator<MLPClassificationTrainer.Builder>> settings() {
        return Stream.concat(
                AllKernels.loaded().stream().flatMap(StackedTrainingsTest::on), onTheBest());
    }

    private static Stream<UnaryOperator<MLPClassificationTrainer.Builder>> on(
            MatrixKernels kernels) {
        return Stream.of(
                b -> b.kernels(kernels),
                b -> b.kernels(kernels).optimiser(new Adam()).learningRate(0.01).bias(false));
    }

    private static Stream<UnaryOperator<MLPClassificationTrainer.Builder>> onTheBest() {
        return Stream.of(
                b -> b.bias(false),
                b -> b.kernels(PLAIN).optimiser(new Adam()).bias(false),
                b -> b.optimiser(new SGD(0.9)).schedule(new CosineRate()).batchSize(200),
                b -> b.optimiser(new Adam()).learningRate(0.01).weightDecay(0.01),
                b -> b.hiddenLayers(20).activation(Activation.SIGMOID),
                b ->
                        b.hiddenLayers(17, 3, 4)
                                .activation(Activation.TANH)
                                .loss(new ClippedCrossEntropy()),
                b -> b.frozen("hidden1.weight", "output.bias").optimiser(new SGD(0.5)),
                b -> b.frozen("hidden1.bias", "hidden2.weight"),
                b -> b.fullBatch(true));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void train_togetherAndBySelf_givesTheSameBits(
            UnaryOperator<MLPClassificationTrainer.Builder> setting) {
        LongFunction<MLPClassificationTrainer> trainer =
                seed -> setting.apply(builder(seed)).stack(SIZE).build();
        long before = Arena.liveBytes(); // of models that other tests have left to the collector
        // From the middle of one stack to that of the next.
        Map<Long, List<WeightTensor>> together = together(trainer, 3, 4, 5, 6, 8);
        together.forEach(
                (seed, tensors) ->
                        assertThat(tensors)
                                .usingRecursiveComparison()
                                .isEqualTo(trainer.apply(seed).train(data).tensors()));
        assertThat(together.get(3L)).usingRecursiveComparison().isNotEqualTo(together.get(4L));
        assertThat(Arena.liveBytes()).isLessThanOrEqualTo(before);
    }

    /**
     * A network without a stack, from the weights of one in a stack and with the first one's seed,
     * has its order. Sums are taken in another order, so that they agree but for rounding.
     */
    @ParameterizedTest
    @MethodSource("settings")
    void train_inAStack_isTrainingByItselfInTheOrderOfTheFirst(
            UnaryOperator<MLPClassificationTrainer.Builder> setting, @TempDir Path folder)
            throws IOException {
        long seed = SIZE + 4;
        Path start = folder.resolve("start.onnx");
        setting.apply(builder(seed))
                .epochs(0)
                .build()
                .train(data)
                .saveONNXModel("inittrace.test", 1, start);
        List<WeightTensor> alone =
                setting.apply(builder(SIZE + 1)).startFrom(start).build().train(data).tensors();
        List<WeightTensor> stacked =
                setting.apply(builder(seed)).stack(SIZE).build().train(data).tensors();
        List<WeightTensor> otherOrder =
                setting.apply(builder(seed)).startFrom(start).build().train(data).tensors();
        assertThat(furthest(stacked, alone)).isLessThan(1e-6);
        if (setting.apply(builder(1)).build().toString().contains("batchSize=8")) {
            assertThat(furthest(stacked, otherOrder)).isGreaterThan(1e-4);
        }
    }

    @Test
    void train_theFirstOfAStack_isAsWithout() {
        List<WeightTensor> stacked = builder(1).stack(SIZE).build().train(data).tensors();
        assertThat(furthest(stacked, builder(1).build().train(data).tensors())).isLessThan(1e-6);
    }

    @Test
    void train_anotherTime_hasOtherOrdersAndIsFoundAgain() {
        MLPClassificationTrainer trainer = builder(2).stack(SIZE).build();
        List<WeightTensor> first = trainer.train(data).tensors();
        List<WeightTensor> second = trainer.train(data).tensors();
        assertThat(second).usingRecursiveComparison().isNotEqualTo(first);
        MLPClassificationTrainer again = builder(2).stack(SIZE).build();
        again.setInvocationCount(1);
        assertThat(again.train(data).tensors()).usingRecursiveComparison().isEqualTo(second);
    }

    @Test
    void train_whatDivergesOrIsStopped_leavesTheOthersAlone() {
        LongFunction<MLPClassificationTrainer> trainer =
                seed -> builder(seed).optimiser(new Adam()).stack(SIZE).build();
        Map<Long, Watch> watches = new TreeMap<>();
        Map<Long, List<WeightTensor>> together =
                together(
                        trainer,
                        seed ->
                                watches.computeIfAbsent(
                                        seed, any -> new Watch(seed == 2 ? 13 : 1000)),
                        1,
                        2,
                        3);
        // Stopped after 13 steps, 9 of which are an epoch; as if it were by itself.
        Watch alone = new Watch(13);
        List<WeightTensor> stopped =
                trainer.apply(2).train(data, Map.of(), 0, Observation.by(alone)).tensors();
        assertThat(together.get(2L)).usingRecursiveComparison().isEqualTo(stopped);
        assertThat(watches.get(2L).ends).isEqualTo(alone.ends).hasSize(1);
        assertThat(watches.get(2L).ends.get(0)).startsWith("STOPPED");
        assertThat(watches.get(2L).afterStep).usingRecursiveComparison().isEqualTo(alone.afterStep);
        for (long seed : new long[] {1, 3}) {
            assertThat(together.get(seed))
                    .usingRecursiveComparison()
                    .isEqualTo(trainer.apply(seed).train(data).tensors());
            assertThat(watches.get(seed).ends.get(0)).startsWith("COMPLETED");
        }
    }

    @Test
    void train_oneWithHugeWeights_divergesByItself(@TempDir Path folder) throws IOException {
        // Of the same configuration but in seed, one meets a loss that is no number.
        MutableDataset<Label> wild = Blobs.of(67, 9, 3, 5L);
        LongFunction<MLPClassificationTrainer> trainer =
                seed ->
                        builder(seed)
                                .initialiser(Initialiser.NORMAL, 1e9)
                                .learningRate(1e9)
                                .stack(SIZE)
                                .build();
        PreparedData prepared = trainer.apply(1).prepare(wild);
        Map<Long, Watch> together = new TreeMap<>();
        List<Runnable> trainings = new ArrayList<>();
        for (long seed = 1; seed <= SIZE; seed++) {
            long own = seed;
            Watch watch = new Watch(1000);
            together.put(seed, watch);
            trainings.add(
                    () -> trainer.apply(own).train(prepared, Map.of(), 0, Observation.by(watch)));
        }
        StackedTrainings.run(trainings);
        prepared.close();
        together.forEach(
                (seed, watch) -> {
                    Watch alone = new Watch(1000);
                    trainer.apply(seed).train(wild, Map.of(), 0, Observation.by(alone));
                    assertThat(watch.ends).isEqualTo(alone.ends);
                    assertThat(watch.losses).isEqualTo(alone.losses);
                });
        assertThat(together.values()).anyMatch(watch -> watch.ends.get(0).startsWith("DIVERGED"));
    }

    @Test
    void resume_fromDifferentEpochs_comesToTheSameBits() {
        LongFunction<MLPClassificationTrainer> trainer =
                seed -> builder(seed).optimiser(new Adam()).stack(SIZE).build();
        Map<Long, Watch> whole = new TreeMap<>();
        Map<Long, List<WeightTensor>> together =
                together(
                        trainer,
                        seed -> whole.computeIfAbsent(seed, any -> new Watch(1000)),
                        1,
                        2,
                        3,
                        4);
        Map<Long, List<WeightTensor>> resumed = new TreeMap<>();
        try (PreparedData prepared = trainer.apply(1).prepare(data)) {
            List<Runnable> trainings = new ArrayList<>();
            for (long seed = 1; seed <= 4; seed++) {
                long own = seed;
                TrainingState from =
                        whole.get(seed).states.get(new int[] {2, 0, 3, 2}[(int) seed - 1]);
                trainings.add(
                        () ->
                                resumed.put(
                                        own,
                                        trainer.apply(own)
                                                .resume(
                                                        prepared,
                                                        Map.of(),
                                                        0,
                                                        Observation.by(new Watch(1000)),
                                                        from)
                                                .tensors()));
            }
            StackedTrainings.run(trainings);
        }
        assertThat(resumed).usingRecursiveComparison().isEqualTo(together);
    }

    @Test
    void run_trainersThatDiffer_areTrainedByThemselves() {
        LongFunction<MLPClassificationTrainer> trainer =
                seed ->
                        builder(seed)
                                .learningRate(seed == 2 ? 0.2 : 0.1)
                                .stack(seed == 3 ? 1 : SIZE)
                                .build();
        Map<Long, List<WeightTensor>> together = together(trainer, 1, 2, 3, 4);
        together.forEach(
                (seed, tensors) ->
                        assertThat(tensors)
                                .usingRecursiveComparison()
                                .isEqualTo(trainer.apply(seed).train(data).tensors()));
    }

    @Test
    void run_oneThrows_othersAreTrainedAndItIsThrown() {
        MLPClassificationTrainer good = builder(1).stack(SIZE).build();
        AtomicInteger trained = new AtomicInteger();
        assertThatThrownBy(
                        () ->
                                StackedTrainings.run(
                                        List.of(
                                                () -> {
                                                    good.train(data);
                                                    trained.incrementAndGet();
                                                },
                                                () -> {
                                                    throw new IllegalStateException("no");
                                                })))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no");
        assertThat(trained).hasValue(1);
        StackedTrainings.run(List.of());
    }

    @Test
    void run_whoHearsOfOneThrowsAnError_leavesTheOthersAlone() {
        LongFunction<MLPClassificationTrainer> trainer = seed -> builder(seed).stack(SIZE).build();
        AssertionError error = new AssertionError("no");
        BatchListener<Label> failing =
                new BatchListener<>() {
                    @Override
                    public void onBatch(BatchEnd<Label> batch) {
                        throw error;
                    }
                };
        Map<Long, List<WeightTensor>> trained = new TreeMap<>();
        try (PreparedData prepared = trainer.apply(1).prepare(data)) {
            List<Runnable> trainings = new ArrayList<>();
            for (long seed = 1; seed <= 3; seed++) {
                long own = seed;
                BatchListener<Label> listener = seed == 2 ? failing : new Watch(1000);
                trainings.add(
                        () ->
                                trained.put(
                                        own,
                                        trainer.apply(own)
                                                .train(
                                                        prepared,
                                                        Map.of(),
                                                        0,
                                                        Observation.by(listener))
                                                .tensors()));
            }
            assertThatThrownBy(() -> StackedTrainings.run(trainings)).isSameAs(error);
        }
        assertThat(trained).containsOnlyKeys(1L, 3L);
        trained.forEach(
                (seed, tensors) ->
                        assertThat(tensors)
                                .usingRecursiveComparison()
                                .isEqualTo(trainer.apply(seed).train(data).tensors()));
    }

    @Test
    void run_moreThanThereCanBeThreads_trainsThoseThatHaveOneAndSaysSo() {
        MLPClassificationTrainer trainer = builder(1).stack(SIZE).build();
        AtomicInteger trained = new AtomicInteger();
        Runnable training =
                () -> {
                    trainer.train(data);
                    trained.incrementAndGet();
                };
        try (ThreadLimit limit = ThreadLimit.of(2)) {
            assertThatThrownBy(() -> StackedTrainings.run(Collections.nCopies(4, training)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "cannot start a thread for each of the 4 networks of a stack: "
                                    + ThreadLimit.MESSAGE
                                    + "; take a smaller stack or fewer workers");
        }
        assertThat(trained).hasValue(2);
    }

    @Test
    void build_whatStacksCannotDo_isRefused() {
        assertThatThrownBy(() -> builder(1).stack(0).build())
                .hasMessageContaining("a stack has 1 to 10000 networks, found 0");
        assertThatThrownBy(() -> builder(1).hiddenLayers().stack(2).build())
                .hasMessageContaining("networks of a stack have a hidden layer, found none");
        assertThatThrownBy(() -> builder(1).gradientClipping(1).stack(2).build())
                .hasMessageContaining("can have neither clipped gradients nor SCALAR_SUM");
        assertThatThrownBy(() -> builder(1).hiddenLayers(60_000).stack(10_000).build().train(data))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("take a smaller stack");
    }

    private Map<Long, List<WeightTensor>> together(
            LongFunction<MLPClassificationTrainer> trainer, long... seeds) {
        return together(trainer, seed -> new Watch(1000), seeds);
    }

    private Map<Long, List<WeightTensor>> together(
            LongFunction<MLPClassificationTrainer> trainer,
            LongFunction<Watch> watch,
            long... seeds) {
        Map<Long, List<WeightTensor>> models = new TreeMap<>();
        try (PreparedData prepared = trainer.apply(seeds[0]).prepare(data)) {
            StackedTrainings.run(
                    Arrays.stream(seeds)
                            .mapToObj(
                                    seed ->
                                            (Runnable)
                                                    () ->
                                                            models.put(
                                                                    seed,
                                                                    trainer.apply(seed)
                                                                            .train(
                                                                                    prepared,
                                                                                    Map.of(),
                                                                                    0,
                                                                                    Observation.by(
                                                                                            watch
                                                                                                    .apply(
                                                                                                            seed)))
                                                                            .tensors()))
                            .toList());
        }
        return models;
    }

    private static double furthest(List<WeightTensor> a, List<WeightTensor> b) {
        double furthest = 0;
        for (int t = 0; t < a.size(); t++) {
            float[] x = a.get(t).values();
            float[] y = b.get(t).values();
            for (int k = 0; k < x.length; k++) {
                furthest = Math.max(furthest, Math.abs(x[k] - (double) y[k]));
            }
        }
        return furthest;
    }

    /** Keeps what it hears, and stops after some steps. */
    private static final class Watch implements BatchListener<Label> {
        final List<String> ends = new ArrayList<>();
        final List<String> losses = new ArrayList<>();
        final SortedMap<Integer, TrainingState> states = new TreeMap<>();
        final List<Double> afterStep = new ArrayList<>();
        private final int steps;
        private int taken;

        Watch(int steps) {
            this.steps = steps;
        }

        @Override
        public void onEpoch(EpochEnd<Label> epoch) {
            losses.add(epoch.training().toString() + epoch.runningLoss());
            TrainingState state = epoch.session().state();
            if (state != null) {
                states.put(epoch.index(), state);
            }
        }

        @Override
        public void onBatch(BatchEnd<Label> batch) {
            TensorView first = batch.session().weights().get(0);
            double[] values = new double[(int) first.size()];
            first.copyTo(values);
            afterStep.add(values[values.length - 1]);
            if (++taken == steps) {
                batch.session().requestStop("enough");
            }
        }

        @Override
        public void onEnd(TrainingEnd<Label> end) {
            ends.add(end.reason() + " " + end.message() + " " + end.epochs());
        }

        @Override
        public void onStart(TrainingStart<Label> start) {}
    }
}
