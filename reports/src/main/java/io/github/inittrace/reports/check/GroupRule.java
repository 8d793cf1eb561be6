// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.check;

import io.github.inittrace.reports.check.RunQuantifier.Kind;
import io.github.inittrace.study.NamedRun;
import io.github.inittrace.study.Statistics;
import io.github.inittrace.text.Numbers;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule for runs, asked of the runs of a group. What compares with a baseline is held against the
 * mean of the same group there.
 *
 * @param rule what is asked of runs
 * @param of how the runs of a group count
 * @param where the groups that it is about
 */
record GroupRule(Rule rule, RunQuantifier of, GroupChoice where) implements SweepRule {
    @Override
    public @Nullable String name() {
        return rule.name();
    }

    @Override
    public String demanded() {
        return rule.demanded() + ", " + of.words();
    }

    @Override
    public String keys() {
        return "'of' and 'where' are";
    }

    @Override
    public boolean isRelative() {
        return rule instanceof FigureRule figure && figure.isRelative();
    }

    @Override
    public void requireBaseline(boolean hasBaseline) throws BrokenRulesException {
        if (rule instanceof FigureRule figure) {
            figure.requireBaseline(hasBaseline, "SWEEP");
        }
    }

    @Override
    public RunFinding finding(NamedRun run, String label) throws BrokenRulesException {
        FigureRule figure = ofOneFigure();
        if (figure != null) {
            FigureSample sample = figure.at().one(run);
            return new RunFinding(label, sample.value(), figure.at().words(sample), false);
        }
        RuleResult result = rule.check(run, null);
        return new RunFinding(label, null, result.found(), result.isObeyed());
    }

    /** The rule, if it is about one figure of each run. */
    private @Nullable FigureRule ofOneFigure() {
        return rule instanceof FigureRule figure && figure.isOfOneEpoch() ? figure : null;
    }

    @Override
    public List<RuleResult> results(List<GroupFindings> groups) {
        return groups.stream().map(this::result).toList();
    }

    private RuleResult result(GroupFindings group) {
        GroupFindings before = group.baseline();
        FigureRule figure = ofOneFigure();
        String old =
                before == null ? null : figure == null ? counted(before, null) : before.meanWords();
        if (group.n() == 0) {
            return result(group, group.unfinished(), old, false);
        }
        Double mean = before == null || figure == null ? null : before.mean();
        boolean isBlind = isRelative() && mean == null;
        String found =
                figure == null || of.kind() == Kind.EVERY || of.kind() == Kind.SHARE
                        ? counted(group, mean)
                        : of.kind() == Kind.MEAN
                                ? group.meanWords() + figure.exactly(group.mean(), mean)
                                : worst(figure, group, mean);
        boolean isObeyed =
                figure != null && of.kind() == Kind.MEAN
                        ? figure.satisfies(group.mean(), mean)
                        : of.suffices(obeying(group, mean).size(), group.n());
        return result(
                group,
                found + (isBlind ? Bound.NOTHING_TO_COMPARE : "") + group.incomplete(),
                old,
                isObeyed);
    }

    private RuleResult result(
            GroupFindings group, String found, @Nullable String old, boolean isObeyed) {
        return new RuleResult(title(), demanded(), group.label(), found, old, isObeyed);
    }

    private List<RunFinding> obeying(GroupFindings group, @Nullable Double old) {
        FigureRule figure = ofOneFigure();
        return group.finished().stream()
                .filter(run -> figure == null ? run.isObeyed() : figure.satisfies(run.value(), old))
                .toList();
    }

    /** How many runs obey, and which do not. */
    private String counted(GroupFindings group, @Nullable Double old) {
        int n = group.n();
        if (n == 0) {
            return group.unfinished();
        }
        if (n == 1) {
            return exact(group.finished().get(0), old).words();
        }
        List<RunFinding> good = obeying(group, old);
        if (good.size() == n) {
            return common(group) + " in all " + n + " runs";
        }
        List<RunFinding> others =
                group.finished().stream()
                        .filter(run -> !good.contains(run))
                        .map(run -> exact(run, old))
                        .toList();
        return (good.isEmpty() ? "in none of " : "so in " + good.size() + " of ")
                + n
                + (good.isEmpty() ? " runs: " : " runs; not in ")
                + GroupFindings.quoted(others);
    }

    /** What all obeying runs have in common. */
    private String common(GroupFindings group) {
        if (ofOneFigure() != null) {
            Statistics values = group.statistics();
            String least = Numbers.text(values.min());
            String most = Numbers.text(values.max());
            return least.equals(most) ? least : least + " to " + most;
        }
        List<String> words = group.finished().stream().map(RunFinding::words).distinct().toList();
        return words.size() == 1 ? words.get(0) : "so";
    }

    private String worst(FigureRule figure, GroupFindings group, @Nullable Double old) {
        RunFinding worst =
                group.finished().stream()
                        .min(Comparator.comparingDouble(run -> margin(figure, run, old)))
                        .orElseThrow();
        String words = exact(worst, old).words();
        return group.n() == 1
                ? words
                : words + " in " + worst.run() + ", the worst of " + group.n() + " runs";
    }

    private static double margin(FigureRule figure, RunFinding run, @Nullable Double old) {
        Double value = run.value();
        return value == null ? Double.NEGATIVE_INFINITY : figure.margin(value, old);
    }

    /** A finding with all digits where four would hide on which side of its limit it is. */
    private RunFinding exact(RunFinding run, @Nullable Double old) {
        FigureRule figure = ofOneFigure();
        String digits = figure == null ? "" : figure.exactly(run.value(), old);
        return new RunFinding(run.run(), run.value(), run.words() + digits, run.isObeyed());
    }
}
