// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.samples

import io.github.inittrace.mlp.FeatureScaling
import io.github.inittrace.mlp.MLPClassificationTrainer
import io.github.inittrace.run.component1
import io.github.inittrace.run.component2
import io.github.inittrace.run.get
import io.github.inittrace.trace.InitTrace
import io.github.inittrace.trace.TracedRun
import org.tribuo.Dataset
import org.tribuo.classification.Label

/** The README's sample for Kotlin. */
fun firstRunInKotlin(
    trainSet: Dataset<Label>,
    testSet: Dataset<Label>,
): TracedRun<Label> {
    // README: begin
    val trainer = MLPClassificationTrainer.builder()
        .hiddenLayers(64, 64)
        .epochs(50)
        .featureScaling(FeatureScaling.DIVIDE_BY_255)
        .build()

    val run = InitTrace.of(trainer)
        .validateOn("test", testSet)
        .listener { epoch -> if (epoch.training.loss < 0.2) epoch.requestStop("good enough") }
        .run(trainSet)

    for ((index, loss) in run.history) {
        println("$index: $loss, moved by ${run.history[index].total.relativeDistance}")
    }
    // README: end
    return run
}
