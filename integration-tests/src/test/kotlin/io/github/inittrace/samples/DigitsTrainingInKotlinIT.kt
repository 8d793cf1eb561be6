// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.samples

import io.github.inittrace.data.DigitsDataSource
import io.github.inittrace.mlp.FeatureScaling
import io.github.inittrace.mlp.mlpClassifier
import io.github.inittrace.run.RunFolder
import io.github.inittrace.testing.Tracer
import io.github.inittrace.testing.TracingExtension
import io.github.inittrace.testing.TrainingAssertions.assertThat
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.extension.ExtendWith
import org.tribuo.MutableDataset

/** The assertions and the extension from Kotlin, beside AssertJ's own. */
@ExtendWith(TracingExtension::class)
class DigitsTrainingInKotlinIT {
    private val trainSet = MutableDataset(DigitsDataSource(1280, 1))
    private val testSet = MutableDataset(DigitsDataSource(200, 2))

    // sample: begin
    @Test
    fun `training on digits learns near its start`(tracer: Tracer) {
        val trainer = mlpClassifier(
            hiddenLayers = listOf(64, 64),
            epochs = 10,
            featureScaling = FeatureScaling.DIVIDE_BY_255,
        )

        val run = tracer.trace(trainer).validateOn("test", testSet).run(trainSet)

        assertThat(run).completed().lossFalls().reachesAccuracy("test", 0.8).staysNearInit(0.5)
    }
    // sample: end

    @Test
    fun `a history and a run folder can be asserted on as well`(tracer: Tracer) {
        val trainer = mlpClassifier(
            hiddenLayers = listOf(16),
            epochs = 2,
            featureScaling = FeatureScaling.DIVIDE_BY_255,
        )
        val run = tracer.trace(trainer).run(trainSet)

        assertThat(run.history).staysNearInit(1.5)
        assertThat(RunFolder.open(run.folder!!)).completed()
        assertThat(run.folder!!.fileName.toString())
            .isEqualTo("a-history-and-a-run-folder-can-be-asserted-on-as-well")
    }
}
