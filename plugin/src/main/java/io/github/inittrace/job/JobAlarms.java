// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.job;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.Configurable;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import io.github.inittrace.alarms.AlarmKind;
import io.github.inittrace.alarms.AlarmSettings;
import io.github.inittrace.alarms.AlarmThreshold;
import io.github.inittrace.trace.Alarms;
import io.github.inittrace.trace.InitTrace;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.tribuo.Output;

/** What a job watches for, and at what it stops. */
public final class JobAlarms implements Configurable {
    @Config(description = "The only alarms to watch for; those on by default if there is none.")
    private List<String> only = List.of();

    @Config(description = "The alarms that stop training; they are watched for as well.")
    private List<String> stopOn = List.of();

    @Config(description = "Numbers in the conditions of alarms that are not the default, by name.")
    private Map<String, Double> thresholds = Map.of();

    /** The usual alarms, none of which stops training. */
    public JobAlarms() {}

    /**
     * Alarms.
     *
     * @param only the only ones to watch for; those on by default if there is none
     * @param stopOn those that stop training
     * @param thresholds numbers in their conditions that are not the default
     * @throws IllegalArgumentException if one of these is out of its range
     */
    public JobAlarms(
            List<AlarmKind> only, List<AlarmKind> stopOn, Map<AlarmThreshold, Double> thresholds) {
        this.only = only.stream().map(AlarmKind::id).toList();
        this.stopOn = stopOn.stream().map(AlarmKind::id).toList();
        this.thresholds = new TreeMap<>();
        thresholds.forEach((threshold, value) -> this.thresholds.put(threshold.name(), value));
        settings();
    }

    /** For OLCUT: refuses what is no alarm, no threshold or out of its range. */
    @Override
    public void postConfig() {
        refusing("only", () -> kinds(only));
        refusing("stopOn", () -> kinds(stopOn));
        refusing("thresholds", this::settings);
    }

    private static void refusing(String property, Runnable check) {
        try {
            check.run();
        } catch (IllegalArgumentException e) {
            throw new PropertyException("", property, String.valueOf(e.getMessage()));
        }
    }

    /** A trace that watches so. */
    public <T extends Output<T>> InitTrace<T> of(InitTrace<T> trace) {
        AlarmKind[] stops = kinds(stopOn);
        InitTrace<T> watching = trace.alarms(settings());
        return stops.length == 0 ? watching : watching.stopWhen(Alarms.of(stops[0], stops));
    }

    private AlarmSettings settings() {
        AlarmSettings settings = AlarmSettings.defaults();
        if (!only.isEmpty()) {
            settings = settings.only(kinds(only));
        }
        for (Map.Entry<String, Double> threshold : thresholds.entrySet()) {
            settings =
                    settings.threshold(
                            named(AlarmThreshold.values(), threshold.getKey()),
                            threshold.getValue());
        }
        return settings.enable(kinds(stopOn));
    }

    private static AlarmKind[] kinds(List<String> ids) {
        return ids.stream().map(id -> named(AlarmKind.values(), id)).toArray(AlarmKind[]::new);
    }

    private static <E extends Enum<E>> E named(E[] all, String name) {
        return Arrays.stream(all)
                .filter(one -> one.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "expected one of "
                                                + Arrays.toString(all)
                                                + ", found '"
                                                + name
                                                + "'"));
    }
}
