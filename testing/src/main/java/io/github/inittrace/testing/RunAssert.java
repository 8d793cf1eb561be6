// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.testing;

import io.github.inittrace.lifecycle.EndReason;
import io.github.inittrace.run.Ending;
import io.github.inittrace.run.RunRecord;
import io.github.inittrace.run.TrainingHistory;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on a run. For one thread.
 *
 * @param <A> what the run is kept in
 */
public final class RunAssert<A> extends AbstractTrainingAssert<RunAssert<A>, A> {
    private final @Nullable Ending ending;

    RunAssert(A run, TrainingHistory history, RunRecord record, @Nullable Path folder) {
        super(run, RunAssert.class, history, folder);
        ending = record.ending();
    }

    /**
     * All planned epochs were done, or early stopping ended training before, as the gate's rule
     * {@code ending: completed} has it.
     *
     * @throws AssertionError if training ended otherwise, or has not ended
     */
    public RunAssert<A> completed() {
        Ending found = ending;
        return found != null && found.countsAsCompleted()
                ? this
                : endedBecause(EndReason.COMPLETED);
    }

    /**
     * Training ended for this reason. Early stopping is {@link EndReason#STOPPED}.
     *
     * @param reason the reason expected
     * @throws AssertionError if training ended otherwise, or has not ended
     */
    public RunAssert<A> endedBecause(EndReason reason) {
        Ending found = ending;
        if (found == null) {
            throw broken(
                    "expected training to have ended as "
                            + reason.word()
                            + ", found no end: it goes on, or its process was killed");
        }
        if (found.reason() != reason) {
            throw broken(
                    "expected training to have ended as "
                            + reason.word()
                            + ", found "
                            + found.reason().word()
                            + " after epoch "
                            + found.epochs()
                            + ": "
                            + found.message());
        }
        return this;
    }
}
