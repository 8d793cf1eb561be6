// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.check;

import io.github.inittrace.alarms.Alarm;
import io.github.inittrace.alarms.AlarmKind;
import io.github.inittrace.alarms.Severity;
import io.github.inittrace.measure.TensorMeasures;
import io.github.inittrace.study.NamedRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which alarms a run may raise.
 *
 * @param name its name; null for what it demands
 * @param worst the highest severity that is allowed; null if no alarm is
 * @param kinds the kinds that count, which a run must have been watched for; empty for all that it
 *     was watched for
 * @param tensors the tensors whose alarms count; empty for all
 * @param place where it stands
 */
record AlarmRule(
        @Nullable String name,
        @Nullable Severity worst,
        Set<AlarmKind> kinds,
        List<String> tensors,
        RuleLocation place)
        implements Rule {
    private static final int QUOTED = 3;

    AlarmRule {
        kinds = Set.copyOf(kinds);
        tensors = List.copyOf(tensors);
    }

    @Override
    public RuleResult check(NamedRun run, @Nullable NamedRun baseline) throws BrokenRulesException {
        List<String> strange = strangeTensors(run);
        if (!strange.isEmpty()) {
            throw place.broken(
                    "the run '"
                            + run.name()
                            + "' has no tensor '"
                            + strange.get(0)
                            + "'; expected one of "
                            + String.join(", ", tensorsOf(run)));
        }
        return new RuleResult(
                title(),
                demanded(),
                found(run),
                baseline == null ? null : found(baseline),
                !run.watchedAlarms().isEmpty()
                        && unwatched(run).isEmpty()
                        && forbidden(run).isEmpty());
    }

    @Override
    public String demanded() {
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
        List<String> strange = strangeTensors(run);
        if (!strange.isEmpty()) {
            return "no tensor '" + String.join("', '", strange) + "'";
        }
        if (run.watchedAlarms().isEmpty()) {
            return "unknown: the run was recorded without watching for alarms";
        }
        List<String> unwatched = unwatched(run);
        List<Alarm> wrong = forbidden(run);
        List<String> findings = new ArrayList<>();
        if (!wrong.isEmpty()) {
            findings.add(wrong.size() + ": " + first(wrong));
        }
        if (!unwatched.isEmpty()) {
            findings.add(
                    "not watched for "
                            + String.join(", ", unwatched)
                            + "; train with --alarms that name "
                            + (unwatched.size() == 1 ? "it" : "them"));
        }
        if (findings.isEmpty()) {
            long allowed = run.history().alarms().stream().filter(this::isMeant).count();
            findings.add(allowed == 0 ? "none" : "none worse (" + allowed + " allowed)");
        }
        return String.join("; ", findings);
    }

    private static String first(List<Alarm> alarms) {
        List<String> words = new ArrayList<>();
        for (Alarm alarm : alarms.subList(0, Math.min(QUOTED, alarms.size()))) {
            words.add(alarm.kind() + " in " + alarm.tensor() + " at epoch " + alarm.epoch());
        }
        if (alarms.size() > QUOTED) {
            words.add("and " + (alarms.size() - QUOTED) + " more");
        }
        return String.join("; ", words);
    }

    private static List<String> tensorsOf(NamedRun run) {
        return run.history().first().tensors().stream().map(TensorMeasures::name).toList();
    }

    /** The tensors of the rule that a run has not. */
    private List<String> strangeTensors(NamedRun run) {
        List<String> there = tensorsOf(run);
        return tensors.stream().filter(tensor -> !there.contains(tensor)).toList();
    }

    /** The kinds of the rule that could not be raised. */
    private List<String> unwatched(NamedRun run) {
        Set<String> watched = run.watchedAlarms();
        return kinds.stream()
                .map(AlarmKind::id)
                .filter(kind -> !watched.contains(kind))
                .sorted()
                .toList();
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
