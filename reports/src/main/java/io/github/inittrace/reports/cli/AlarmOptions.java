// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import io.github.inittrace.alarms.AlarmKind;
import io.github.inittrace.alarms.AlarmSettings;
import io.github.inittrace.alarms.AlarmThreshold;
import io.github.inittrace.trace.Alarms;
import io.github.inittrace.trace.InitTrace;
import java.util.EnumMap;
import java.util.Map;
import org.tribuo.classification.Label;
import picocli.CommandLine.Option;

/** What to watch for, and at what to stop. */
final class AlarmOptions {

    @Option(
            names = "--alarms",
            paramLabel = "ALARM",
            split = ",",
            description =
                    "Watch for these alarms only: ${COMPLETION-CANDIDATES}. Default: all but"
                            + " norm_growth_out_of_range, heavier_than_normal and"
                            + " distribution_drift.")
    private AlarmKind[] only = {};

    @Option(
            names = "--stop-on",
            paramLabel = "ALARM",
            split = ",",
            description = "Stop training at the first of these alarms, and watch for them.")
    private AlarmKind[] stopOn = {};

    @Option(
            names = "--alarm-threshold",
            paramLabel = "NAME=VALUE",
            description =
                    "Change a number in the condition of an alarm, such as NORM_RANGE=0.1;"
                            + " may be given several times.")
    private Map<AlarmThreshold, Double> thresholds = new EnumMap<>(AlarmThreshold.class);

    /** A trace that watches so. */
    InitTrace<Label> configure(InitTrace<Label> trace) {
        AlarmSettings settings = AlarmSettings.defaults();
        if (only.length > 0) {
            settings = settings.only(only);
        }
        for (Map.Entry<AlarmThreshold, Double> threshold : thresholds.entrySet()) {
            settings = settings.threshold(threshold.getKey(), threshold.getValue());
        }
        InitTrace<Label> watching = trace.alarms(settings.enable(stopOn));
        return stopOn.length == 0 ? watching : watching.stopWhen(Alarms.of(stopOn[0], stopOn));
    }
}
