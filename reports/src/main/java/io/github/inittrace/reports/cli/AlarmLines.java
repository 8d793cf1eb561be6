// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import io.github.inittrace.alarms.Alarm;
import io.github.inittrace.alarms.AlarmKind;
import io.github.inittrace.measure.EventTime;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.TrainingHistory;
import io.github.inittrace.run.ValidationRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Alarms in words. */
final class AlarmLines {
    private AlarmLines() {}

    /** The alarms of one record, two lines per kind: which tensors, and what it means. */
    static List<String> of(EpochRecord epoch) {
        List<String> lines = new ArrayList<>();
        List<Alarm> alarms = epoch.alarms() == null ? List.of() : epoch.alarms();
        for (List<Alarm> same : byKind(alarms).values()) {
            Alarm first = same.get(0);
            lines.add(
                    "       ! "
                            + first.severity().name().toLowerCase(Locale.ROOT)
                            + " "
                            + first.kind()
                            + ": "
                            + same.stream().map(Alarm::tensor).collect(Collectors.joining(", ")));
            lines.add("         " + first.meaning() + ". Try: " + first.advice());
        }
        return lines;
    }

    /** All alarms of a run in one line. */
    static String summary(TrainingHistory history) {
        List<Alarm> alarms = history.alarms();
        if (alarms.isEmpty()) {
            return "none";
        }
        return alarms.size()
                + ": "
                + byKind(alarms).values().stream()
                        .map(AlarmLines::summary)
                        .collect(Collectors.joining(", "));
    }

    private static String summary(List<Alarm> same) {
        long tensors = same.stream().map(Alarm::tensor).distinct().count();
        Alarm first = same.get(0);
        return first.kind()
                + " in "
                + (tensors == 1 ? first.tensor() : tensors + " tensors")
                + " from epoch "
                + first.epoch();
    }

    /** When each loss was lowest, and whether it diverged. */
    static String course(TrainingHistory history) {
        List<String> parts = new ArrayList<>();
        history.trainingCourse().minimum().ifPresent(epoch -> parts.add("training" + at(epoch)));
        for (ValidationRecord set : history.first().validation()) {
            history.validationCourse(set.name())
                    .minimum()
                    .ifPresent(epoch -> parts.add(set.name() + at(epoch)));
        }
        if (history.hasEveryLoss() && !history.trainingCourse().divergence().isCensored()) {
            parts.add("diverged at epoch " + history.trainingCourse().divergence());
        }
        return parts.isEmpty() ? "none known" : String.join("; ", parts);
    }

    /** At the last epoch the minimum may still be ahead. */
    private static String at(EventTime time) {
        return " at epoch " + time.epoch() + (time.isCensored() ? ", the last" : "");
    }

    private static Map<AlarmKind, List<Alarm>> byKind(List<Alarm> alarms) {
        return alarms.stream()
                .collect(
                        Collectors.groupingBy(
                                Alarm::kind, LinkedHashMap::new, Collectors.toList()));
    }
}
