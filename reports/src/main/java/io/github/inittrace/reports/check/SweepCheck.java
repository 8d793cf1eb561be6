// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.check;

import io.github.inittrace.sweep.RecordedRun;
import io.github.inittrace.sweep.RunResult.State;
import io.github.inittrace.sweep.SweepRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What came of the check of a sweep: its runs are judged in groups that differ in nothing but the
 * seed. That every run is finished is demanded whatever the rules: a run that is missing is no run
 * that obeys.
 *
 * @param name the name of its folder
 * @param verdict how many runs have which verdict
 * @param groups how many groups there are
 * @param results what came of each rule and group, in order
 * @param remarks sentences on what is not compared, or compared otherwise than one may expect
 */
public record SweepCheck(
        String name, String verdict, int groups, List<RuleResult> results, List<String> remarks)
        implements CheckResult {
    private static final String FINISHED = "runs: finished";
    private static final int QUOTED = 3;

    /** Copies the lists. */
    public SweepCheck {
        results = List.copyOf(results);
        remarks = List.copyOf(remarks);
    }

    /**
     * Checks a sweep.
     *
     * @param rules what its runs have to obey; null for the default rules
     * @param sweep the sweep
     * @param baseline the sweep to compare with; null if there is none
     * @throws IOException if a run cannot be read, or a rule cannot be checked; one sentence
     */
    public static SweepCheck of(
            @Nullable List<Rule> rules, SweepRecord sweep, @Nullable SweepRecord baseline)
            throws IOException {
        List<String> remarks = new ArrayList<>();
        List<GroupPair> pairs =
                baseline == null ? GroupPair.of(sweep) : GroupPair.of(sweep, baseline, remarks);
        List<SweepRule> asked =
                rules == null
                        ? SweepDefaultRules.of(pairs, baseline != null, remarks)
                        : rules.stream().map(SweepCheck::ofGroups).toList();
        SweepReader reader = new SweepReader(sweep, baseline, pairs, asked);
        List<RuleResult> results = new ArrayList<>();
        results.add(
                new RuleResult(
                        FINISHED,
                        FINISHED,
                        finished(sweep),
                        baseline == null ? null : finished(baseline),
                        count(sweep, State.FINISHED) == sweep.runs().size()));
        results.addAll(reader.results());
        remarks.addAll(reader.mismatches());
        return new SweepCheck(
                String.valueOf(sweep.folder().toAbsolutePath().normalize().getFileName()),
                reader.verdict(),
                pairs.size(),
                results,
                remarks);
    }

    static SweepRule ofGroups(Rule rule) {
        if (rule instanceof SweepRule already) {
            return already;
        }
        RuleLocation place =
                rule instanceof FigureRule figure
                        ? figure.at().place()
                        : new RuleLocation("the rules", 0, rule.title());
        return new GroupRule(rule, RunQuantifier.EVERY, GroupChoice.all(place));
    }

    private static String finished(SweepRecord sweep) {
        int runs = sweep.runs().size();
        int finished = count(sweep, State.FINISHED);
        if (finished == runs) {
            return runs == 1 ? "the one run finished" : "all " + runs + " finished";
        }
        List<RecordedRun> others =
                Stream.of(State.FAILED, State.PLANNED)
                        .flatMap(state -> sweep.runs().stream().filter(r -> r.state() == state))
                        .toList();
        List<String> quoted = others.stream().limit(QUOTED).map(SweepCheck::quoted).toList();
        return finished
                + " of "
                + runs
                + ", "
                + count(sweep, State.FAILED)
                + " failed and "
                + count(sweep, State.PLANNED)
                + " still to do: "
                + String.join(", ", quoted)
                + (others.size() > QUOTED ? " and " + (others.size() - QUOTED) + " more" : "");
    }

    private static String quoted(RecordedRun run) {
        return run.run().name() + (run.message() == null ? "" : " (" + run.message() + ")");
    }

    private static int count(SweepRecord sweep, State state) {
        return (int) sweep.runs().stream().filter(run -> run.state() == state).count();
    }

    @Override
    public String summary() {
        long rules = rules(results);
        List<RuleResult> wrong = violated();
        String of = groups == 1 ? "" : " in " + groups + " groups";
        if (wrong.isEmpty()) {
            return rules == 1 ? "the one rule is obeyed" : "all " + rules + " rules obeyed" + of;
        }
        long in =
                wrong.stream().map(RuleResult::group).filter(g -> !g.isEmpty()).distinct().count();
        return rules(wrong)
                + " of "
                + rules
                + " rules violated"
                + (in == 0 ? "" : ", in " + in + " of " + groups + " groups");
    }

    private static long rules(List<RuleResult> results) {
        return results.stream().map(rule -> rule.name() + rule.demanded()).distinct().count();
    }
}
