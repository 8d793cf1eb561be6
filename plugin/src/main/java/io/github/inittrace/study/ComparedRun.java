// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.study;

import io.github.inittrace.run.Ending;
import io.github.inittrace.run.RunCurves;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One of several runs.
 *
 * @param name the shortest end of its folder's path that no other run has
 * @param label what is different about it: {@code 64,64 · rate 0.5 · seed 2}; its name where
 *     nothing is
 * @param settings its value of every setting that is not the same in all runs; none where it lacks
 *     the setting
 * @param curves its curves
 */
public record ComparedRun(
        String name, String label, Map<String, String> settings, RunCurves curves) {
    public ComparedRun {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    /** How it ended, in a word. */
    public String ending() {
        Ending ending = curves.record().ending();
        return ending == null ? "none recorded" : ending.reason().word();
    }
}
