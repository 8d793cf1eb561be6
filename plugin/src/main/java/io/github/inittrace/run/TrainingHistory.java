// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run;

import java.util.Iterator;
import java.util.List;

/**
 * The records of a run, from the untrained network on. Immutable.
 *
 * @param epochs the records in order; the first has index 0
 */
public record TrainingHistory(List<EpochRecord> epochs) implements Iterable<EpochRecord> {
    public TrainingHistory {
        if (epochs.isEmpty()) {
            throw new IllegalArgumentException("a history starts with epoch 0, found no record");
        }
        epochs = List.copyOf(epochs);
    }

    /** The untrained network. */
    public EpochRecord first() {
        return epochs.get(0);
    }

    /** The network at the end of training. */
    public EpochRecord last() {
        return epochs.get(epochs.size() - 1);
    }

    @Override
    public Iterator<EpochRecord> iterator() {
        return epochs.iterator();
    }
}
