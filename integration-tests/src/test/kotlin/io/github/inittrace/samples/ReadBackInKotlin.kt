// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.samples

import io.github.inittrace.run.RunFolder
import io.github.inittrace.scoring.loadTrained
import org.tribuo.Dataset
import org.tribuo.classification.Label
import org.tribuo.classification.evaluation.LabelEvaluator
import java.nio.file.Path

/** The pages' sample of reading networks back, for Kotlin. */
fun readBackInKotlin(folder: Path, testSet: Dataset<Label>): Double {
    // sample: begin
    val accuracy = RunFolder.open(folder).loadTrained<Label>().use { model ->
        LabelEvaluator().evaluate(model, testSet).accuracy()
    }
    // sample: end
    return accuracy
}
