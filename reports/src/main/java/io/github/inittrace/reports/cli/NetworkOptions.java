// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import io.github.inittrace.mlp.Activation;
import io.github.inittrace.mlp.BiasInitialiser;
import io.github.inittrace.mlp.Initialiser;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import picocli.CommandLine.Option;

/** What the network computes and what it starts from. */
final class NetworkOptions {

    @Option(
            names = "--activation",
            paramLabel = "NAME",
            description = "Of hidden units: ${COMPLETION-CANDIDATES}. Default: RELU.")
    private Activation activation = Activation.RELU;

    @Option(
            names = "--init",
            paramLabel = "NAME",
            description =
                    "What weights are drawn by: ${COMPLETION-CANDIDATES}. Default: GLOROT_UNIFORM.")
    private Initialiser initialiser = Initialiser.GLOROT_UNIFORM;

    @Option(
            names = "--init-scale",
            paramLabel = "SCALE",
            description = "a of UNIFORM on [-a, a), or the standard deviation of NORMAL.")
    private double initialiserScale;

    @Option(
            names = "--bias-init",
            paramLabel = "NAME",
            description = "What biases are drawn by: ${COMPLETION-CANDIDATES}. Default: ZERO.")
    private BiasInitialiser biasInitialiser = BiasInitialiser.ZERO;

    @Option(
            names = "--bias-scale",
            paramLabel = "SCALE",
            description = "As --init-scale, for biases.")
    private double biasScale;

    @Option(
            names = "--freeze",
            paramLabel = "TENSOR",
            split = ",",
            description =
                    "Tensors that keep their initial values, such as hidden1.weight,output.bias.")
    private String[] frozen = {};

    void configure(MLPClassificationTrainer.Builder builder) {
        builder.activation(activation)
                .initialiser(initialiser)
                .initialiserScale(initialiserScale)
                .biasInitialiser(biasInitialiser)
                .biasScale(biasScale)
                .frozen(frozen);
    }
}
