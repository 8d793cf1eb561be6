// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sweep;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The runs of a sweep that differ in nothing but the seed.
 *
 * @param label what is different about them, in short words: {@code 64,64 · rate 0.5}; empty if
 *     there is no other group
 * @param values where they lie on each axis but those of seeds, by the axis' name
 * @param runs the runs, at least one, in the order of the plan
 */
public record SweepGroup(String label, Map<String, String> values, List<RecordedRun> runs) {
    /** Copies the values in their order, and the runs. */
    public SweepGroup {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        runs = List.copyOf(runs);
    }

    /** Those that are finished. */
    public List<RecordedRun> finished() {
        return runs.stream().filter(run -> run.state() == RunResult.State.FINISHED).toList();
    }
}
