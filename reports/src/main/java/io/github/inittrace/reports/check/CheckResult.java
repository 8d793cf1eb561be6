// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.check;

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
        NamedRun run, @Nullable NamedRun baseline, Health health, List<RuleResult> results) {
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
        return new CheckResult(run, baseline, Health.of(run.run(), run.history()), results);
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
        return wrong + " of " + rules + (rules == 1 ? " rule" : " rules") + " violated";
    }

    /** One line for each rule, then the verdict and the summary. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (RuleResult result : results) {
            String baseline = result.baseline() == null ? "" : "; baseline " + result.baseline();
            lines.add(
                    oneLine(
                            (result.isObeyed() ? "ok    " : "FAIL  ")
                                    + result.title()
                                    + "; found "
                                    + result.found()
                                    + baseline));
        }
        lines.add(oneLine(health.status().word() + ": " + health.reason()));
        lines.add((violated().isEmpty() ? "passed: " : "failed: ") + summary());
        return lines;
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }
}
