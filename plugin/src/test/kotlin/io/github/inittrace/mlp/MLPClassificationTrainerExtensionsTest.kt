// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp

import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.junit.jupiter.api.Test
import java.lang.reflect.Modifier
import java.nio.file.Path

class MLPClassificationTrainerExtensionsTest {
    @Test
    fun mlpClassifier_withoutArguments_hasTheBuildersDefaults() {
        val built = MLPClassificationTrainer.builder().build()
        assertThat(mlpClassifier().provenance).isEqualTo(built.provenance)
        assertThat(mlpClassifier().workers).isEqualTo(built.workers)
    }

    @Test
    fun mlpClassifier_everyArgument_reachesTheTrainer() {
        val built =
            MLPClassificationTrainer
                .builder()
                .hiddenLayers(3, 2)
                .epochs(4)
                .batchSize(5)
                .learningRate(0.2)
                .featureScaling(FeatureScaling.DIVIDE_BY_255)
                .activation(Activation.TANH)
                .loss(ClippedCrossEntropy(1e-5))
                .initialiser(Initialiser.NORMAL, 0.3)
                .biasInitialiser(Initialiser.UNIFORM, 0.4)
                .optimiser(Adam())
                .schedule(StepRate(0.5, 6))
                .weightDecay(0.6)
                .biasGradient(BiasGradient.SCALAR_SUM)
                .gradientClipping(0.7)
                .frozen("hidden1.weight", "output.bias")
                .fullBatch(true)
                .shuffle(false)
                .inputLayout(InputLayout.SPARSE)
                .seed(8)
                .workers(9)
                .build()
        val made =
            mlpClassifier(
                hiddenLayers = listOf(3, 2),
                epochs = 4,
                batchSize = 5,
                learningRate = 0.2,
                featureScaling = FeatureScaling.DIVIDE_BY_255,
                activation = Activation.TANH,
                loss = ClippedCrossEntropy(1e-5),
                initialiser = Initialiser.NORMAL,
                initialiserScale = 0.3,
                biasInitialiser = Initialiser.UNIFORM,
                biasScale = 0.4,
                optimiser = Adam(),
                schedule = StepRate(0.5, 6),
                weightDecay = 0.6,
                biasGradient = BiasGradient.SCALAR_SUM,
                gradientClipping = 0.7,
                frozen = listOf("hidden1.weight", "output.bias"),
                fullBatch = true,
                shuffle = false,
                inputLayout = InputLayout.SPARSE,
                seed = 8,
                workers = 9,
            )
        assertThat(made.provenance).isEqualTo(built.provenance)
        assertThat(made.workers).isEqualTo(9)
        val mark = WeightMask.letterA("hidden2.weight", WeightMask.Zeroed.LETTER)
        assertThat(
            mlpClassifier(
                hiddenLayers = listOf(40, 40),
                classWeights = ClassWeights.balanced(),
                mark = mark,
                stack = 2,
            ).provenance,
        ).isEqualTo(
            MLPClassificationTrainer
                .builder()
                .hiddenLayers(40, 40)
                .classWeights(ClassWeights.balanced())
                .mark(mark)
                .stack(2)
                .build()
                .provenance,
        )
        assertThat(mlpClassifier(bias = false).provenance)
            .isEqualTo(
                MLPClassificationTrainer
                    .builder()
                    .bias(false)
                    .build()
                    .provenance,
            )
    }

    @Test
    fun mlpClassifier_startFrom_isTheBuilders() {
        assertThatThrownBy { mlpClassifier(startFrom = Path.of("nowhere.onnx")) }
            .isInstanceOf(IllegalArgumentException::class.java)
            .hasMessage("cannot read nowhere.onnx: it does not exist")
    }

    @Test
    fun mlpClassifier_namesOfColumns_areTheBuilders() {
        val names = listOf("b", "a")
        val refused = "start features and start labels say what the columns of a file"
        assertThatThrownBy { mlpClassifier(startFeatures = names) }
            .hasMessageStartingWith(refused)
        assertThatThrownBy { mlpClassifier(startLabels = names) }
            .hasMessageStartingWith(refused)
        assertThat(mlpClassifier(inputOrder = names).toString()).contains("inputOrder=[b, a]")
    }

    @Test
    fun mlpClassifier_arguments_areAsManyAsTheBuildersSettings() {
        val settings =
            MLPClassificationTrainer.Builder::class.java.declaredMethods
                .filter { Modifier.isPublic(it.modifiers) && it.name != "build" }
        val function =
            Class
                .forName("io.github.inittrace.mlp.MLPClassificationTrainerExtensionsKt")
                .declaredMethods
                .single { it.name == "mlpClassifier" }
        assertThat(function.parameterCount)
            .`as`(
                "arguments of mlpClassifier, one for each of ${settings.map { it.name }.sorted()}",
            ).isEqualTo(settings.size)
    }

    @Test
    fun mlpClassifier_aValueOutOfRange_isRefused() {
        assertThatThrownBy { mlpClassifier(epochs = -1) }
            .isInstanceOf(IllegalArgumentException::class.java)
            .hasMessage("the number of epochs must not be negative, found -1")
    }
}
