// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.samples

import io.github.inittrace.mlp.FeatureScaling
import io.github.inittrace.mlp.mlpClassifier
import io.github.inittrace.trace.TracedRun
import io.github.inittrace.trace.traced
import org.tribuo.Dataset
import org.tribuo.classification.Label
import java.nio.file.Path

/** The pages' sample of a start from another tool's weights, for Kotlin. */
fun fromElsewhereInKotlin(
    onnx: Path,
    trainSet: Dataset<Label>,
): TracedRun<Label> {
    // sample: begin
    val trainer = mlpClassifier(startFrom = onnx, featureScaling = FeatureScaling.DIVIDE_BY_255)

    val run = trainer.traced().run(trainSet)
    // sample: end
    return run
}
