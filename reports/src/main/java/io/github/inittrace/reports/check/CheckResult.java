// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.check;

import io.github.inittrace.study.NamedRun;
import io.github.inittrace.study.RunVerdict;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a check. Immutable.
 *
 * @param run the run that was checked
 * @param baseline the run it was compared with; null if there is none
 * @param health the verdict on the run, whatever the rules
 * @param results what came of each rule, in order
 */
public record CheckResult(
        NamedRun run, @Nullable NamedRun baseline, RunVerdict health, List<RuleResult> results) {
    public CheckResult {
        results = List.copyOf(results);
    }

    /**
     * Checks a run.
     *
     * @param rules what it has to obey
     * @param run the run
     * @param baseline the run to compare with; null if there is none
     * @throws BrokenRulesException if a rule cannot be checked
     */
    public static CheckResult of(List<Rule> rules, NamedRun run, @Nullable NamedRun baseline)
            throws BrokenRulesException {
        List<RuleResult> results = new ArrayList<>();
        for (Rule rule : rules) {
            results.add(rule.check(run, baseline));
        }
        return new CheckResult(run, baseline, RunVerdict.of(run.run(), run.history()), results);
    }

    /** The rules that the run does not obey. */
    public List<RuleResult> violated() {
        return results.stream().filter(result -> !result.isObeyed()).toList();
    }

    /** The outcome in a few words: {@code all 5 rules obeyed}. */
    public String summary() {
        int rules = results.size();
        int wrong = violated().size();
        if (wrong == 0) {
            return rules == 1 ? "the one rule is obeyed" : "all " + rules + " rules obeyed";
        }
        return rules == 1 ? "the one rule is violated" : wrong + " of " + rules + " rules violated";
    }

    /** The outcome in one word: {@code passed} or {@code failed}. */
    public String word() {
        return violated().isEmpty() ? "passed" : "failed";
    }

    /** One line for each rule, then the verdict and the summary. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (RuleResult result : results) {
            String mark = result.isObeyed() ? "ok    " : "FAIL  ";
            lines.add(PlainText.oneLine(mark + result.title() + "; " + result.findings()));
        }
        lines.add(PlainText.oneLine(health.status().word() + ": " + health.reason()));
        lines.add(word() + ": " + summary());
        return lines;
    }
}
