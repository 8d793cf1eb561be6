// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.testing;

import io.github.inittrace.run.TrainingHistory;

/** Assertions on the records of a run. For one thread. */
public final class TrainingHistoryAssert
        extends AbstractTrainingAssert<TrainingHistoryAssert, TrainingHistory> {
    TrainingHistoryAssert(TrainingHistory history) {
        super(history, TrainingHistoryAssert.class, history, null);
    }
}
