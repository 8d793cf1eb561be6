// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run

import io.github.inittrace.trace.FakeData
import io.github.inittrace.trace.FakeTrainer
import io.github.inittrace.trace.InitTrace
import io.github.inittrace.trace.Recording
import io.github.inittrace.trace.Schedule
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.junit.jupiter.api.Test

class TrainingHistoryExtensionsTest {
    private val history: TrainingHistory =
        InitTrace
            .of(FakeTrainer(12))
            .recording(Recording.full().records(Schedule.every(5)))
            .run(FakeData.of(6))
            .history

    @Test
    fun get_ofARecordedEpoch_isItsRecord() {
        assertThat(history[0]).isSameAs(history.first())
        assertThat(history[10].index).isEqualTo(10)
        assertThat(history[12]).isSameAs(history.last())
    }

    @Test
    fun get_ofAnEpochNotRecorded_isRefused() {
        assertThatThrownBy { history[11] }
            .isInstanceOf(IndexOutOfBoundsException::class.java)
            .hasMessage("expected one of the epochs [0, 5, 10, 12], found 11")
    }
}
