// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run

import io.github.inittrace.trace.FakeData
import io.github.inittrace.trace.FakeTrainer
import io.github.inittrace.trace.InitTrace
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.junit.jupiter.api.Test

class EpochRecordExtensionsTest {
    private val epoch: EpochRecord =
        InitTrace
            .of(FakeTrainer())
            .run(FakeData.of(6))
            .history
            .last()

    @Test
    fun components_ofAnEpoch_areIndexAndLoss() {
        val (index: Int, loss: Double?) = epoch
        assertThat(index).isEqualTo(3)
        assertThat(loss).isEqualTo(0.25)
    }

    @Test
    fun get_ofATensor_isItsMeasures() {
        assertThat(epoch["hidden2.weight"]).isSameAs(epoch.tensors[2])
    }

    @Test
    fun get_ofAnUnknownTensor_isRefused() {
        assertThatThrownBy { epoch["hidden3.weight"] }
            .isInstanceOf(NoSuchElementException::class.java)
            .hasMessage(
                "expected one of the tensors [hidden1.weight, hidden1.bias, hidden2.weight," +
                    " hidden2.bias, output.weight, output.bias], found 'hidden3.weight'",
            )
    }
}
