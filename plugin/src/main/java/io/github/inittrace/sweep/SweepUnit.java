// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sweep;

import java.util.List;

/**
 * Runs that are trained together, in one process and by one thread: those that share a stack, which
 * is faster than each by itself; else one run.
 *
 * @param runs at least one
 */
public record SweepUnit(List<SweepRun> runs) {
    /** Copies the runs in their order. */
    public SweepUnit {
        runs = List.copyOf(runs);
        if (runs.isEmpty()) {
            throw new IllegalArgumentException("a unit has at least one run, found none");
        }
    }
}
