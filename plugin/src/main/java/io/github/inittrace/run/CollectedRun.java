// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an analysis of the weight matrices of many runs takes of one: a line of {@link
 * CollectedRuns}.
 *
 * @param name the name of its folder
 * @param files SHA-256 of files of its folder, in lower-case hexadecimal, by their names, so that
 *     whoever has the folder can tell whether it is this run's
 * @param run its record
 * @param invariants what its matrices were at epochs in increasing order
 */
public record CollectedRun(
        String name, Map<String, String> files, RunRecord run, List<InvariantRecord> invariants) {
    /** Copies map and list, and checks the order of epochs. */
    public CollectedRun {
        files = Collections.unmodifiableMap(new TreeMap<>(files));
        invariants = List.copyOf(invariants);
        if (invariants.isEmpty()) {
            throw new IllegalArgumentException(
                    "expected the matrices of at least one epoch, found none");
        }
        for (int k = 1; k < invariants.size(); k++) {
            if (invariants.get(k).epoch() <= invariants.get(k - 1).epoch()) {
                throw new IllegalArgumentException(
                        "expected epochs in increasing order, found "
                                + invariants.get(k).epoch()
                                + " behind "
                                + invariants.get(k - 1).epoch());
            }
        }
    }
}
