// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sweep

import io.github.inittrace.data.DatasetLoader
import io.github.inittrace.job.Job
import io.github.inittrace.job.JobAlarms
import io.github.inittrace.mlp.MLPClassificationTrainer
import io.github.inittrace.trace.Recording
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import java.nio.file.Files
import java.nio.file.Path

class SweepPlanExtensionsTest {
    @TempDir
    private lateinit var temp: Path

    @Test
    fun sweepPlan_ofAllParts_isThatOfTheBuilder() {
        val plan =
            sweepPlan("epochs" to 2) {
                vary("units", 3, 5)
                zip("a" to listOf(1, 2), "b" to listOf("x", "y"))
                seeds(2)
                name("units", "width")
            }
        assertThat(plan.size()).isEqualTo(8)
        assertThat(plan.runs().last().name()).isEqualTo("width=5_a=2_b=y_seed=2")
        assertThat(
            plan.runs().last().settings(),
        ).containsEntry("epochs", "2").containsEntry("units", "5")
    }

    @Test
    fun train_trainsEveryRun() {
        val table =
            Files.writeString(
                temp.resolve("t.csv"),
                "z,a,label\n1,2,x\n2,1,y\n3,5,x\n4,3,y\n5,9,x\n6,4,y\n",
            )
        val told = mutableListOf<String>()
        val results =
            sweepPlan("epochs" to 1) { vary("units", 3, 5) }
                .train(
                    temp.resolve("out"),
                    workers = 1,
                    onRun = { told += it.run().name() },
                ) { settings ->
                    Job.of(
                        MLPClassificationTrainer
                            .builder()
                            .hiddenLayers(settings.getValue("units").toInt())
                            .epochs(settings.getValue("epochs").toInt())
                            .build(),
                        DatasetLoader.of("csv").path(table).response("label"),
                        Recording.light(),
                        JobAlarms(),
                    )
                }
        assertThat(results).extracting<Any> { it.state() }.containsOnly(RunResult.State.FINISHED)
        assertThat(told).containsExactlyInAnyOrder("units=3", "units=5")
        assertThat(SweepRecord.open(temp.resolve("out")).runs()).hasSize(2)
    }
}
