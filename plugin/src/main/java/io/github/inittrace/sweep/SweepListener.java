// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sweep;

import io.github.inittrace.data.DatasetLoader;
import java.util.List;

/** Watches a sweep. What it throws is logged, and the sweep goes on. */
@FunctionalInterface
public interface SweepListener {
    /** A run has ended and is written; called on the thread that trained it, one call at a time. */
    void onRun(RunResult result);

    /**
     * Told before {@link #onRun}, and on the same thread.
     *
     * @param share how much is done of the work that was left at the start, as far as it is known
     *     beforehand; from 0 to 1
     */
    default void onProgress(double share) {}

    /**
     * Data are about to be loaded, before the first run starts or while others are trained; the loader
     * may be told who wants to hear of it. One call at a time, on the thread that loads.
     */
    default void onLoad(DatasetLoader loader) {}

    /**
     * The first run starts.
     *
     * @param runs how many runs the sweep or its shard has
     * @param finished how many of them were finished before
     */
    default void onStart(int runs, int finished) {}

    /**
     * No more runs are trained now. Also told where the tables of the sweep then cannot be written.
     *
     * @param results what came of the runs of the sweep or its shard, in the order of the plan
     */
    default void onEnd(List<RunResult> results) {}
}
