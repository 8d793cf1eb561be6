// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inittrace.kernels.AllKernels;
import io.github.inittrace.kernels.MatrixKernels;
import io.github.inittrace.lifecycle.EpochEnd;
import io.github.inittrace.lifecycle.Observation;
import io.github.inittrace.lifecycle.WeightTensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;

/**
 * For every loss, activation and bias rule, with and without decay: one step over the whole data at learning rate 1
 * moves every parameter by minus its gradient, which is compared with central differences of the
 * loss, computed in double by other code. Where the loss clips, both are 0 at some examples;
 * where biases have one gradient in common, it is the sum of the differences.
 */
class GradientTest {
    private static final double STEP = 1e-5;

    /** Large enough for an untrained network to be outside at both ends. */
    private static final double CLIP = 0.25;

    private static final Map<String, Double> CLASS_WEIGHTS = Map.of("class-0", 3.0, "class-2", 0.5);

    static List<Arguments> networks() {
        List<Arguments> networks = new ArrayList<>();
        for (MatrixKernels kernels : AllKernels.loaded()) {
            for (Activation activation : Activation.values()) {
                for (double decay : new double[] {0.0, 0.3}) {
                    for (Loss loss : List.of(new CrossEntropy(), new ClippedCrossEntropy(CLIP))) {
                        for (BiasGradient bias : BiasGradient.values()) {
                            networks.add(network(kernels, activation, loss, decay, bias, 5, 4));
                            networks.add(network(kernels, activation, loss, decay, bias, 17));
                        }
                        networks.add(network(kernels, activation, loss, decay, null, 3, 3, 3));
                    }
                }
            }
            networks.add(
                    network(
                            kernels,
                            Activation.RELU,
                            new CrossEntropy(),
                            0.0,
                            BiasGradient.PER_UNIT));
            networks.add(
                    Arguments.of(
                            builder(kernels)
                                    .hiddenLayers(5)
                                    .classWeights(ClassWeights.of(CLASS_WEIGHTS))
                                    .build(),
                            0.0,
                            false));
        }
        return networks;
    }

    private static Arguments network(
            MatrixKernels kernels,
            Activation activation,
            Loss loss,
            double decay,
            @Nullable BiasGradient biasGradient,
            int... hidden) {
        MLPClassificationTrainer trainer =
                builder(kernels)
                        .activation(activation)
                        .loss(loss)
                        .weightDecay(decay)
                        .bias(biasGradient != null)
                        .biasGradient(biasGradient == null ? BiasGradient.PER_UNIT : biasGradient)
                        .hiddenLayers(hidden)
                        .build();
        return Arguments.of(trainer, decay, biasGradient == BiasGradient.SCALAR_SUM);
    }

    private static MLPClassificationTrainer.Builder builder(MatrixKernels kernels) {
        return MLPClassificationTrainer.builder()
                .kernels(kernels)
                .learningRate(1.0)
                .batchSize(1000)
                .epochs(1)
                .seed(7);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void step_everyParameter_isMinusTheNumericalGradient(
            MLPClassificationTrainer trainer, double decay, boolean scalarBias) {
        MutableDataset<Label> data = Blobs.weighted(50, 6, 3, 3, 2.5f);
        assertSteps(trainer, data, decay, scalarBias, Integer.MAX_VALUE);
    }

    /** What is laid out in two whole parts and a rest, whose gradients are summed. */
    @ParameterizedTest
    @MethodSource("kernels")
    void step_batchInParts_isMinusTheNumericalGradient(MatrixKernels kernels) {
        MutableDataset<Label> data = Blobs.weighted(2 * GradientDescent.PART + 77, 6, 3, 3, 2.5f);
        MLPClassificationTrainer trainer =
                builder(kernels).hiddenLayers(5).fullBatch(true).gradientClipping(10.0).build();
        assertSteps(trainer, data, 0.0, false, Integer.MAX_VALUE);
    }

    static List<MatrixKernels> kernels() {
        return AllKernels.loaded();
    }

    static List<Arguments> wideNetworks() {
        List<Arguments> networks = new ArrayList<>();
        for (MatrixKernels kernels : AllKernels.loaded()) {
            for (InputLayout inputs : List.of(InputLayout.DENSE, InputLayout.SPARSE)) {
                for (Activation activation : Activation.values()) {
                    networks.add(wide(kernels, activation, inputs, 20, 5, 330, 400));
                }
                // With thin layers below.
                networks.add(wide(kernels, Activation.RELU, inputs, 20, 5, 7, 400, 330));
            }
            networks.add(wide(kernels, Activation.RELU, InputLayout.DENSE, 400, 4, 330));
            // The outputs are the wide layer.
            networks.add(wide(kernels, Activation.RELU, InputLayout.DENSE, 3, 30, 4500));
        }
        return networks;
    }

    private static Arguments wide(
            MatrixKernels kernels,
            Activation activation,
            InputLayout inputs,
            int features,
            int classes,
            int... hidden) {
        return Arguments.of(
                builder(kernels)
                        .activation(activation)
                        .inputLayout(inputs)
                        .hiddenLayers(hidden)
                        .build(),
                features,
                classes);
    }

    /** Layers that are computed by blocks of units: some parameters of each tensor. */
    @ParameterizedTest
    @MethodSource("wideNetworks")
    void step_wideLayers_isMinusTheNumericalGradient(
            MLPClassificationTrainer trainer, int features, int classes) {
        assertSteps(trainer, Blobs.weighted(37, features, classes, 3, 2.5f), 0.0, false, 4);
    }

    /** Compares up to {@code most} parameters of each tensor. */
    private static void assertSteps(
            MLPClassificationTrainer trainer,
            MutableDataset<Label> data,
            double decay,
            boolean scalarBias,
            int most) {
        List<MLPClassificationModel> models = new ArrayList<>();
        List<EpochEnd<Label>> epochs = new ArrayList<>();
        MLPClassificationModel after =
                trainer.train(
                        data,
                        Map.of(),
                        0,
                        Observation.by(
                                epoch -> {
                                    epochs.add(epoch);
                                    models.add((MLPClassificationModel) epoch.session().model());
                                }));
        List<WeightTensor> initial = models.get(0).tensors();
        List<WeightTensor> trained = after.tensors();
        double[][] w = new double[initial.size()][];
        for (int t = 0; t < w.length; t++) {
            w[t] = widen(initial.get(t).values());
        }
        double clip = trainer.loss instanceof ClippedCrossEntropy ? CLIP : 0.0;
        Map<String, Double> classes = trainer.classWeights == null ? Map.of() : CLASS_WEIGHTS;
        boolean biased = initial.stream().anyMatch(t -> t.name().endsWith(".bias"));
        assertThat(epochs.get(1).runningLoss())
                .isCloseTo(loss(w, biased, data, after, clip, classes), byTolerance(1e-6));
        for (int t = 0; t < w.length; t++) {
            double[] gradient = new double[w[t].length];
            int every = Math.max(1, w[t].length / most);
            for (int i = 0; i < w[t].length; i += every) {
                double held = w[t][i];
                w[t][i] = held + STEP;
                double up = loss(w, biased, data, after, clip, classes);
                w[t][i] = held - STEP;
                double down = loss(w, biased, data, after, clip, classes);
                w[t][i] = held;
                gradient[i] = (up - down) / (2 * STEP);
            }
            if (scalarBias && initial.get(t).name().endsWith(".bias")) {
                Arrays.fill(gradient, Arrays.stream(gradient).sum());
            }
            for (int i = 0; i < w[t].length; i += every) {
                double moved = (double) trained.get(t).values()[i] - w[t][i];
                assertThat(moved)
                        .as(initial.get(t).name() + "[" + i + "]")
                        .isCloseTo(-gradient[i] - decay * w[t][i], byTolerance(2e-6));
            }
        }
    }

    private static org.assertj.core.data.Offset<Double> byTolerance(double tolerance) {
        return org.assertj.core.data.Offset.offset(tolerance);
    }

    private static double[] widen(float[] values) {
        double[] wide = new double[values.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }

    /** The weighted mean cross-entropy, written plainly; without a clip that is 0. */
    private static double loss(
            double[][] w,
            boolean biased,
            MutableDataset<Label> data,
            MLPClassificationModel domain,
            double clip,
            Map<String, Double> classes) {
        int perLayer = biased ? 2 : 1;
        List<Integer> sizes = domain.layerSizes();
        double sum = 0.0;
        double weights = 0.0;
        for (Example<Label> example : data) {
            double[] x = new double[sizes.get(0)];
            for (Feature feature : example) {
                x[domain.getFeatureIDMap().getID(feature.getName())] = (float) feature.getValue();
            }
            for (int l = 1; l < sizes.size(); l++) {
                double[] z = new double[sizes.get(l)];
                for (int j = 0; biased && j < z.length; j++) {
                    z[j] = w[(l - 1) * perLayer + 1][j];
                }
                for (int i = 0; i < x.length; i++) {
                    for (int j = 0; j < z.length; j++) {
                        z[j] += x[i] * w[(l - 1) * perLayer][i * z.length + j];
                    }
                }
                for (int j = 0; l < sizes.size() - 1 && j < z.length; j++) {
                    z[j] =
                            switch (domain.activation()) {
                                case RELU -> Math.max(z[j], 0.0);
                                case SIGMOID -> 1 / (1 + Math.exp(-z[j]));
                                case TANH -> Math.tanh(z[j]);
                            };
                }
                x = z;
            }
            double total = 0.0;
            for (double z : x) {
                total += Math.exp(z);
            }
            int label = domain.getOutputIDInfo().getID(example.getOutput());
            double p = Math.exp(x[label]) / total;
            double weight =
                    example.getWeight() * classes.getOrDefault(example.getOutput().getLabel(), 1.0);
            sum -= weight * Math.log(Math.min(Math.max(p, clip), 1 - clip));
            weights += weight;
        }
        return sum / weights;
    }
}
