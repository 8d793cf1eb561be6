// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class InitialiserTest {
    private static final int IN = 300;
    private static final int OUT = 500;

    @ParameterizedTest
    @EnumSource
    void draw_manyValues_haveTheMomentsOfTheirDistribution(Initialiser initialiser) {
        boolean normal = initialiser.name().endsWith("NORMAL");
        double variance =
                switch (initialiser) {
                    case GLOROT_UNIFORM, GLOROT_NORMAL -> 2.0 / (IN + OUT);
                    case HE_UNIFORM, HE_NORMAL -> 2.0 / IN;
                    case FAN_IN_NORMAL -> 1.0 / IN;
                    case FAN_IN_UNIFORM -> 1.0 / (3.0 * IN);
                    case UNIFORM -> 0.7 * 0.7 / 3.0;
                    case NORMAL -> 0.7 * 0.7;
                };
        SplittableRandom random = new SplittableRandom(3);
        double scale = initialiser.scale(IN, OUT, 0.7);
        int n = 400_000;
        double[] moments = new double[5];
        double max = 0.0;
        for (int i = 0; i < n; i++) {
            double x = initialiser.draw(random, scale) / Math.sqrt(variance);
            max = Math.max(max, Math.abs(x));
            for (int m = 1; m <= 4; m++) {
                moments[m] += Math.pow(x, m) / n;
            }
        }
        // Five standard errors of each estimate.
        assertThat(moments[1]).isCloseTo(0.0, within(5 / Math.sqrt(n)));
        assertThat(moments[2]).isCloseTo(1.0, within(5 * (normal ? 1.42 : 0.9) / Math.sqrt(n)));
        assertThat(moments[3]).isCloseTo(0.0, within(5 * (normal ? 3.9 : 2.0) / Math.sqrt(n)));
        assertThat(moments[4])
                .isCloseTo(normal ? 3.0 : 1.8, within(5 * (normal ? 9.8 : 2.4) / Math.sqrt(n)));
        if (normal) {
            assertThat(max).isBetween(4.0, 6.0);
        } else {
            assertThat(max).isBetween(0.9999 * Math.sqrt(3), Math.sqrt(3) * 1.0000001);
        }
    }

    @Test
    void train_biasInitialisers_keepTheWeightsAndFillTheBiases() {
        MLPClassificationModel zero = start(BiasInitialiser.ZERO, 0.0);
        assertThat(zero.tensor("hidden1.bias").values()).containsOnly(0f);
        for (BiasInitialiser initialiser : BiasInitialiser.values()) {
            if (initialiser == BiasInitialiser.ZERO) {
                continue;
            }
            double scale = initialiser.isScaled() ? 0.2 : 0.0;
            MLPClassificationModel model = start(initialiser, scale);
            ReproducibilityTest.assertSameBits(
                    model.tensors().subList(0, 1), zero.tensors().subList(0, 1));
            assertThat(model.tensor("output.weight").values())
                    .isEqualTo(zero.tensor("output.weight").values());
            double squares = 0.0;
            float[] biases = model.tensor("hidden1.bias").values();
            for (float b : biases) {
                squares += (double) b * b / biases.length;
            }
            double limit = scale > 0.0 ? scale : 1.0 / Math.sqrt(50);
            boolean normal = initialiser.name().endsWith("NORMAL");
            assertThat(Math.sqrt(squares))
                    .isCloseTo(normal ? limit : limit / Math.sqrt(3), within(0.08 * limit));
        }
    }

    private static MLPClassificationModel start(BiasInitialiser initialiser, double scale) {
        return MLPClassificationTrainer.builder()
                .hiddenLayers(2000)
                .epochs(0)
                .biasInitialiser(initialiser)
                .biasScale(scale)
                .build()
                .train(Blobs.of(9, 50, 3, 5));
    }

    @ParameterizedTest
    @CsvSource({
        "GLOROT_UNIFORM, c829f488522ba930",
        "GLOROT_NORMAL, edab49cab45e911e",
        "HE_UNIFORM, e2b942e8437cfefc",
        "HE_NORMAL, c59c44961717e6f2",
        "FAN_IN_UNIFORM, e4a8fbad1a206363",
        "FAN_IN_NORMAL, 8079eaf6e90f0c10",
        "UNIFORM, a790f99d5837a473",
        "NORMAL, 5790be621fb8c1f1"
    })
    void train_noEpoch_givesTheGoldenBits(Initialiser initialiser, String golden) {
        MLPClassificationModel model =
                MLPClassificationTrainer.builder()
                        .hiddenLayers(17, 9)
                        .epochs(0)
                        .initialiser(initialiser)
                        .initialiserScale(initialiser.isScaled() ? 0.5 : 0.0)
                        .biasInitialiser(BiasInitialiser.FAN_IN_NORMAL)
                        .build()
                        .train(Blobs.of(9, 40, 3, 5));
        assertThat(GoldenModels.hash(model.tensors())).startsWith(golden);
    }
}
