// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sweep;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One of the runs that a plan comes to.
 *
 * @param name what differs about it, as the name of a folder; no other run of the plan has it
 * @param settings its settings by name: those that every run has, then those that vary
 */
public record PlannedRun(String name, Map<String, String> settings) {
    /** Copies the settings. */
    public PlannedRun {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }
}
