// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace

import io.github.inittrace.alarms.AlarmKind
import io.github.inittrace.alarms.AlarmSettings
import io.github.inittrace.lifecycle.BatchListener
import io.github.inittrace.lifecycle.TrainingEnd
import io.github.inittrace.lifecycle.TrainingListener
import io.github.inittrace.run.RunFolder
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import org.tribuo.classification.Label
import org.tribuo.classification.baseline.DummyClassifierTrainer
import org.tribuo.classification.sgd.linear.LogisticRegressionTrainer
import java.nio.file.Path

class InitTraceExtensionsTest {
    private val data = FakeData.of(6)

    @Test
    fun traced_withoutABlock_isATraceWithTheDefaults() {
        val run = FakeTrainer().traced().run(data)
        assertThat(run.history.map { it.index }).containsExactly(0, 1, 2, 3)
        assertThat(run.folder).isNull()
        assertThat(run.record.validation).isEmpty()
        assertThat(run.history.first().epochEndExamples).isEqualTo(6)
    }

    @Test
    fun traced_everySetting_reachesTheTrace(
        @TempDir folder: Path,
    ) {
        val seen = mutableListOf<String>()
        val trace: InitTrace<Label> =
            FakeTrainer(4).traced {
                validateOn("test", FakeData.of(4))
                inputShape(1, 2)
                runFolder = folder.resolve("run")
                overwrite = true
                tensorBoard = folder.resolve("logs")
                recording =
                    Recording
                        .full()
                        .trainingSample(5)
                        .records(Schedule.every(3))
                        .conditionals(Schedule.every(3))
                        .checkpoints(Schedule.every(3))
                        .matrices(Schedule.every(3))
                        .analysis(true)
                onEpoch { seen += "epoch ${it.index}" }
                onRecord { seen += "record ${it.index}" }
                listener(
                    object : TrainingListener<Label> by TrainingListener({}) {
                        override fun onEnd(end: TrainingEnd<Label>) {
                            seen += "end"
                        }
                    },
                )
            }
        trace.run(data)
        val run = trace.run(data)
        assertThat(
            run.record.validation
                .single()
                .name,
        ).isEqualTo("test")
        assertThat(run.record.inputShape).containsExactly(1, 2)
        assertThat(run.folder).isEqualTo(folder.resolve("run"))
        assertThat(folder.resolve("logs/run")).isNotEmptyDirectory()
        assertThat(run.history.map { it.index }).containsExactly(0, 3, 4)
        assertThat(run.history.first().epochEndExamples).isEqualTo(5)
        assertThat(run.analysis).isNotNull()
        assertThat(RunFolder.open(run.folder!!).checkpoints()).containsOnlyKeys(3)
        assertThat(
            RunFolder
                .open(run.folder!!)
                .matrices()
                .orElseThrow()
                .epochs(),
        ).containsExactly(0, 3, 4)
        assertThat(
            RunFolder
                .open(run.folder!!)
                .conditionals()
                .map {
                    it.epoch
                }.distinct(),
        ).containsExactly(3, 4)
        assertThat(seen)
            .hasSize(14)
            .contains("epoch 0", "record 0", "epoch 3", "record 3", "epoch 4", "record 4", "end")
    }

    @Test
    fun onEpoch_thatHasSeenEnough_stopsTraining() {
        val trace =
            FakeTrainer(50).traced {
                onEpoch {
                    if (it.index ==
                        2
                    ) {
                        it.requestStop("enough")
                    }
                }
            }
        assertThat(trace.run(data).ending().message).isEqualTo("enough")
    }

    @Test
    fun stopEarly_isEarlyStopping() {
        val run =
            FakeTrainer(50)
                .traced {
                    stopEarly("epochEndLoss", patience = 2, minChange = 0.3, restoreBest = true)
                }.run(data)
        assertThat(run.ending().message)
            .isEqualTo(
                "epochEndLoss has not become better by more than 0.3 than its 0.5 of epoch 1 for 2 epochs",
            )
        assertThat(run.best!!.index).isEqualTo(3)
        assertThat(run.model).isSameAs(run.best!!.model)
    }

    @Test
    fun batchListener_ofATrainerThatTells_hearsEveryLoss() {
        val losses = mutableListOf<Double>()
        LogisticRegressionTrainer()
            .traced {
                listener(BatchListener<Label> { losses += it.loss })
            }.run(data)
        assertThat(losses).hasSize(5 * 6).allMatch { it > 0 }
    }

    @Test
    fun stopWhen_isAskedOfTheAlarmsThatAreWatched() {
        val asked = mutableListOf<AlarmKind>()
        val trainer = FakeTrainer(4).apply { divergeIn = 2 }
        trainer
            .traced {
                alarms(AlarmSettings.none().enable(AlarmKind.NON_FINITE))
                stopWhen { asked.add(it.kind) }
            }.run(data)
        assertThat(asked).isNotEmpty().containsOnly(AlarmKind.NON_FINITE)
    }

    @Test
    fun traced_tribuosOwnTrainer_isTracedAsItIs() {
        val run = LogisticRegressionTrainer().traced().run(data)
        assertThat(run.history.last().index).isEqualTo(5)
    }

    @Test
    fun traced_aTrainerWithoutSteps_isRefused() {
        assertThatThrownBy { DummyClassifierTrainer.createUniformTrainer(1).traced() }
            .isInstanceOf(IllegalArgumentException::class.java)
            .hasMessageContaining("DummyClassifierTrainer cannot be traced")
    }
}
