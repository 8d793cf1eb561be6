// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.samples

import io.github.inittrace.trace.TracedRun
import io.github.inittrace.trace.traced
import org.tribuo.Dataset
import org.tribuo.Trainer
import org.tribuo.classification.Label
import java.nio.file.Path

/** The page's sample of a run that ends when it gets no better, for Kotlin. */
fun stopEarlyInKotlin(
    trainer: Trainer<Label>,
    trainSet: Dataset<Label>,
    testSet: Dataset<Label>,
    folder: Path,
): TracedRun<Label> {
    // sample: begin
    val run = trainer.traced {
        validateOn("test", testSet)
        runFolder = folder
        stopEarly("validation.test.loss", patience = 5, restoreBest = true)
    }.run(trainSet)
    // sample: end
    return run
}
