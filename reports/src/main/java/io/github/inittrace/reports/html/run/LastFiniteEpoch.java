// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.run;

import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.TrainingHistory;

/** The epoch to show in detail: the last one, or after a divergence the last with a meaning. */
final class LastFiniteEpoch {
    /** What to say where it is not the last. */
    static final String REMARK =
            " It is the last epoch with finite weights; later ones have no distance.";

    private LastFiniteEpoch() {}

    /** The last epoch whose weights are finite; the last of all if there is none. */
    static EpochRecord of(TrainingHistory history) {
        return history.epochs().stream()
                .filter(epoch -> epoch.total().distance() != null)
                .reduce((earlier, later) -> later)
                .orElse(history.last());
    }
}
