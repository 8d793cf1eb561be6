// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sweep;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides where and when runs are trained. */
@FunctionalInterface
public interface Executor {
    /**
     * What an executor does with units: it has each trained here, or has their jobs trained
     * elsewhere by a {@link UnitTrainer} and says what came of each run.
     */
    interface Trainings {
        /**
         * Trains the runs of a unit in this process and writes what came out. What goes wrong with
         * one is written, too, and not thrown. May be called by several threads at the same time.
         *
         * @param unit one of the units to execute
         * @param threads how many threads it may train with; the result does not depend on it
         */
        void train(SweepUnit unit, int threads);

        /**
         * The job of a run, for {@link UnitTrainer#train}.
         *
         * @return JSON, as {@link io.github.inittrace.job.Job#toJson} writes it
         * @throws IOException if a file that it names is no longer there; one sentence
         */
        String job(SweepRun run) throws IOException;

        /** Whether what is not trained yet is to stay so, and what is trained elsewhere to stop. */
        boolean isStopRequested();

        /** Where the folder of a run belongs. */
        Path folder(SweepRun run);

        /**
         * A run was trained elsewhere. May be called by several threads at the same time.
         *
         * @param failure why it failed, as a sentence; null if its folder is in its place. A run
         *     that was stopped before its end stays planned
         * @return whether a run whose folder is in its place counts; if not, the folder is deleted here,
         *     and so it must be wherever else the executor has put it
         */
        boolean ended(SweepRun run, @Nullable String failure);
    }

    /**
     * Trains units, and returns when all have ended.
     *
     * @param units what to train, in this order: one data set after the other, and of each first what
     *     takes longest
     * @param trainings trains one of them here, or is told of those trained elsewhere
     */
    void execute(List<SweepUnit> units, Trainings trainings);
}
