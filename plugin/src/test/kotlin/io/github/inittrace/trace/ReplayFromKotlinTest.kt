// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace

import io.github.inittrace.data.DigitsDataSource
import io.github.inittrace.mlp.MLPClassificationTrainer
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import org.tribuo.MutableDataset

/** A replay reads in Kotlin as it does in Java. */
class ReplayFromKotlinTest {
    @Test
    fun replay_withAllSettings_isIdentical() {
        val digits = MutableDataset(DigitsDataSource(60, 4))
        val trainer =
            MLPClassificationTrainer
                .builder()
                .hiddenLayers(4)
                .epochs(2)
                .build()
        val epochs = mutableListOf<Int>()

        val verdict =
            Replay
                .of(trainer.train(digits))
                .trusting("com.acme.Rows")
                .on(digits)
                .onEpoch { epochs += it }
                .onRead { path -> error("nothing is read, found $path") }
                .run()

        assertThat(verdict.isIdentical).isTrue()
        assertThat(epochs).containsExactly(0, 1, 2)
    }
}
