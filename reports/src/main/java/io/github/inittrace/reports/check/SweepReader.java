// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.check;

import io.github.inittrace.lifecycle.EndReason;
import io.github.inittrace.run.Ending;
import io.github.inittrace.study.NamedRun;
import io.github.inittrace.study.RunVerdict;
import io.github.inittrace.sweep.SweepGroup;
import io.github.inittrace.sweep.SweepRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads what rules need of a sweep and its baseline. For one thread. */
final class SweepReader {
    private static final int MOST_MISMATCHES = 3;

    /** A rule, the groups that it is about, and what their runs say to it. */
    private record Asked(SweepRule rule, Set<SweepGroup> groups, List<GroupFindings> findings) {}

    private final SweepRecord sweep;
    private final @Nullable SweepRecord baseline;
    private final List<GroupPair> pairs;
    private final List<Asked> asked = new ArrayList<>();
    private final Map<RunVerdict.Status, Integer> verdicts = new EnumMap<>(RunVerdict.Status.class);
    private final Set<String> mismatches = new LinkedHashSet<>();

    /**
     * Starts.
     *
     * @throws BrokenRulesException if a rule is about groups that are not there
     */
    SweepReader(
            SweepRecord sweep,
            @Nullable SweepRecord baseline,
            List<GroupPair> pairs,
            List<SweepRule> rules)
            throws BrokenRulesException {
        this.sweep = sweep;
        this.baseline = baseline;
        this.pairs = pairs;
        for (SweepRule rule : rules) {
            rule.requireBaseline(baseline != null);
            asked.add(new Asked(rule, groups(rule), new ArrayList<>()));
        }
    }

    private Set<SweepGroup> groups(SweepRule rule) throws BrokenRulesException {
        List<SweepGroup> all = pairs.stream().map(GroupPair::own).toList();
        Set<SweepGroup> groups = rule.where().groups(sweep, all);
        if (rule.isRelative()) {
            pairs.stream()
                    .filter(pair -> pair.baseline() == null)
                    .forEach(pair -> groups.remove(pair.own()));
            if (groups.isEmpty()) {
                throw rule.place()
                        .broken(
                                "the baseline has none of the groups that this rule is about, so"
                                        + " there is nothing to compare; remove it or name another"
                                        + " baseline");
            }
        }
        return groups;
    }

    /** Reads all runs. */
    List<RuleResult> results() throws IOException {
        for (GroupPair pair : pairs) {
            read(pair);
        }
        return asked.stream().flatMap(one -> one.rule.results(one.findings).stream()).toList();
    }

    private void read(GroupPair pair) throws IOException {
        List<Asked> here = asked.stream().filter(one -> one.groups.contains(pair.own())).toList();
        List<SweepRule> rules = here.stream().map(Asked::rule).toList();
        GroupReading own = GroupReading.of(sweep, pair.own(), rules);
        own.verdicts().forEach((verdict, runs) -> verdicts.merge(verdict, runs, Integer::sum));
        SweepGroup same = pair.baseline();
        GroupReading other =
                baseline == null || same == null ? null : GroupReading.of(baseline, same, rules);
        if (other != null) {
            compare(own.first(), other.first());
        }
        String label = pair.own().label();
        for (int i = 0; i < here.size(); i++) {
            GroupFindings before = other == null ? null : other.findings(i, label, null);
            here.get(i).findings.add(own.findings(i, label, before));
        }
    }

    private void compare(@Nullable NamedRun own, @Nullable NamedRun other) {
        // An early end of a training is a finding, not a difference of plans.
        if (own != null && other != null && isCompleted(own) && isCompleted(other)) {
            mismatches.addAll(BaselineMismatch.sentences(own, other));
        }
    }

    private static boolean isCompleted(NamedRun run) {
        Ending ending = run.run().ending();
        return ending != null && ending.reason() == EndReason.COMPLETED;
    }

    /** In what the groups of the baseline are so unlike that comparing them says little. */
    List<String> mismatches() {
        List<String> some = new ArrayList<>(mismatches.stream().limit(MOST_MISMATCHES).toList());
        if (mismatches.size() > some.size()) {
            some.add(
                    "run and baseline differ so in "
                            + (mismatches.size() - some.size())
                            + " more ways");
        }
        return some;
    }

    /** How many runs have which verdict. */
    String verdict() {
        int runs = verdicts.values().stream().mapToInt(Integer::intValue).sum();
        return runs == 0
                ? "no run is finished"
                : verdicts.entrySet().stream()
                        .map(entry -> entry.getValue() + " " + entry.getKey().word())
                        .collect(
                                Collectors.joining(
                                        ", ", runs + (runs == 1 ? " run: " : " runs: "), ""));
    }
}
