// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace

import io.github.inittrace.run.EpochRecord
import io.github.inittrace.run.TrainingHistory
import org.tribuo.Model
import org.tribuo.Output

/** The [TracedRun.model] in `val (model, initial) = run`. */
public operator fun <T : Output<T>> TracedRun<T>.component1(): Model<T> = model

/** The [TracedRun.initialModel] in `val (model, initial) = run`. */
public operator fun <T : Output<T>> TracedRun<T>.component2(): Model<T> = initialModel

/** The [TracedRun.history] in `val (model, initial, history) = run`. */
public operator fun <T : Output<T>> TracedRun<T>.component3(): TrainingHistory = history

/** The records from the untrained network on; shorthand for [TrainingHistory.epochs]. */
public val TracedRun<*>.epochs: Sequence<EpochRecord>
    get() = history.asSequence()
