// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.inittrace.kernels.AllKernels;
import io.github.inittrace.kernels.MatrixKernels;
import io.github.inittrace.lifecycle.WeightTensor;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.trace.InitTrace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tribuo.Dataset;
import org.tribuo.MutableDataset;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.impl.ArrayExample;

/** Trainings on sparse rows against those on dense ones of the same data. */
class SparseInputTest {
    /** With a batch of 50 the last of an epoch has 30 examples. */
    private final Dataset<Label> data = SparseTexts.of(330, 300, 6, 1);

    private static MLPClassificationTrainer.Builder small() {
        return MLPClassificationTrainer.builder().hiddenLayers(17, 9).epochs(3).batchSize(50);
    }

    private static double furthest(List<WeightTensor> some, List<WeightTensor> others) {
        double furthest = 0.0;
        assertThat(some).hasSameSizeAs(others);
        for (int t = 0; t < some.size(); t++) {
            float[] a = some.get(t).values();
            float[] b = others.get(t).values();
            for (int i = 0; i < a.length; i++) {
                furthest = Math.max(furthest, Math.abs(a[i] - b[i]));
            }
        }
        return furthest;
    }

    static List<UnaryOperator<MLPClassificationTrainer.Builder>> settings() {
        return List.of(
                builder -> builder,
                builder -> builder.optimiser(new SGD(0.9)),
                builder -> builder.optimiser(new Adam()).learningRate(0.001),
                builder -> builder.weightDecay(0.01),
                builder -> builder.optimiser(new Adam()).learningRate(0.001).weightDecay(0.01),
                builder -> builder.gradientClipping(0.05).activation(Activation.SIGMOID),
                builder -> builder.optimiser(new SGD(0.9)).gradientClipping(0.1).weightDecay(0.01),
                builder -> builder.frozen("hidden1.weight"),
                builder -> builder.frozen("hidden1.bias", "output.weight").weightDecay(0.01),
                builder -> builder.frozen("hidden1.weight").optimiser(new SGD(0.9)),
                builder -> builder.bias(false),
                builder -> builder.bias(false).weightDecay(0.01).activation(Activation.TANH),
                builder -> builder.biasGradient(BiasGradient.SCALAR_SUM).learningRate(0.01),
                builder -> builder.fullBatch(true).learningRate(1.0),
                builder -> builder.hiddenLayers(),
                builder -> builder.hiddenLayers(1).loss(new ClippedCrossEntropy()),
                builder -> builder.featureScaling(FeatureScaling.DIVIDE_BY_255).learningRate(2.0),
                builder ->
                        builder.inputOrder(
                                IntStream.range(0, 300)
                                        .mapToObj(i -> SparseTexts.name(i * 7 % 300))
                                        .toList()));
    }

    /** The largest difference measured is 1.4e-7, of weights that move by up to 0.6. */
    @ParameterizedTest
    @MethodSource("settings")
    void train_sparseOrDense_givesTheSameWeightsButForRounding(
            UnaryOperator<MLPClassificationTrainer.Builder> setting) {
        for (MatrixKernels kernels : AllKernels.loaded()) {
            Supplier<MLPClassificationTrainer.Builder> builder =
                    () -> setting.apply(small().kernels(kernels).workers(2));
            List<WeightTensor> dense = builder.get().build().train(data).tensors();
            List<WeightTensor> sparse =
                    builder.get().inputLayout(InputLayout.SPARSE).build().train(data).tensors();
            List<WeightTensor> start = builder.get().epochs(0).build().train(data).tensors();
            assertThat(furthest(sparse, dense)).isLessThan(1e-6);
            assertThat(furthest(sparse, start)).isGreaterThan(1e-3);
        }
    }

    static List<UnaryOperator<MLPClassificationTrainer.Builder>> steppers() {
        return List.of(
                builder -> builder,
                builder -> builder.optimiser(new Adam()).learningRate(0.001).gradientClipping(0.1),
                builder -> builder.optimiser(new SGD(0.9)).fullBatch(true));
    }

    @ParameterizedTest
    @MethodSource("steppers")
    void train_anyNumberOfWorkers_givesTheSameBits(
            UnaryOperator<MLPClassificationTrainer.Builder> stepper) {
        // Three blocks of weight rows, more slices than workers, and sparse without being told.
        Dataset<Label> many = SparseTexts.of(1250, 1200, 8, 2);
        Supplier<MLPClassificationTrainer.Builder> builder =
                () -> stepper.apply(small().hiddenLayers(300, 9).batchSize(300).epochs(2));
        List<WeightTensor> one = builder.get().workers(1).build().train(many).tensors();
        for (int workers : new int[] {2, 5}) {
            ReproducibilityTest.assertSameBits(
                    builder.get().workers(workers).build().train(many).tensors(), one);
        }
        List<WeightTensor> dense =
                builder.get().inputLayout(InputLayout.DENSE).build().train(many).tensors();
        assertThat(furthest(one, dense)).isBetween(1e-12, 1e-6);
    }

    @Test
    void evaluations_ofSparseRows_areThoseOfDenseOnes() {
        Dataset<Label> test = SparseTexts.of(1200, 300, 6, 3);
        List<EpochRecord> dense = records(InputLayout.DENSE, test);
        List<EpochRecord> sparse = records(InputLayout.SPARSE, test);
        for (int e = 0; e < dense.size(); e++) {
            assertThat(sparse.get(e).epochEndLoss())
                    .isCloseTo(dense.get(e).epochEndLoss(), within(1e-6));
            assertThat(sparse.get(e).validation().get(0).loss())
                    .isCloseTo(dense.get(e).validation().get(0).loss(), within(1e-6));
            assertThat(sparse.get(e).validation().get(0).accuracy())
                    .isEqualTo(dense.get(e).validation().get(0).accuracy());
        }
        MLPClassificationTrainer trainer = small().inputLayout(InputLayout.SPARSE).build();
        try (PreparedData train = trainer.prepare(data);
                PreparedData validation = train.validation(test)) {
            assertThat(
                            InitTrace.of(trainer)
                                    .validateOn("test", validation)
                                    .run(train)
                                    .history()
                                    .epochs())
                    .extracting(EpochRecord::validation)
                    .isEqualTo(sparse.stream().map(EpochRecord::validation).toList());
        }
    }

    private List<EpochRecord> records(InputLayout layout, Dataset<Label> test) {
        return InitTrace.of(small().inputLayout(layout).build())
                .validateOn("test", test)
                .run(data)
                .history()
                .epochs();
    }

    @Test
    void predictions_ofManySparseExamples_areThoseOfEach() {
        MutableDataset<Label> many = SparseTexts.of(1100, 1000, 5, 4);
        MLPClassificationModel model = small().build().train(many);
        many.add(
                new ArrayExample<>(
                        new Label("class-0"),
                        new String[] {"unknown", SparseTexts.name(3)},
                        new double[] {7, 1}));
        List<Prediction<Label>> together = model.predict(many);
        assertThat(together).hasSize(1101);
        for (int i = 0; i < together.size(); i += 50) {
            Prediction<Label> alone = model.predict(many.getExample(i));
            assertThat(together.get(i).getNumActiveFeatures())
                    .isEqualTo(alone.getNumActiveFeatures());
            Map<String, Label> scores = together.get(i).getOutputScores();
            alone.getOutputScores()
                    .forEach(
                            (name, label) ->
                                    assertThat(scores.get(name).getScore())
                                            .isCloseTo(label.getScore(), within(1e-6)));
        }
    }

    @Test
    void train_fromAFileOnSparseRows_startsThere(@TempDir Path folder) throws IOException {
        MLPClassificationModel before = small().build().train(data);
        Path file = folder.resolve("before.onnx");
        before.saveONNXModel("test", 1, file);
        Supplier<MLPClassificationTrainer.Builder> started =
                () -> MLPClassificationTrainer.builder().startFrom(file).batchSize(50).epochs(2);
        List<WeightTensor> dense = started.get().build().train(data).tensors();
        List<WeightTensor> sparse =
                started.get().inputLayout(InputLayout.SPARSE).build().train(data).tensors();
        assertThat(furthest(sparse, dense)).isLessThan(1e-6);
        assertThat(furthest(sparse, before.tensors())).isGreaterThan(1e-3);
    }

    @Test
    void train_valueThatIsNotFinite_isRefusedAsWithDenseRows() {
        MutableDataset<Label> bad = SparseTexts.of(60, 40, 4, 5);
        bad.add(
                new ArrayExample<>(
                        new Label("class-1"),
                        new String[] {SparseTexts.name(7)},
                        new double[] {1e300}));
        for (InputLayout layout : InputLayout.values()) {
            assertThatThrownBy(() -> small().inputLayout(layout).build().train(bad))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "example 60 of the training data must have features that are finite in"
                                    + " float32, found 1.0E300 for '00007'");
        }
    }
}
