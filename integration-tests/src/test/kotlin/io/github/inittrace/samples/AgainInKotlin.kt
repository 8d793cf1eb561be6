// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.samples

import io.github.inittrace.run.RunFolder
import io.github.inittrace.trace.Replay
import java.nio.file.Path

/** The pages' sample of a replay, for Kotlin. */
fun againInKotlin(folder: Path): String {
    // sample: begin
    val verdict = Replay.of(RunFolder.open(folder)).run() // or of a saved model
    val sentence = if (verdict.isIdentical) "the same bits" else verdict.sentence
    // sample: end
    return sentence
}
