// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.samples

import io.github.inittrace.mlp.Adam
import io.github.inittrace.mlp.FeatureScaling
import io.github.inittrace.mlp.PlateauRate
import io.github.inittrace.mlp.mlpClassifier
import io.github.inittrace.trace.Recording
import io.github.inittrace.trace.Schedule
import io.github.inittrace.trace.TracedRun
import io.github.inittrace.trace.epochs
import io.github.inittrace.trace.traced
import org.tribuo.Dataset
import org.tribuo.classification.Label
import java.nio.file.Path

/** The page's sample of what callbacks do elsewhere, for Kotlin. */
fun comingFromInKotlin(
    trainSet: Dataset<Label>,
    testSet: Dataset<Label>,
    folder: Path,
    logs: Path,
): TracedRun<Label> {
    // sample: begin
    val trainer = mlpClassifier(
        hiddenLayers = listOf(32),
        epochs = 20,
        optimiser = Adam(),
        learningRate = 0.01,
        schedule = PlateauRate(0.5, 3), // ReduceLROnPlateau
        featureScaling = FeatureScaling.DIVIDE_BY_255,
    )

    val run = trainer.traced {
        validateOn("test", testSet) // validation_data
        stopEarly("validation.test.loss", restoreBest = true) // EarlyStopping, and ModelCheckpoint of the best
        recording = Recording.full().checkpoints(Schedule.every(10)) // ModelCheckpoint of all
        tensorBoard = logs // TensorBoard(histogram_freq=1)
        onEpoch { if (it.training.loss < 0.001) it.requestStop("good enough") } // on_epoch_end
        runFolder = folder // CSVLogger: epochs.jsonl has every figure
    }.run(trainSet) // fit

    val losses = run.epochs.map { it.epochEndLoss }.toList() // History
    // sample: end
    check(losses.size == run.history.epochs.size)
    return run
}
