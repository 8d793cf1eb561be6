// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp

import org.tribuo.Trainer
import java.nio.file.Path

/**
 * A network to train, as in `mlpClassifier(hiddenLayers = listOf(64, 64), epochs = 5)`; shorthand
 * for [MLPClassificationTrainer.builder], whose methods have the names and the defaults of these
 * arguments and say what they do; the two scales belong to its `initialiser` and `biasInitialiser`.
 * With `hiddenLayers` left out or null there are two of 512 units, or those of the file that weights
 * start from; an empty list makes a linear model.
 *
 * @throws IllegalArgumentException if a value is out of its range
 */
public fun mlpClassifier(
    hiddenLayers: List<Int>? = null,
    epochs: Int = 10,
    batchSize: Int = 128,
    learningRate: Double = 0.1,
    featureScaling: FeatureScaling = FeatureScaling.NONE,
    activation: Activation = Activation.RELU,
    loss: Loss = CrossEntropy(),
    classWeights: ClassWeights? = null,
    initialiser: Initialiser = Initialiser.GLOROT_UNIFORM,
    initialiserScale: Double = 0.0,
    bias: Boolean = true,
    biasInitialiser: Initialiser = Initialiser.ZERO,
    biasScale: Double = 0.0,
    mark: WeightMask? = null,
    startFrom: Path? = null,
    startFeatures: List<String> = emptyList(),
    startLabels: List<String> = emptyList(),
    inputOrder: List<String> = emptyList(),
    optimiser: Optimiser = SGD(),
    schedule: LearningRateSchedule = ConstantRate(),
    weightDecay: Double = 0.0,
    biasGradient: BiasGradient = BiasGradient.PER_UNIT,
    gradientClipping: Double = 0.0,
    frozen: List<String> = emptyList(),
    fullBatch: Boolean = false,
    shuffle: Boolean = true,
    inputLayout: InputLayout = InputLayout.AUTO,
    stack: Int = 1,
    seed: Long = Trainer.DEFAULT_SEED,
    workers: Int = Runtime.getRuntime().availableProcessors(),
): MLPClassificationTrainer =
    MLPClassificationTrainer
        .builder()
        .apply { if (hiddenLayers != null) hiddenLayers(*hiddenLayers.toIntArray()) }
        .epochs(epochs)
        .batchSize(batchSize)
        .learningRate(learningRate)
        .featureScaling(featureScaling)
        .activation(activation)
        .loss(loss)
        .classWeights(classWeights)
        .initialiser(initialiser, initialiserScale)
        .bias(bias)
        .biasInitialiser(biasInitialiser, biasScale)
        .mark(mark)
        .startFrom(startFrom)
        .startFeatures(startFeatures)
        .startLabels(startLabels)
        .inputOrder(inputOrder)
        .optimiser(optimiser)
        .schedule(schedule)
        .weightDecay(weightDecay)
        .biasGradient(biasGradient)
        .gradientClipping(gradientClipping)
        .frozen(*frozen.toTypedArray())
        .fullBatch(fullBatch)
        .shuffle(shuffle)
        .inputLayout(inputLayout)
        .stack(stack)
        .seed(seed)
        .workers(workers)
        .build()
