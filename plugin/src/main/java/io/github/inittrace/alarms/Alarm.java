// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.alarms;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Something that a monitor noticed about one tensor. An alarm is raised once, when its condition
 * begins to hold, and again only after the condition has ceased.
 *
 * @param kind what was noticed
 * @param severity how much it matters
 * @param epoch the epoch of the record at which it was raised
 * @param tensor the tensor's name
 * @param figures the numbers that raised it, by name; all finite
 * @param meaning what it usually means, as a sentence without capital and full stop
 * @param advice what to try, likewise
 */
public record Alarm(
        AlarmKind kind,
        Severity severity,
        int epoch,
        String tensor,
        Map<String, Double> figures,
        String meaning,
        String advice) {
    public Alarm {
        figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
    }

    /** An alarm with the severity and the sentences of its kind; figures not finite are left out. */
    public static Alarm of(AlarmKind kind, int epoch, String tensor, Map<String, Double> figures) {
        Map<String, Double> finite = new LinkedHashMap<>(figures);
        finite.values().removeIf(value -> !Double.isFinite(value));
        return new Alarm(
                kind, kind.severity(), epoch, tensor, finite, kind.meaning(), kind.advice());
    }

    /** The alarm in one line: {@code distance_jump in hidden1.weight at epoch 13 (step 3.2, ...)}. */
    public String summary() {
        String numbers =
                figures.entrySet().stream()
                        .map(e -> String.format(Locale.ROOT, "%s %.4g", e.getKey(), e.getValue()))
                        .collect(Collectors.joining(", "));
        return kind.id()
                + " in "
                + tensor
                + " at epoch "
                + epoch
                + (numbers.isEmpty() ? "" : " (" + numbers + ")");
    }
}
