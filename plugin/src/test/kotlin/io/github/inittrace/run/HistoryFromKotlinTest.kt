// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run

import io.github.inittrace.lifecycle.EndReason
import io.github.inittrace.lifecycle.EpochEnd
import io.github.inittrace.lifecycle.TrainingListener
import io.github.inittrace.trace.FakeData
import io.github.inittrace.trace.FakeTrainer
import io.github.inittrace.trace.InitTrace
import io.github.inittrace.trace.TracedRun
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import org.tribuo.classification.Label
import java.nio.file.Path

/** The API as Kotlin sees it: properties, lambdas, and types that know what may be null. */
class HistoryFromKotlinTest {
    private val data = FakeData.of(6)

    private fun trace(): TracedRun<Label> =
        InitTrace
            .of(FakeTrainer())
            .validateOn("test", FakeData.of(4))
            .run(data)

    @Test
    fun history_epochs_areIndexedAndDestructured() {
        val history: TrainingHistory = trace().history
        assertThat(history[0]).isEqualTo(history.first())
        val (index: Int, loss: Double?) = history[3]
        assertThat(index).isEqualTo(3)
        assertThat(loss).isEqualTo(0.25)
        val losses: List<Double> = history.mapNotNull { (_, loss) -> loss }
        assertThat(losses).hasSize(4)
    }

    @Test
    fun records_components_readAsPropertiesThatKnowTheirNulls() {
        val run = trace()
        val running: Double? = run.history.first().runningLoss
        assertThat(running).isNull()
        val last = run.history.last()
        val distance: Double = last.total.distance ?: error("undefined")
        assertThat(distance).isPositive()
        assertThat(last.validation.single().name).isEqualTo("test")
        assertThat(run.ending().reason).isEqualTo(EndReason.COMPLETED)
        val shape: List<Int>? = run.record.inputShape
        assertThat(shape).isNull()
        val folder: Path? = run.folder
        assertThat(folder).isNull()
    }

    @Test
    fun listener_lambda_isToldOfEveryEpoch() {
        val seen = mutableListOf<Int>()
        val stopper =
            TrainingListener<Label> { epoch: EpochEnd<Label> ->
                if (epoch.index == 2) epoch.requestStop("enough")
            }
        val run =
            InitTrace
                .of(FakeTrainer(10))
                .listener { seen += it.index }
                .listener(stopper)
                .run(data)
        assertThat(seen).containsExactly(0, 1, 2)
        assertThat(run.ending().message).isEqualTo("enough")
    }
}
