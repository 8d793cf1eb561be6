// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.samples

import io.github.inittrace.reports.html.run.RunReport
import io.github.inittrace.run.RunFolder
import io.github.inittrace.trace.traced
import java.nio.file.Path
import org.tribuo.Dataset
import org.tribuo.Trainer
import org.tribuo.classification.Label

/** The pages' sample of a report without the command or the extension, for Kotlin. */
fun reportInKotlin(
    trainer: Trainer<Label>,
    trainSet: Dataset<Label>,
    testSet: Dataset<Label>,
): Path {
    // sample: begin
    val folder = Path.of("target", "inittrace", "digits")
    trainer.traced {
        runFolder = folder
        overwrite = true
        validateOn("test", testSet)
    }.run(trainSet)
    val page = RunReport.write(RunFolder.open(folder)) { System.err.println(it) }
    // sample: end
    return page
}
