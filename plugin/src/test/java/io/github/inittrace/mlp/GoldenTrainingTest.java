// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inittrace.kernels.PlainKernels;
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

    @Test
    void train_otherSteps_givesTheGoldenBits() {
        assertThat(hash(plain().optimiser(new SGD(0.9)).weightDecay(1e-3)))
                .isEqualTo("d4be398fac7e0636d0d485e788ebc2020c2a9e882a51fad25e8b9e9f8b77c597");
        assertThat(hash(plain().optimiser(new Adam()).learningRate(0.01)))
                .isEqualTo("378556f62bd9727d914323041928bd43a6437e9c114f4cdc6e11ab9ccf846d3c");
        assertThat(hash(plain().activation(Activation.TANH).gradientClipping(0.1)))
                .isEqualTo("ea3b7088140536281fea5fc32ea9c00276cd09d391a1929da5d27d2b8e02b342");
        assertThat(hash(plain().activation(Activation.SIGMOID).schedule(new CosineRate())))
                .isEqualTo("fcf1ab0ae9f969bceb28bbdd6d733bdba81effe8f4a6225fa6dbeb00c22ba094");
    }

    private static String hash(MLPClassificationTrainer.Builder builder) {
        return GoldenModels.hash(
                builder.build().train(Blobs.weighted(230, 400, 5, 1, 2f)).tensors());
    }
}
