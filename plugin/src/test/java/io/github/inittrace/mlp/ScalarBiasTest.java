// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.inittrace.lifecycle.Observation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tribuo.Dataset;
import org.tribuo.classification.Label;

/** Networks whose biases move by one number a layer. */
class ScalarBiasTest {
    private static final List<String> TENSORS =
            List.of("hidden1.weight", "hidden1.bias", "output.weight", "output.bias");

    /** What table 5 of the slides turned out to be made with: 784-20-10, 200 full batches. */
    private static MLPClassificationTrainer.Builder slides() {
        return MLPClassificationTrainer.builder()
                .hiddenLayers(20)
                .activation(Activation.SIGMOID)
                .initialiser(Initialiser.NORMAL, 1)
                .biasInitialiser(Initialiser.NORMAL, 1)
                .biasGradient(BiasGradient.SCALAR_SUM)
                .learningRate(2)
                .fullBatch(true)
                .epochs(200)
                .featureScaling(FeatureScaling.DIVIDE_BY_255);
    }

    /** By tensor the changes of all its values over a training. */
    private static List<double[]> changes(
            MLPClassificationTrainer.Builder builder, Dataset<Label> data) {
        List<MLPClassificationModel> models = new ArrayList<>();
        List<Integer> recorded = new ArrayList<>();
        builder.build()
                .train(
                        data,
                        Map.of(),
                        0,
                        new Observation<>(
                                List.of(
                                        epoch -> {
                                            recorded.add(epoch.index());
                                            models.add(
                                                    (MLPClassificationModel)
                                                            epoch.session().model());
                                        }),
                                Map.of(),
                                1000,
                                50));
        assertThat(recorded).containsExactly(0, 50, 100, 150, 200);
        List<double[]> changes = new ArrayList<>();
        for (String name : TENSORS) {
            float[] start = models.get(0).tensor(name).values();
            float[] end = models.get(models.size() - 1).tensor(name).values();
            double[] change = new double[start.length];
            for (int i = 0; i < change.length; i++) {
                change[i] = (double) end[i] - start[i];
            }
            changes.add(change);
        }
        return changes;
    }

    private static double norm(double[] values) {
        return Math.sqrt(Arrays.stream(values).map(v -> v * v).sum());
    }

    @Test
    void biases_ofALayer_moveAlikeAndThoseOfTheOutputNot() {
        List<double[]> changes =
                changes(
                        slides().featureScaling(FeatureScaling.NONE).learningRate(0.2),
                        Blobs.of(300, 12, 4, 3));
        double first = changes.get(1)[0];
        assertThat(Math.abs(first)).isGreaterThan(0.01);
        for (double change : changes.get(1)) {
            assertThat(change).isCloseTo(first, within(1e-4));
        }
        assertThat(norm(changes.get(3))).isLessThan(1e-4);
    }

    @Test
    void distances_ofTheSlidesNetworks_areThoseOfTheirTable() throws IOException {
        Dataset<Label> images = RealImages.first(6_000, RealImages.mnist().train());
        double w1 = 0.0;
        double b1 = 0.0;
        double w2 = 0.0;
        for (long seed = 0; seed < 3; seed++) {
            List<double[]> changes = changes(slides().seed(seed), images);
            w1 += norm(changes.get(0)) / 3;
            b1 += norm(changes.get(1)) / 3;
            w2 += norm(changes.get(2)) / 3;
            // One number times sqrt(20), as if half-normal: 0.159 to 6.532 in the table. With its
            // mean, one in 200 is above 9.8 or below 0.01. The output's biases have no row.
            assertThat(norm(changes.get(1))).isBetween(0.01, 9.8);
            assertThat(norm(changes.get(3))).isLessThan(1e-4);
        }
        // 16.649 ± 0.260, 2.606 ± 2.007 and 12.746 ± 0.540 in the table, over nine networks: within
        // three standard errors of the difference and 2 %, and that of W2, wider, within less.
        assertThat(w1).isCloseTo(16.65, within(0.85));
        assertThat(b1).isLessThan(6.7);
        assertThat(w2).isCloseTo(12.75, within(1.0));
    }
}
