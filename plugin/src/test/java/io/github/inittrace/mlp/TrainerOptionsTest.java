// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import io.github.inittrace.lifecycle.WeightTensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.classification.Label;
import org.tribuo.test.Helpers;

/** Every option: its range, its way through configuration and provenance, and that it matters. */
class TrainerOptionsTest {

    private static MLPClassificationTrainer.Builder small() {
        return ReproducibilityTest.small().learningRate(0.05);
    }

    static List<UnaryOperator<MLPClassificationTrainer.Builder>> options() {
        return List.of(
                b -> b.activation(Activation.SIGMOID),
                b -> b.activation(Activation.TANH),
                b -> b.loss(new ClippedCrossEntropy(0.3)),
                b -> b.optimiser(new SGD(0.9)),
                b -> b.optimiser(new Adam()),
                b -> b.optimiser(new Adam(0.8, 0.9, 1e-3)),
                b -> b.weightDecay(0.01),
                b -> b.gradientClipping(0.01),
                b -> b.frozen("hidden1.weight", "output.bias"),
                b -> b.schedule(new StepRate(0.5, 1)),
                b -> b.schedule(new MultiStepRate(0.5, 1, 2)),
                b -> b.schedule(new PolynomialRate(2.0)),
                b -> b.biasGradient(BiasGradient.SCALAR_SUM),
                b -> b.schedule(new CosineRate()),
                b -> b.fullBatch(true),
                b -> b.inputLayout(InputLayout.SPARSE),
                b -> b.inputOrder(List.of("0003", "0005", "0001", "0000", "0004", "0002")),
                b -> b.initialiser(Initialiser.HE_NORMAL),
                b -> b.initialiser(Initialiser.UNIFORM, 0.3),
                b -> b.mark(WeightMask.letterA("hidden2.weight", WeightMask.Zeroed.LETTER)),
                b ->
                        b.mark(
                                WeightMask.picture(
                                        "hidden1.weight",
                                        WeightMask.Zeroed.LETTER,
                                        List.of("#.", ".#"))),
                b -> b.biasInitialiser(Initialiser.FAN_IN_UNIFORM),
                b -> b.biasInitialiser(Initialiser.NORMAL, 0.1));
    }

    @ParameterizedTest
    @MethodSource("options")
    void option_throughConfiguration_isRebuiltAndMatters(
            UnaryOperator<MLPClassificationTrainer.Builder> option) {
        Dataset<Label> data = Blobs.of(130, 6, 3, 2);
        MLPClassificationTrainer trainer = option.apply(small()).build();
        Helpers.testConfigurableRoundtrip(trainer);
        MLPClassificationModel model = trainer.train(data);
        assertThat(GoldenModels.hash(model.tensors()))
                .isNotEqualTo(GoldenModels.hash(small().build().train(data).tensors()));
        Helpers.testProvenanceMarshalling(model.getProvenance());

        ConfigurationManager manager = new ConfigurationManager();
        manager.addConfiguration(ProvenanceUtil.extractConfiguration(model.getProvenance()));
        MLPClassificationTrainer rebuilt =
                (MLPClassificationTrainer)
                        manager.lookup(manager.listAll(MLPClassificationTrainer.class).get(0));
        assertThat(rebuilt).hasToString(trainer.toString());
        ReproducibilityTest.assertSameBits(rebuilt.train(data).tensors(), model.tensors());

        MLPClassificationModel read = (MLPClassificationModel) Model.deserialize(model.serialize());
        assertThat(read.activation()).isEqualTo(model.activation());
        assertThat(read.predict(data.getExample(0)).getOutputScores())
                .isEqualTo(model.predict(data.getExample(0)).getOutputScores());
    }

    @Test
    void toString_everyOption_namesIt() {
        assertThat(small().build())
                .hasToString(
                        "MLPClassificationTrainer(hiddenLayers=[9, 8],activation=RELU,"
                                + "optimiser=SGD,learningRate=0.05,schedule=ConstantRate,batchSize=50,epochs=3,"
                                + "seed=12345,shuffle=true,bias=true,initialiser=GLOROT_UNIFORM,"
                                + "biasInitialiser=ZERO,featureScaling=NONE)");
        assertThat(
                        small().optimiser(new Adam())
                                .schedule(new StepRate(0.5, 3))
                                .fullBatch(true)
                                .initialiser(Initialiser.NORMAL, 0.1)
                                .biasGradient(BiasGradient.SCALAR_SUM)
                                .weightDecay(0.01)
                                .loss(new ClippedCrossEntropy())
                                .gradientClipping(2.0)
                                .frozen("output.bias")
                                .build()
                                .toString())
                .contains(
                        "optimiser=Adam(beta1=0.9,beta2=0.999,epsilon=1.0E-8)",
                        "loss=ClippedCrossEntropy(epsilon=1.0E-7)",
                        "schedule=StepRate(drop=0.5,every=3)",
                        "batchSize=all",
                        "initialiser=NORMAL(0.1)",
                        "biasGradient=SCALAR_SUM,weightDecay=0.01,gradientClipping=2.0,frozen=[output.bias]");
    }

    @Test
    void frozen_tensors_keepTheirBitsAndOthersMove() {
        Dataset<Label> data = Blobs.of(130, 6, 3, 2);
        for (Optimiser optimiser : List.of(new SGD(), new SGD(0.5), new Adam())) {
            MLPClassificationTrainer.Builder untrained = small().epochs(0);
            MLPClassificationModel before = untrained.build().train(data);
            MLPClassificationModel after =
                    small().optimiser(optimiser)
                            .weightDecay(optimiser.isPlain() ? 0.0 : 0.01)
                            .frozen("hidden1.weight", "hidden2.weight", "hidden2.bias")
                            .build()
                            .train(data);
            for (WeightTensor tensor : after.tensors()) {
                float[] start = before.tensor(tensor.name()).values();
                if (List.of("hidden1.weight", "hidden2.weight", "hidden2.bias")
                        .contains(tensor.name())) {
                    assertThat(tensor.values()).as(tensor.name()).isEqualTo(start);
                } else {
                    assertThat(tensor.values()).as(tensor.name()).isNotEqualTo(start);
                }
            }
        }
        String[] all = Network.tensorNames(3, true).toArray(String[]::new);
        assertThat(GoldenModels.hash(small().frozen(all).build().train(data).tensors()))
                .isEqualTo(GoldenModels.hash(small().epochs(0).build().train(data).tensors()));
    }

    @Test
    void build_valueOutOfRange_saysWhatIsExpected() {
        assertRefused(
                small().weightDecay(-0.1),
                "the weight decay must be a number of at least 0, found -0.1");
        assertRefused(
                small().gradientClipping(Double.NaN),
                "the largest norm of the gradient must be a number of at least 0, found NaN");
        assertRefused(
                small().bias(false).biasInitialiser(Initialiser.FAN_IN_UNIFORM),
                "a network without biases cannot start them from FAN_IN_UNIFORM");
        assertRefused(
                small().bias(false).biasGradient(BiasGradient.SCALAR_SUM),
                "a network without biases cannot step them along SCALAR_SUM");
        assertRefused(
                small().frozen("hidden1.weight", "hidden3.bias"),
                "frozen tensors must be among [hidden1.weight, hidden1.bias, hidden2.weight,"
                        + " hidden2.bias, output.weight, output.bias], found 'hidden3.bias'");
        assertRefused(
                small().bias(false).hiddenLayers().frozen("output.bias"),
                "frozen tensors must be among [output.weight], found 'output.bias'");
    }

    @Test
    void optimiserOrScheduleOrLoss_valueOutOfRange_saysWhatIsExpected() {
        assertThatThrownBy(() -> new ClippedCrossEntropy(0.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the epsilon of a loss must be above 0 and below 0.5, found 0.5");
        assertThatThrownBy(() -> new SGD(1.0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the momentum must be at least 0 and less than 1, found 1.0");
        assertThatThrownBy(() -> new Adam(-0.1, 0.9, 1e-8))
                .hasMessage("Adam's beta1 must be at least 0 and less than 1, found -0.1");
        assertThatThrownBy(() -> new Adam(0.9, Double.NaN, 1e-8))
                .hasMessage("Adam's beta2 must be at least 0 and less than 1, found NaN");
        assertThatThrownBy(() -> new Adam(0.9, 0.999, 1e-60))
                .hasMessage("Adam's epsilon must be a positive number in float32, found 1.0E-60");
        assertThatThrownBy(() -> new StepRate(0.0, 1))
                .hasMessage("a step of the learning rate must be a positive factor, found 0.0");
        for (int[] after : new int[][] {{}, {0}, {3, 3}}) {
            assertThatThrownBy(() -> new MultiStepRate(0.5, after))
                    .hasMessage(
                            "the learning rate must step after positive numbers of epochs in"
                                    + " increasing order, found "
                                    + Arrays.toString(after));
        }
        assertThatThrownBy(() -> new StepRate(0.5, 0))
                .hasMessage(
                        "the learning rate must step after a positive number of epochs, found 0");
        assertThatThrownBy(() -> new PolynomialRate(0.0))
                .hasMessage(
                        "the power of a polynomial learning rate must be a positive number, found"
                                + " 0.0");
    }

    private static void assertRefused(MLPClassificationTrainer.Builder builder, String message) {
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
