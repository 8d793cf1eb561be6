// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace

import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import org.tribuo.classification.Label

class TracedRunExtensionsTest {
    private val run: TracedRun<Label> = InitTrace.of(FakeTrainer()).run(FakeData.of(6))

    @Test
    fun components_ofARun_areItsModelsAndItsHistory() {
        val (model, initial, history) = run
        assertThat(model).isSameAs(run.model)
        assertThat(initial).isSameAs(run.initialModel)
        assertThat(history).isSameAs(run.history)
    }

    @Test
    fun epochs_ofARun_areASequenceOfItsRecords() {
        assertThat(run.epochs.map { it.index }.toList()).containsExactly(0, 1, 2, 3)
        assertThat(run.epochs.last()).isSameAs(run.history.last())
    }
}
