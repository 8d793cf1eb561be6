// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sweep;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A run of a sweep whose job is known.
 *
 * @param name as {@link PlannedRun#name}
 * @param settings as {@link PlannedRun#settings}
 * @param job the id of its job
 */
public record SweepRun(
        @JsonProperty(required = true) String name,
        @JsonProperty(required = true) Map<String, String> settings,
        @JsonProperty(required = true) String job) {
    /** Copies the settings in their order. */
    public SweepRun {
        Objects.requireNonNull(name);
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        Objects.requireNonNull(job);
    }
}
