// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.samples

import io.github.inittrace.data.DigitsDataSource
import io.github.inittrace.mlp.FeatureScaling
import io.github.inittrace.mlp.mlpClassifier
import io.github.inittrace.run.component1
import io.github.inittrace.run.component2
import io.github.inittrace.run.get
import io.github.inittrace.trace.traced
import org.tribuo.MutableDataset
import java.nio.file.Path

fun main() {
    val trainSet = MutableDataset(DigitsDataSource(5000, 1)) // 5000 digits, seed 1
    val testSet = MutableDataset(DigitsDataSource(1000, 2))
    val trainer = mlpClassifier(
        hiddenLayers = listOf(64, 64),
        epochs = 5,
        featureScaling = FeatureScaling.DIVIDE_BY_255,
    )

    val run = trainer.traced {
        validateOn("test", testSet)
        runFolder = Path.of("quickstart")
    }.run(trainSet)

    for ((index, loss) in run.history) {
        println("$index: $loss, first layer moved by ${run.history[index]["hidden1.weight"].distance}")
    }
}
