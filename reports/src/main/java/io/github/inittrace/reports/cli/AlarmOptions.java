// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import io.github.inittrace.alarms.AlarmKind;
import io.github.inittrace.alarms.AlarmThreshold;
import io.github.inittrace.job.JobAlarms;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** What to watch for, and at what to stop. */
final class AlarmOptions implements HeadedOptions {

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
            split = ",",
            description =
                    "Change a number in the condition of an alarm, such as NORM_RANGE=0.1; several"
                            + " with commas between them.")
    private Map<AlarmThreshold, Double> thresholds = new EnumMap<>(AlarmThreshold.class);

    JobAlarms alarms() {
        return new JobAlarms(List.of(only), List.of(stopOn), thresholds);
    }

    @Override
    public String heading() {
        return "Alarms:";
    }
}
