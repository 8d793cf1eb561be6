// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.check;

import io.github.inittrace.measure.Alarm;
import io.github.inittrace.measure.AlarmKind;
import io.github.inittrace.measure.Severity;
import io.github.inittrace.measure.TensorMeasures;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which alarms a run may raise.
 *
 * @param name its name; null for what it demands
 * @param worst the highest severity that is allowed; null if no alarm is
 * @param kinds the kinds that count; empty for all
 * @param tensors the tensors whose alarms count; empty for all
 * @param place where it stands
 */
record AlarmRule(
        @Nullable String name,
        @Nullable Severity worst,
        Set<AlarmKind> kinds,
        List<String> tensors,
        Place place)
        implements Rule {
    private static final int QUOTED = 3;

    AlarmRule {
        kinds = Set.copyOf(kinds);
        tensors = List.copyOf(tensors);
    }

    @Override
    public RuleResult check(NamedRun run, @Nullable NamedRun baseline) throws BrokenRulesException {
        List<String> there =
                run.history().first().tensors().stream().map(TensorMeasures::name).toList();
        for (String tensor : tensors) {
            if (!there.contains(tensor)) {
                throw place.broken(
                        "the run has no tensor '"
                                + tensor
                                + "'; expected one of "
                                + String.join(", ", there));
            }
        }
        List<Alarm> wrong = forbidden(run);
        boolean watched = isWatched(run);
        String demanded = demanded();
        return new RuleResult(
                name == null ? demanded : name,
                demanded,
                found(run),
                baseline == null ? null : found(baseline),
                watched && wrong.isEmpty());
    }

    private String demanded() {
        String level = worst == null ? "none" : worst.name().toLowerCase(Locale.ROOT) + " at worst";
        String which =
                kinds.isEmpty()
                        ? ""
                        : " of kind "
                                + String.join(
                                        ", ", kinds.stream().map(AlarmKind::id).sorted().toList());
        String where = tensors.isEmpty() ? "" : " in " + String.join(", ", tensors);
        return "alarms" + which + where + ": " + level;
    }

    private String found(NamedRun run) {
        if (!isWatched(run)) {
            return "unknown: the run was recorded without watching for alarms";
        }
        List<Alarm> wrong = forbidden(run);
        if (wrong.isEmpty()) {
            long allowed = run.history().alarms().stream().filter(this::isMeant).count();
            return allowed == 0 ? "none" : "none worse (" + allowed + " allowed)";
        }
        String first =
                String.join(
                        "; ",
                        wrong.stream()
                                .limit(QUOTED)
                                .map(
                                        alarm ->
                                                alarm.kind()
                                                        + " in "
                                                        + alarm.tensor()
                                                        + " at epoch "
                                                        + alarm.epoch())
                                .toList());
        int more = wrong.size() - QUOTED;
        return wrong.size() + ": " + first + (more > 0 ? "; and " + more + " more" : "");
    }

    private static boolean isWatched(NamedRun run) {
        return run.history().last().alarms() != null;
    }

    private List<Alarm> forbidden(NamedRun run) {
        return run.history().alarms().stream()
                .filter(this::isMeant)
                .filter(alarm -> worst == null || alarm.severity().compareTo(worst) > 0)
                .toList();
    }

    private boolean isMeant(Alarm alarm) {
        return (kinds.isEmpty() || kinds.contains(alarm.kind()))
                && (tensors.isEmpty() || tensors.contains(alarm.tensor()));
    }
}
