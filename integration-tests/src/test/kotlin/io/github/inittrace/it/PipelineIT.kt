// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.it

import io.github.inittrace.data.DigitsDataSource
import io.github.inittrace.lifecycle.EndReason
import io.github.inittrace.mlp.FeatureScaling
import io.github.inittrace.mlp.MLPClassificationModel
import io.github.inittrace.mlp.MLPClassificationTrainer
import io.github.inittrace.run.RunFolder
import io.github.inittrace.run.component1
import io.github.inittrace.run.component2
import io.github.inittrace.run.get
import io.github.inittrace.trace.InitTrace
import io.github.inittrace.trace.TracedRun
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import org.tribuo.Model
import org.tribuo.MutableDataset
import org.tribuo.classification.Label
import org.tribuo.classification.evaluation.LabelEvaluator
import java.nio.file.Path

/** A pipeline as a Kotlin program writes it: train, watch, stop early, read what happened. */
class PipelineIT {
    private val train = MutableDataset(DigitsDataSource(600, 1))
    private val test = MutableDataset(DigitsDataSource(200, DigitsDataSource.heldOutSeed(1)))

    private fun trainer(passes: Int): MLPClassificationTrainer =
        MLPClassificationTrainer
            .builder()
            .apply {
                hiddenLayers(32, 16)
                epochs(passes)
                batchSize(32)
                learningRate(0.1)
                featureScaling(FeatureScaling.DIVIDE_BY_255)
            }.build()

    @Test
    fun pipeline_trainedAndTraced_tellsHowFarItsWeightsMoved() {
        val run: TracedRun<Label> =
            InitTrace
                .of(trainer(passes = 5))
                .validateOn("test", test)
                .run(train)

        val history = run.history
        for ((index, loss) in history) {
            val row = history[index]
            assertThat(row.index).isEqualTo(index)
            assertThat(loss).isEqualTo(row.epochEndLoss).isNotNull()
        }
        val moved: Double? = history[3].total.relativeDistance
        assertThat(moved).isNotNull().isPositive()
        val (start, end) = history.first() to history.last()
        assertThat(end.epochEndLoss ?: error("undefined"))
            .isLessThan(start.epochEndLoss ?: error("undefined"))
        val farthest = end.tensors.maxBy { tensor -> tensor.relativeDistance ?: 0.0 }
        assertThat(farthest.name).endsWith(".weight")
        assertThat(end.validation.single { it.name == "test" }.examples).isEqualTo(200)

        val model: Model<Label> = run.model
        val accuracy = LabelEvaluator().evaluate(model, test).accuracy()
        assertThat(end.validation.single().accuracy).isEqualTo(accuracy)
        assertThat(accuracy).isGreaterThan(0.5)
    }

    @Test
    fun listener_thatHasSeenEnough_stopsTraining() {
        val losses = mutableListOf<Double>()
        val run =
            InitTrace
                .of(trainer(passes = 50))
                .validateOn("test", test)
                .listener { epoch ->
                    losses += epoch.training.loss
                    if (epoch.training.loss < 1.0) epoch.requestStop("the loss is below 1")
                }.run(train)

        assertThat(losses.last()).isLessThan(1.0)
        assertThat(losses.dropLast(1)).allMatch { it >= 1.0 }
        assertThat(run.history.epochs).hasSameSizeAs(losses)
        assertThat(run.ending().reason).isEqualTo(EndReason.STOPPED)
        assertThat(run.ending().message).isEqualTo("the loss is below 1")
    }

    @Test
    fun runFolder_writtenAndOpened_isTheRunInMemory(
        @TempDir folder: Path,
    ) {
        val run =
            InitTrace
                .of(trainer(passes = 2))
                .inputShape(28, 28)
                .runFolder(folder)
                .run(train)

        val opened = RunFolder.open(folder)
        assertThat(opened.history()).isEqualTo(run.history)
        assertThat(opened.record().inputShape).containsExactly(28, 28)
        assertThat(opened.manifest().get().differences(folder)).isEmpty()

        val model = run.model as MLPClassificationModel
        val weights = model.tensor("hidden1.weight")
        assertThat(weights.shape).containsExactly(784, 32)
        assertThat(weights.values).hasSize(784 * 32)
    }
}
