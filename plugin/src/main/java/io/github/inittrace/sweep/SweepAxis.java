// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sweep;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.inittrace.study.Settings;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * One of the directions in which the runs of a sweep differ.
 *
 * @param name what to call it
 * @param settings the settings that change along it, together where there are several
 */
public record SweepAxis(
        @JsonProperty(required = true) String name,
        @JsonProperty(required = true) List<String> settings) {
    /** Copies the settings. */
    public SweepAxis {
        Objects.requireNonNull(name);
        settings = List.copyOf(settings);
    }

    /** Whether runs along it repeat each other, but for their random numbers. */
    @JsonIgnore
    public boolean isSeed() {
        return settings.stream().allMatch(Settings::isSeed);
    }

    /** Where a run lies on it. */
    public String value(Map<String, String> run) {
        return settings.stream()
                .map(setting -> run.getOrDefault(setting, ""))
                .collect(Collectors.joining(" with "));
    }
}
