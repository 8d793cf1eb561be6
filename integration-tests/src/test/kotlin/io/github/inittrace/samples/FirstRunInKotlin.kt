// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.samples

import io.github.inittrace.mlp.FeatureScaling
import io.github.inittrace.mlp.mlpClassifier
import io.github.inittrace.run.component1
import io.github.inittrace.run.component2
import io.github.inittrace.run.get
import io.github.inittrace.trace.TracedRun
import io.github.inittrace.trace.epochs
import io.github.inittrace.trace.traced
import org.tribuo.Dataset
import org.tribuo.classification.Label
import java.nio.file.Path

/** The pages' sample for Kotlin. */
fun firstRunInKotlin(
    trainSet: Dataset<Label>,
    testSet: Dataset<Label>,
    folder: Path,
): TracedRun<Label> {
    // sample: begin
    val trainer = mlpClassifier(
        hiddenLayers = listOf(64, 64),
        epochs = 50,
        featureScaling = FeatureScaling.DIVIDE_BY_255,
    )

    val traced = trainer.traced {
        validateOn("test", testSet)
        runFolder = folder
        onEpoch { if (it.training.loss < 0.2) it.requestStop("good enough") }
    }
    val run = traced.run(trainSet)

    for ((index, loss) in run.history) {
        println("$index: $loss, first layer moved by ${run.history[index]["hidden1.weight"].distance}")
    }
    val best = run.epochs.minBy { it.validation.single().loss ?: Double.MAX_VALUE }
    // sample: end
    check(best.index > 0)
    return run
}
