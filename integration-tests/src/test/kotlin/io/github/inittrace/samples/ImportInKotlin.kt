// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.samples

import io.github.inittrace.imported.WeightSeries
import io.github.inittrace.trace.TracedRun
import org.tribuo.classification.Label
import java.nio.file.Path

/** The pages' sample of an import, for Kotlin. */
fun importInKotlin(
    weights: Path,
    losses: Path,
    folder: Path,
): TracedRun<Label> {
    // sample: begin
    val series = WeightSeries.matching("$weights/epoch-{epoch}.onnx").losses(losses)

    val run = series.record { it.runFolder(folder) }
    // sample: end
    return run
}
