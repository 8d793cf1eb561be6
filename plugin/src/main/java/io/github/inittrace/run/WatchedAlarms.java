// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run;

import io.github.inittrace.alarms.AlarmKind;
import io.github.inittrace.alarms.AlarmSettings;
import io.github.inittrace.alarms.AlarmThreshold;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which alarms a run was watched for, and from which values on: with the records of its epochs, all
 * that it takes to find the alarms again. Text, so that a kind that a later release adds can be read.
 *
 * @param kinds the kinds by {@link AlarmKind#id}; an alarm of another kind could not be raised
 * @param thresholds the value in force of every {@link AlarmThreshold}, by its name
 */
public record WatchedAlarms(List<String> kinds, Map<String, Double> thresholds) {
    public WatchedAlarms {
        kinds = List.copyOf(kinds);
        thresholds = Collections.unmodifiableMap(new LinkedHashMap<>(thresholds));
    }

    /** What these settings watch for. */
    public static WatchedAlarms of(AlarmSettings settings) {
        Map<String, Double> thresholds = new LinkedHashMap<>();
        for (AlarmThreshold threshold : AlarmThreshold.values()) {
            thresholds.put(threshold.name(), settings.threshold(threshold));
        }
        return new WatchedAlarms(
                Arrays.stream(AlarmKind.values())
                        .filter(settings.kinds()::contains)
                        .map(AlarmKind::id)
                        .toList(),
                thresholds);
    }
}
