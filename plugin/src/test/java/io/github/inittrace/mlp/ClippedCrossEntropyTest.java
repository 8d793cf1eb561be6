// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.inittrace.lifecycle.EpochEnd;
import io.github.inittrace.lifecycle.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tribuo.Dataset;
import org.tribuo.classification.Label;

class ClippedCrossEntropyTest {
    private static final ClippedCrossEntropy KERAS = new ClippedCrossEntropy();

    @Test
    void loss_outsideTheBounds_isThatAtTheBound() {
        assertThat(KERAS.of(0.5)).isEqualTo(StrictMath.log(2.0));
        assertThat(KERAS.of(0.0)).isCloseTo(16.118, within(1e-3));
        assertThat(KERAS.of(1e-8)).isEqualTo(KERAS.of(1e-7));
        assertThat(KERAS.of(1.0)).isCloseTo(1e-7, within(1e-14));
        assertThat(KERAS.of(Double.NaN)).isNaN();
    }

    @Test
    void isDead_belowTheBound_only() {
        assertThat(KERAS.isDead(0.99e-7)).isTrue();
        assertThat(KERAS.isDead(1e-7)).isFalse();
        assertThat(KERAS.isDead(1.0)).isFalse();
        assertThat(KERAS.isDead(Double.NaN)).isFalse();
    }

    @Test
    void gradient_outsideTheBounds_isAllZeros() {
        for (float[] logits : List.of(new float[] {-17f, 0f, 0f}, new float[] {18f, 0f, 0f})) {
            float[] row = logits.clone();
            double loss = KERAS.andGradient(softmax(row), 0, 0, 0.5);
            assertThat(row).containsExactly(0f, 0f, 0f);
            assertThat(loss).isEqualTo(logits[0] < 0 ? KERAS.of(0) : KERAS.of(1));
        }
    }

    private static Softmax softmax(float[] row) {
        Softmax softmax = new Softmax(1, row.length);
        softmax.of(row, 1, row.length);
        return softmax;
    }

    @Test
    void gradient_withinTheBounds_isThatOfLogits() {
        float[] clipped = {-15f, 0.5f, 0f};
        float[] logits = clipped.clone();
        double loss = KERAS.andGradient(softmax(clipped), 0, 0, 0.5);
        double expected = new CrossEntropy().andGradient(softmax(logits), 0, 0, 0.5);
        assertThat(clipped).containsExactly(logits);
        assertThat(loss).isCloseTo(expected, within(1e-12));
    }

    @Test
    void gradient_logitsNotFinite_makesTheLossNotFinite() {
        for (float odd : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
            float[] row = {odd, 0f, 0f};
            assertThat(KERAS.andGradient(softmax(row), 0, 1, 1.0)).isNaN();
        }
    }

    @Test
    void train_noExampleWithinTheBounds_leavesTheWeightsTheirBits() {
        // Two classes and a clip near a half: an untrained network is outside at every example.
        Dataset<Label> data = Blobs.weighted(200, 8, 2, 4, 2f);
        List<EpochEnd<Label>> epochs = new ArrayList<>();
        MLPClassificationTrainer.Builder builder = ReproducibilityTest.small().learningRate(5);
        MLPClassificationModel before = builder.epochs(0).build().train(data);
        MLPClassificationModel after =
                ReproducibilityTest.small()
                        .learningRate(5)
                        .loss(new ClippedCrossEntropy(0.4999999))
                        .build()
                        .train(
                                data,
                                Map.of(),
                                0,
                                new Observation<>(
                                        List.of(epochs::add),
                                        Map.of("self", data),
                                        Observation.ALL));
        ReproducibilityTest.assertSameBits(after.tensors(), before.tensors());
        for (EpochEnd<Label> epoch : epochs) {
            // Dead are here those that are wrong.
            assertThat(epoch.training().deadFraction())
                    .isCloseTo(1.0 - epoch.training().accuracy(), within(1e-12));
            assertThat(epoch.validation().get(0).deadFraction())
                    .isEqualTo(epoch.training().deadFraction());
            assertThat(epoch.training()).isEqualTo(epochs.get(0).training());
        }
        assertThat(epochs.get(0).training().deadFraction()).isStrictlyBetween(0.1, 0.9);
    }

    @Test
    void deadFraction_lossOfLogits_isNull() {
        ReproducibilityTest.small()
                .build()
                .train(
                        Blobs.of(90, 5, 3, 1),
                        Map.of(),
                        0,
                        Observation.by(
                                epoch -> assertThat(epoch.training().deadFraction()).isNull()));
    }
}
