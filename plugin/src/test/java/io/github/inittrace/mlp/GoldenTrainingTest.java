// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.inittrace.kernels.MatrixKernels;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a configuration trains to, bit for bit, on every JVM and in every later version. The hashes of
 * plain Java were taken when the first version trained; a change of one is a change of everybody's
 * results.
 *
 * <p>A native library sums products in the order that suits the registers of the processor, so that
 * it has bits of its own for each that it knows, and may have others in its next version. They are
 * compared where somebody has taken them: on the machine that first ran this test, and as other
 * processors with {@code ONEDNN_MAX_CPU_ISA} and {@code OPENBLAS_CORETYPE}.
 */
class GoldenTrainingTest {
    private static final List<Golden> GOLDEN =
            List.of(
                    new Golden(
                            Set.of("plain Java, chosen by the JVM"),
                            "391f51b20eaa7bb748e3663f33684ed389ee895832762debf81bcd438550a51c",
                            "00e79bfd6f54a8c3992b393bf79dc982374e6ca9adf54ad2e51ce26044c33e70",
                            "380abec43e0ba5be78faccfe61823faa74731da826d0db5e0a9bb094f06774fd",
                            "d4be398fac7e0636d0d485e788ebc2020c2a9e882a51fad25e8b9e9f8b77c597",
                            "378556f62bd9727d914323041928bd43a6437e9c114f4cdc6e11ab9ccf846d3c",
                            "ea3b7088140536281fea5fc32ea9c00276cd09d391a1929da5d27d2b8e02b342",
                            "fcf1ab0ae9f969bceb28bbdd6d733bdba81effe8f4a6225fa6dbeb00c22ba094"),
                    new Golden(
                            Set.of("oneDNN 3.11.0, AVX-512"),
                            "2cbf814b7f74359104ae93092dc649eb3f98401bfbc9d888a33a36a0c8498580",
                            "b6515a71bede0a439d013455a75df154466c9b9c63091e5a555f12a72ea2c554",
                            "f1d25c2c7714d2453984a04be8108b247977546cd53ea7d3150bd7da5aa5888c",
                            "cbf3d1672813adc33e4578fa92bced5ecad1bded394efa005f2629a1d6f4b905",
                            "e03c0251ac8aa9bdd14b4c202e50091ecfb58c1f50cccbd489b1510980838f8e",
                            "570e5c30aa352cbcea1eaf2967ec741b6afbbf6c8e31b8b21b7ffebed2a6985e",
                            "64e00773d1c66135ff9f40b3db5befbacb40db9a8569b75399110064730e23fa"),
                    new Golden(
                            Set.of("oneDNN 3.11.0, AVX2"),
                            "dc6a0866a049298b68afb0c293e2b3ca4810a7984c1766e19c6d17eb8104249f",
                            "1b344f82f9e5a119f2bf63dacf4df3fe3a966b284d4d18470977efe93eb967ba",
                            "8a8c64c077fa371cabd7e3f41c75a83d32621a1918419818418020556e04bc7b",
                            "1adff5ba0e0e103b6a5912d2610161d9411f3b61b6a148f2b82397a78a013656",
                            "1e14e3180d3ffd9d17af96ca9f4cea0dffb25794d7b98d160fed018bc222b0c0",
                            "6a40f0c35ad465c275a5c901cfd7f1c1101cfc3ab5640e0329775340a3bd6ac7",
                            "855140ae68dd08a25440e625e9f57fc4a3bd837703fe0051769ea22c257698f9"),
                    new Golden(
                            Set.of("OpenBLAS 0.3.31, Cooperlake"),
                            "3c381341ead047e9d4f243837ee43b20f3e7050969adf7bd031af25e05ea09aa",
                            "101c41c32e06ad186d6dc8469373cf2c196000a57e6fd15518b2da97821a7b1d",
                            "fd2b798a88d39f69cd99688f211a2701edcf31e4df454fc41c83c2f4f1c359c2",
                            "e5bf93a19e656918ce56efbee5664fc74da1791141dbe2a8d98e32df99df9def",
                            "35763d74007a198659a2a75d885c6358a9b956f81c3b4849d03220ef0b0ac96f",
                            "3d14232c9f39c3110f34e5c19cfbf553a7c4febbe7e1de8ec486664c9ca226cb",
                            "f21c373a51a3faed8252eba726d2e44e17c67569b577c8e6c25f2d73da2be241"),
                    new Golden(
                            Set.of("OpenBLAS 0.3.31, SkylakeX"),
                            "3c381341ead047e9d4f243837ee43b20f3e7050969adf7bd031af25e05ea09aa",
                            "8efae165d00f26ad5c2537fb1b3533b82923b72287735a00bad521707fd8d7e7",
                            "fd2b798a88d39f69cd99688f211a2701edcf31e4df454fc41c83c2f4f1c359c2",
                            "e5bf93a19e656918ce56efbee5664fc74da1791141dbe2a8d98e32df99df9def",
                            "35763d74007a198659a2a75d885c6358a9b956f81c3b4849d03220ef0b0ac96f",
                            "3d14232c9f39c3110f34e5c19cfbf553a7c4febbe7e1de8ec486664c9ca226cb",
                            "f21c373a51a3faed8252eba726d2e44e17c67569b577c8e6c25f2d73da2be241"),
                    new Golden(
                            Set.of("OpenBLAS 0.3.31, Haswell", "OpenBLAS 0.3.31, Zen"),
                            "d5786e303636117a1c7349d3ddf7308b7b8935d74b867d4769e7005237549ae9",
                            "07ab5d77754f7c745149f7755200ea810620e2c112b45819d69def18c9b28977",
                            "af83f5669a4833e44068dad3e9d42472093dd8cff5c9a37d4ad372dd5273e302",
                            "440c4f6e9607c121f7b287cd86b79805e87a77f807f96218cdb0f30b85ad6e91",
                            "8aa7e443f70ffbed9cfa5ecf40bc5ab34320bfe50d1610c94cdf58698ed5ce02",
                            "0bb1f1fc2563c6cbff5d0f2f464d906a38c8886d9c33ecc7a972ce25417b77ce",
                            "0a2049a5856964ac9eb7a42ddcb7ebf431dbe3025b76184ee047f73d37975f05"));

    /** Some kernels, and the hash that each setting trains to on them. */
    private record Golden(Set<String> kernels, String... hashes) {}

    private static final List<UnaryOperator<MLPClassificationTrainer.Builder>> SETTINGS =
            List.of(
                    builder -> builder.hiddenLayers(17, 9),
                    builder -> builder.hiddenLayers(400).epochs(1),
                    builder -> builder.bias(false).shuffle(false).learningRate(0.5),
                    builder -> builder.optimiser(new SGD(0.9)).weightDecay(1e-3),
                    builder -> builder.optimiser(new Adam()).learningRate(0.01),
                    builder -> builder.activation(Activation.TANH).gradientClipping(0.1),
                    builder -> builder.activation(Activation.SIGMOID).schedule(new CosineRate()));

    @ParameterizedTest
    @MethodSource("io.github.inittrace.kernels.AllKernels#loaded")
    void train_anySetting_givesTheGoldenBits(MatrixKernels kernels) {
        String name = kernels.name() + ", " + kernels.instructionSet();
        List<String> hashes = new ArrayList<>();
        for (UnaryOperator<MLPClassificationTrainer.Builder> setting : SETTINGS) {
            hashes.add(hash(setting.apply(ReproducibilityTest.small().kernels(kernels))));
        }
        Optional<Golden> golden =
                GOLDEN.stream().filter(some -> some.kernels.contains(name)).findFirst();
        assumeTrue(golden.isPresent(), "nobody has taken the bits of " + name);
        assertThat(hashes).containsExactly(golden.get().hashes);
    }

    private static String hash(MLPClassificationTrainer.Builder builder) {
        return GoldenModels.hash(
                builder.build().train(Blobs.weighted(230, 400, 5, 1, 2f)).tensors());
    }
}
