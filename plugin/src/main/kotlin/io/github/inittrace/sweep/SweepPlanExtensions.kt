// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sweep

import io.github.inittrace.job.Job
import java.nio.file.Path

/**
 * A plan; shorthand for [SweepPlan.of] and what follows it.
 *
 * ```
 * val plan = sweepPlan("epochs" to 20) {
 *     vary("hidden", "10,10", "64,64")
 *     zip("init" to listOf("HE_NORMAL", "GLOROT_UNIFORM"), "activation" to listOf("RELU", "TANH"))
 *     seeds(5)
 * }
 * ```
 *
 * @param settings what every run has; values count by their texts
 * @throws IllegalArgumentException as [SweepPlan.vary], and as [SweepPlan.zip]
 */
public fun sweepPlan(
    vararg settings: Pair<String, Any>,
    axes: SweepPlanBuilder.() -> Unit = {},
): SweepPlan {
    val base = settings.associate { (key, value) -> key to value.toString() }
    return SweepPlanBuilder(SweepPlan.of(base)).apply(axes).plan
}

/** What can vary in the block of [sweepPlan]. */
public class SweepPlanBuilder internal constructor(
    internal var plan: SweepPlan,
) {
    /** [SweepPlan.vary]. */
    public fun vary(
        key: String,
        vararg values: Any,
    ) {
        plan = plan.vary(key, *values)
    }

    /** [SweepPlan.zip]: the first value of each setting, the second, and so on. */
    public fun zip(vararg together: Pair<String, List<Any>>) {
        plan = plan.zip(linkedMapOf(*together))
    }

    /** [SweepPlan.seeds]. */
    public fun seeds(count: Int) {
        plan = plan.seeds(count)
    }

    /** [SweepPlan.name]. */
    public fun name(
        key: String,
        name: String,
    ) {
        plan = plan.name(key, name)
    }
}

/**
 * Trains the runs of this plan that are not finished; shorthand for [Sweep.of] and [Sweep.execute].
 *
 * @param folder a folder that does not exist, is empty, or holds an earlier part of this sweep
 * @param workers how many runs are trained at once, with one thread each
 * @param shard which runs to train
 * @param onRun told of each run that has ended
 * @param job says what the settings of a run mean; called by several threads
 * @return what came of the runs of the shard, in the order of the plan
 * @throws java.io.IOException as [Sweep.of], and as [Sweep.execute]
 */
public fun SweepPlan.train(
    folder: Path,
    workers: Int = Runtime.getRuntime().availableProcessors(),
    shard: Shard = Shard.WHOLE,
    onRun: (RunResult) -> Unit = {},
    job: (Map<String, String>) -> Job,
): List<RunResult> = Sweep.of(this, job).execute(folder, shard, LocalExecutor(workers), onRun)
