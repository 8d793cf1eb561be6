// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inittrace.kernels.AllKernels;
import io.github.inittrace.kernels.MatrixKernels;
import io.github.inittrace.kernels.PlainKernels;
import io.github.inittrace.lifecycle.Observation;
import io.github.inittrace.lifecycle.WeightTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tribuo.Dataset;
import org.tribuo.classification.Label;

class ReproducibilityTest {

    static MLPClassificationTrainer.Builder small() {
        return MLPClassificationTrainer.builder().hiddenLayers(9, 8).epochs(3).batchSize(50);
    }

    @ParameterizedTest
    @MethodSource("widths")
    void train_anyNumberOfWorkers_givesTheSameBits(MatrixKernels kernels, int width) {
        Dataset<Label> data = Blobs.of(730, 60, 5, 1);
        Supplier<MLPClassificationTrainer.Builder> builder =
                () ->
                        MLPClassificationTrainer.builder()
                                .kernels(kernels)
                                .hiddenLayers(width, width)
                                .epochs(2);
        List<WeightTensor> one = builder.get().workers(1).build().train(data).tensors();
        for (int workers : new int[] {2, 3, 5}) {
            assertSameBits(builder.get().workers(workers).build().train(data).tensors(), one);
        }
    }

    @Test
    void train_stepsSharedAndAloneInTurn_givesSameBits() {
        Dataset<Label> data = Blobs.of(StepSharing.WARM_UP + StepSharing.TRIAL, 5, 3, 1);
        Supplier<MLPClassificationTrainer.Builder> builder =
                () -> MLPClassificationTrainer.builder().hiddenLayers(3).batchSize(1).epochs(1);
        assertSameBits(
                builder.get().workers(2).build().train(data).tensors(),
                builder.get().workers(1).build().train(data).tensors());
    }

    @Test
    void train_batchesInParts_anyNumberOfWorkersGivesTheSameBits() {
        Dataset<Label> data = Blobs.of(4 * GradientDescent.PART, 60, 5, 1);
        Supplier<MLPClassificationTrainer.Builder> builder =
                () ->
                        MLPClassificationTrainer.builder()
                                .hiddenLayers(9, 17)
                                .batchSize(GradientDescent.PART + 500)
                                .epochs(2);
        List<WeightTensor> one = builder.get().workers(1).build().train(data).tensors();
        for (int workers : new int[] {2, 5}) {
            assertSameBits(builder.get().workers(workers).build().train(data).tensors(), one);
        }
    }

    static List<Arguments> widths() {
        List<Arguments> widths = new ArrayList<>();
        for (MatrixKernels kernels : AllKernels.loaded()) {
            for (int width : new int[] {3, 10, 17}) {
                widths.add(Arguments.of(kernels, width));
            }
        }
        AllKernels.fast().forEach(kernels -> widths.add(Arguments.of(kernels, 512)));
        return widths;
    }

    @ParameterizedTest
    @MethodSource("steppers")
    void train_anyStepAndNumberOfWorkers_givesTheSameBitsAndReplays(
            MatrixKernels kernels, UnaryOperator<MLPClassificationTrainer.Builder> option) {
        // 60 to 900 weights is more than one block of rows, 400 rows more than one slice.
        Dataset<Label> data = Blobs.of(400, 60, 5, 1);
        Supplier<MLPClassificationTrainer.Builder> builder =
                () ->
                        option.apply(
                                MLPClassificationTrainer.builder()
                                        .kernels(kernels)
                                        .hiddenLayers(900, 300)
                                        .epochs(2)
                                        .learningRate(0.01));
        MLPClassificationTrainer one = builder.get().workers(1).build();
        List<WeightTensor> first = one.train(data).tensors();
        List<WeightTensor> second = one.train(data).tensors();
        assertThat(bits(second)).isNotEqualTo(bits(first));
        for (int workers : new int[] {2, 3, 5}) {
            MLPClassificationTrainer many = builder.get().workers(workers).build();
            assertSameBits(many.train(data, Map.of(), 1).tensors(), second);
            assertSameBits(many.train(data, Map.of(), 0).tensors(), first);
        }
    }

    /** Every step on the first of the fast kernels, a step of either kind of update on the others. */
    static List<Arguments> steppers() {
        UnaryOperator<MLPClassificationTrainer.Builder> fused =
                builder -> builder.schedule(new CosineRate()).frozen("hidden1.bias");
        UnaryOperator<MLPClassificationTrainer.Builder> buffered =
                builder -> builder.optimiser(new Adam()).fullBatch(true).gradientClipping(1.0);
        List<UnaryOperator<MLPClassificationTrainer.Builder>> others =
                List.of(
                        builder -> builder.optimiser(new SGD(0.9)).weightDecay(1e-3),
                        builder -> builder.optimiser(new Adam()).activation(Activation.TANH),
                        builder -> builder.gradientClipping(0.01).activation(Activation.SIGMOID),
                        builder -> builder.biasGradient(BiasGradient.SCALAR_SUM));
        List<Arguments> steppers = new ArrayList<>();
        for (MatrixKernels kernels : AllKernels.fast()) {
            steppers.add(Arguments.of(kernels, fused));
            steppers.add(Arguments.of(kernels, buffered));
        }
        others.forEach(option -> steppers.add(Arguments.of(MatrixKernels.best(), option)));
        return steppers;
    }

    @Test
    void train_watchedOrNot_givesTheSameBitsAndProvenance() {
        Dataset<Label> data = Blobs.of(300, 12, 3, 1);
        MLPClassificationModel alone = small().build().train(data);
        Observation<Label> watch =
                new Observation<>(
                        List.of(epoch -> epoch.session().model()), Map.of("self", data), 20);
        MLPClassificationModel watched = small().build().train(data, Map.of(), -1, watch);
        assertSameBits(watched.tensors(), alone.tensors());
        assertThat(watched.getProvenance().getTrainerProvenance())
                .isEqualTo(alone.getProvenance().getTrainerProvenance());
        assertThat(watched.getProvenance().getInstanceProvenance())
                .isEqualTo(alone.getProvenance().getInstanceProvenance());
    }

    @Test
    void train_moreEpochs_beginsWithTheSameEpochs() {
        Dataset<Label> data = Blobs.of(200, 12, 3, 1);
        List<MLPClassificationModel> models = new ArrayList<>();
        small().epochs(4)
                .build()
                .train(
                        data,
                        Map.of(),
                        0,
                        Observation.by(
                                epoch ->
                                        models.add(
                                                (MLPClassificationModel) epoch.session().model())));
        for (int epochs = 0; epochs <= 4; epochs++) {
            MLPClassificationModel shorter = small().epochs(epochs).build().train(data);
            assertSameBits(models.get(epochs).tensors(), shorter.tensors());
        }
        assertThat(models.get(0).weightsState()).isEqualTo("initial");
        assertThat(models.get(2).weightsState()).isEqualTo("epoch-2");
    }

    @Test
    void setInvocationCount_replaysThatInvocation() {
        Dataset<Label> data = Blobs.of(200, 12, 3, 1);
        MLPClassificationTrainer trainer = small().build();
        MLPClassificationModel first = trainer.train(data);
        MLPClassificationModel second = trainer.train(data);
        assertThat(trainer.getInvocationCount()).isEqualTo(2);
        assertThat(bits(second.tensors())).isNotEqualTo(bits(first.tensors()));

        MLPClassificationTrainer other = small().build();
        other.setInvocationCount(1);
        assertSameBits(other.train(data).tensors(), second.tensors());
        assertSameBits(trainer.train(data, Map.of(), 0).tensors(), first.tensors());
        assertThat(trainer.getInvocationCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("io.github.inittrace.kernels.AllKernels#loaded")
    void train_concurrently_givesTheModelsOfTheirInvocations(MatrixKernels kernels) {
        Dataset<Label> data = Blobs.of(200, 12, 3, 1);
        List<List<Integer>> inTurn = new ArrayList<>();
        MLPClassificationTrainer serial = small().kernels(kernels).workers(1).build();
        for (int i = 0; i < 6; i++) {
            inTurn.add(bits(serial.train(data).tensors()));
        }
        MLPClassificationTrainer shared = small().kernels(kernels).workers(1).build();
        List<CompletableFuture<List<Integer>>> futures = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            futures.add(CompletableFuture.supplyAsync(() -> bits(shared.train(data).tensors())));
        }
        assertThat(futures.stream().map(CompletableFuture::join).toList())
                .containsExactlyInAnyOrderElementsOf(inTurn);
        assertThat(shared.getInvocationCount()).isEqualTo(6);
    }

    @ParameterizedTest
    @MethodSource("io.github.inittrace.kernels.AllKernels#fast")
    void train_plainAndFastKernels_agreeClosely(MatrixKernels kernels) {
        Dataset<Label> data = Blobs.of(300, 30, 4, 1);
        float[] fast = firstWeights(kernels, data);
        float[] plain = firstWeights(new PlainKernels(), data);
        for (int i = 0; i < fast.length; i++) {
            assertThat(fast[i]).isCloseTo(plain[i], org.assertj.core.api.Assertions.within(1e-5f));
        }
    }

    private static float[] firstWeights(MatrixKernels kernels, Dataset<Label> data) {
        return small().kernels(kernels).build().train(data).tensor("hidden1.weight").values();
    }

    static void assertSameBits(List<WeightTensor> actual, List<WeightTensor> expected) {
        assertThat(bits(actual)).isEqualTo(bits(expected));
    }

    private static List<Integer> bits(List<WeightTensor> tensors) {
        List<Integer> bits = new ArrayList<>();
        for (WeightTensor tensor : tensors) {
            for (float value : tensor.values()) {
                bits.add(Float.floatToRawIntBits(value));
            }
        }
        assertThat(bits.stream().distinct().count()).isGreaterThan(bits.size() / 4L);
        return bits;
    }
}
