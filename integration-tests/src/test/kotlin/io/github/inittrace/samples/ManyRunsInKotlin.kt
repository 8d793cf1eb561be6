// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.samples

import io.github.inittrace.data.DatasetLoader
import io.github.inittrace.job.Job
import io.github.inittrace.job.JobAlarms
import io.github.inittrace.mlp.FeatureScaling
import io.github.inittrace.mlp.MLPClassificationTrainer
import io.github.inittrace.sweep.RunResult
import io.github.inittrace.sweep.sweepPlan
import io.github.inittrace.sweep.train
import io.github.inittrace.trace.Recording
import java.nio.file.Path

/** The pages' sample of a sweep, for Kotlin. */
fun manyRunsInKotlin(folder: Path): List<RunResult> {
    // sample: begin
    val results =
        sweepPlan("epochs" to 1) {
            vary("width", 4, 8)
            seeds(2)
        }.train(folder, workers = 2) { settings ->
            Job.of(
                MLPClassificationTrainer
                    .builder()
                    .hiddenLayers(settings.getValue("width").toInt())
                    .seed(settings.getValue("seed").toLong())
                    .epochs(settings.getValue("epochs").toInt())
                    .featureScaling(FeatureScaling.DIVIDE_BY_255)
                    .build(),
                DatasetLoader.of("digits"),
                Recording.light(),
                JobAlarms(),
            )
        }
    // sample: end
    return results
}
