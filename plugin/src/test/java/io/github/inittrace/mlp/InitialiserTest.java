// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class InitialiserTest {
    private static final int IN = 300;
    private static final int OUT = 500;

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ZERO")
    void draw_manyValues_haveTheMomentsOfTheirDistribution(Initialiser initialiser) {
        boolean normal = initialiser.name().endsWith("NORMAL");
        double variance =
                switch (initialiser) {
                    case ZERO -> 0.0;
                    case GLOROT_UNIFORM, GLOROT_NORMAL -> 2.0 / (IN + OUT);
                    case HE_UNIFORM, HE_NORMAL -> 2.0 / IN;
                    case FAN_IN_NORMAL -> 1.0 / IN;
                    case FAN_IN_UNIFORM -> 1.0 / (3.0 * IN);
                    case UNIFORM -> 0.7 * 0.7 / 3.0;
                    case NORMAL -> 0.7 * 0.7;
                };
        SplittableRandom random = new SplittableRandom(3);
        int n = 400_000;
        float[] values = new float[n];
        initialiser.draw(values, initialiser.scale(IN, OUT, 0.7), random);
        double[] moments = new double[5];
        double max = 0.0;
        for (int i = 0; i < n; i++) {
            double x = values[i] / Math.sqrt(variance);
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
        MLPClassificationModel zero = start(Initialiser.ZERO, 0.0);
        assertThat(zero.tensor("hidden1.bias").values()).containsOnly(0f);
        for (Initialiser initialiser :
                List.of(
                        Initialiser.FAN_IN_UNIFORM,
                        Initialiser.FAN_IN_NORMAL,
                        Initialiser.UNIFORM,
                        Initialiser.NORMAL)) {
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
            double limit = initialiser.scale(50, 2000, scale);
            boolean normal = initialiser.name().endsWith("NORMAL");
            assertThat(Math.sqrt(squares))
                    .isCloseTo(normal ? limit : limit / Math.sqrt(3), within(0.08 * limit));
        }
    }

    private static MLPClassificationModel start(Initialiser initialiser, double scale) {
        return MLPClassificationTrainer.builder()
                .hiddenLayers(2000)
                .epochs(0)
                .biasInitialiser(initialiser, scale)
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
                        .initialiser(initialiser, initialiser.isScaled() ? 0.5 : 0.0)
                        .biasInitialiser(Initialiser.FAN_IN_NORMAL)
                        .build()
                        .train(Blobs.of(9, 40, 3, 5));
        assertThat(GoldenModels.hash(model.tensors())).startsWith(golden);
    }

    @Test
    void draw_zero_costsNoDraw() {
        SplittableRandom random = new SplittableRandom(3);
        float[] values = new float[5];
        Initialiser.ZERO.draw(values, 0.0, random);
        assertThat(values).containsOnly(0f);
        assertThat(random.nextLong()).isEqualTo(new SplittableRandom(3).nextLong());
    }

    @Test
    void initialisation_scaleThatTheDistributionDoesNotTake_saysWhatIsExpected() {
        assertThatThrownBy(() -> new Initialisation(Initialiser.UNIFORM))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("UNIFORM needs an initialiser scale above 0 that is finite in float32");
        assertThatThrownBy(() -> new Initialisation(Initialiser.NORMAL, -1))
                .hasMessage(
                        "NORMAL needs an initialiser scale above 0 that is finite in float32, found -1.0");
        assertThatThrownBy(() -> new Initialisation(Initialiser.GLOROT_UNIFORM, 0.5))
                .hasMessage(
                        "only UNIFORM and NORMAL take the initialiser scale, found 0.5 with"
                                + " GLOROT_UNIFORM");
    }
}
