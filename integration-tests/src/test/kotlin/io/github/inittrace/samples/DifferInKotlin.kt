// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.samples

import io.github.inittrace.diff.ModelDiff
import io.github.inittrace.diff.get
import java.nio.file.Path

/** The pages' sample of comparing two models, for Kotlin. */
fun differInKotlin(before: Path, after: Path): Double? {
    // sample: begin
    val diff = ModelDiff.of(before, after)
    val distance = diff["hidden1.weight"].difference()?.distance
    // sample: end
    return distance
}
