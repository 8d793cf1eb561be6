// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * What a configuration trains to in plain Java, bit for bit, on every JVM and in every later
 * version. The hashes were taken when the first version trained; a change of one is a change of
 * everybody's results.
 */
class GoldenTrainingTest {

    private static MLPClassificationTrainer.Builder plain() {
        return ReproducibilityTest.small().kernels(new PlainKernels());
    }

    @Test
    void train_plainDescent_givesTheGoldenBits() {
        assertThat(hash(plain().hiddenLayers(17, 9)))
                .isEqualTo("391f51b20eaa7bb748e3663f33684ed389ee895832762debf81bcd438550a51c");
        assertThat(hash(plain().hiddenLayers(400).epochs(1)))
                .isEqualTo("00e79bfd6f54a8c3992b393bf79dc982374e6ca9adf54ad2e51ce26044c33e70");
        assertThat(hash(plain().bias(false).shuffle(false).learningRate(0.5)))
                .isEqualTo("380abec43e0ba5be78faccfe61823faa74731da826d0db5e0a9bb094f06774fd");
    }

    private static String hash(MLPClassificationTrainer.Builder builder) {
        return GoldenModels.hash(
                builder.build().train(Blobs.weighted(230, 400, 5, 1, 2f)).tensors());
    }
}
