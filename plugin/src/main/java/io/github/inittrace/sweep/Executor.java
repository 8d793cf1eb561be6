// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sweep;

import java.util.List;

/** Decides where and when runs are trained. */
@FunctionalInterface
public interface Executor {
    /** Trains a unit. */
    @FunctionalInterface
    interface Task {
        /**
         * Trains the runs of a unit and writes what came out. What goes wrong with one is written,
         * too, and not thrown.
         *
         * @param unit one of the units to execute
         * @param threads how many threads it may train with; the result does not depend on it
         */
        void run(SweepUnit unit, int threads);
    }

    /**
     * Trains units, and returns when all have ended.
     *
     * @param units what to train, that which takes longest first
     * @param task trains one of them; may be called by several threads at the same time
     */
    void execute(List<SweepUnit> units, Task task);
}
