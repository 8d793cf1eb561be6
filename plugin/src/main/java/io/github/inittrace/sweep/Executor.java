// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sweep;

import java.util.List;

/** Decides where and when runs are trained. */
@FunctionalInterface
public interface Executor {
    /** Trains one run. */
    @FunctionalInterface
    interface Task {
        /**
         * Trains a run and writes what came out. What goes wrong with it is written, too, and not
         * thrown.
         *
         * @param run one of the runs to execute
         * @param threads how many threads it may train with; the result does not depend on it
         */
        void run(SweepRun run, int threads);
    }

    /**
     * Trains runs, and returns when all have ended.
     *
     * @param runs the runs, those that take longest first
     * @param task trains one of them; may be called by several threads at the same time
     */
    void execute(List<SweepRun> runs, Task task);
}
