// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of all weight matrices at one epoch no renumbering of neurons changes, for ensembles of
 * networks: one line of {@code invariants.jsonl}.
 *
 * @param epoch the epoch's index, 0 for the untrained network
 * @param matrices every tensor of two dimensions that is not empty, in the model's order
 */
public record InvariantRecord(int epoch, List<MatrixFigures> matrices) {
    /** Copies the list. */
    public InvariantRecord {
        if (epoch < 0) {
            throw new IllegalArgumentException("an epoch is counted from 0, found " + epoch);
        }
        matrices = List.copyOf(matrices);
    }

    /** What is wrong with this record as the next one, in words; null if nothing is. */
    @Nullable String disorderBehind(List<InvariantRecord> before) {
        if (before.isEmpty()) {
            return epoch == 0 ? null : "is out of order: expected epoch 0, found " + epoch;
        }
        int last = before.get(before.size() - 1).epoch;
        return epoch > last
                ? null
                : "is out of order: expected an epoch after " + last + ", found " + epoch;
    }
}
