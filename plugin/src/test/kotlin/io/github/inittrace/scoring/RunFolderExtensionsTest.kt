// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.scoring

import io.github.inittrace.data.DigitsDataSource
import io.github.inittrace.run.RunFolder
import io.github.inittrace.trace.InitTrace
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatIOException
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import org.tribuo.MutableDataset
import org.tribuo.classification.Label
import org.tribuo.classification.sgd.linear.LogisticRegressionTrainer
import org.tribuo.regression.Regressor
import java.nio.file.Path

class RunFolderExtensionsTest {
    @TempDir
    private lateinit var temp: Path

    @Test
    fun networks_ofARun_loadByTheTypeOfTheirOutputs() {
        val data = MutableDataset(DigitsDataSource(60, 1))
        val traced =
            InitTrace
                .of(
                    LogisticRegressionTrainer(),
                ).runFolder(temp.resolve("run"))
                .run(data)
        val run = RunFolder.open(temp.resolve("run"))

        run.loadInitial<Label>().use { initial ->
            assertThat(
                initial
                    .predict(data.first())
                    .outputScores.values
                    .map { it.score }
                    .toSet(),
            ).hasSize(1)
        }
        run.loadTrained<Label>().use { trained ->
            assertThat(trained.predict(data.first()).output.label)
                .isEqualTo(
                    traced
                        .model()
                        .predict(data.first())
                        .output.label,
                )
        }
        assertThatIOException().isThrownBy { run.loadTrained<Regressor>() }
    }
}
