// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace

import io.github.inittrace.alarms.Alarm
import io.github.inittrace.alarms.AlarmSettings
import io.github.inittrace.lifecycle.EpochEnd
import io.github.inittrace.lifecycle.TrainingListener
import io.github.inittrace.run.EpochRecord
import org.tribuo.Dataset
import org.tribuo.Output
import org.tribuo.Trainer
import java.nio.file.Path
import java.util.function.Predicate

/**
 * Traces this trainer; shorthand for [InitTrace.of] and the settings that follow it.
 *
 * ```
 * val run = trainer.traced {
 *     validateOn("test", testSet)
 *     runFolder = Path.of("runs/first")
 *     onEpoch { if (it.training.loss < 0.2) it.requestStop("good enough") }
 * }.run(trainSet)
 * ```
 *
 * @throws IllegalArgumentException as [InitTrace.of], and as the settings
 */
public fun <T : Output<T>> Trainer<T>.traced(
    configure: TraceBuilder<T>.() -> Unit = {},
): InitTrace<T> = TraceBuilder(InitTrace.of(this)).apply(configure).build()

/** What can be set in the block of [traced]. */
public class TraceBuilder<T : Output<T>> internal constructor(
    private var trace: InitTrace<T>,
) {
    /** [InitTrace.runFolder]; everything stays in memory while it is null. */
    public var runFolder: Path? = null

    /** [InitTrace.overwrite]. */
    public var overwrite: Boolean = false

    /** [InitTrace.tensorBoard]; no events are written while it is null. */
    public var tensorBoard: Path? = null

    /** [InitTrace.recording], such as `Recording.light().records(Schedule.every(5))`. */
    public var recording: Recording = Recording.full()

    /** [InitTrace.alarms]. */
    public fun alarms(settings: AlarmSettings) {
        trace = trace.alarms(settings)
    }

    /** [InitTrace.stopWhen]. */
    public fun stopWhen(alarm: Predicate<in Alarm>) {
        trace = trace.stopWhen(alarm)
    }

    /** [InitTrace.earlyStopping] by [EarlyStopping.on] and the settings that follow it. */
    public fun stopEarly(
        figure: String,
        patience: Int = 5,
        minChange: Double = 0.0,
        restoreBest: Boolean = false,
    ) {
        trace =
            trace.earlyStopping(
                EarlyStopping
                    .on(figure)
                    .patience(patience)
                    .minChange(minChange)
                    .restoreBest(restoreBest),
            )
    }

    /** [InitTrace.inputShape]. */
    public fun inputShape(vararg lengths: Int) {
        trace = trace.inputShape(*lengths)
    }

    /** [InitTrace.validateOn]. */
    public fun validateOn(
        name: String,
        dataset: Dataset<T>,
    ) {
        trace = trace.validateOn(name, dataset)
    }

    /** [InitTrace.listener] for what happens during training; may ask it to stop. */
    public fun onEpoch(action: (EpochEnd<T>) -> Unit) {
        listener(action)
    }

    /** [InitTrace.listener]. */
    public fun listener(listener: TrainingListener<T>) {
        trace = trace.listener(listener)
    }

    /** [InitTrace.onRecord] for the measures of an epoch. */
    public fun onRecord(action: (EpochRecord) -> Unit) {
        trace = trace.onRecord(action)
    }

    internal fun build(): InitTrace<T> {
        val set = trace.overwrite(overwrite).recording(recording)
        val logged = tensorBoard?.let(set::tensorBoard) ?: set
        return runFolder?.let(logged::runFolder) ?: logged
    }
}
