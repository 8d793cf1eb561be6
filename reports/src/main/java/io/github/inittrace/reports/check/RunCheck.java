// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.check;

import io.github.inittrace.study.NamedRun;
import io.github.inittrace.study.RunVerdict;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of the check of a run.
 *
 * @param run the run that was checked
 * @param baseline the run it was compared with; null if there is none
 * @param health the verdict on the run, whatever the rules
 * @param results what came of each rule, in order
 */
public record RunCheck(
        NamedRun run, @Nullable NamedRun baseline, RunVerdict health, List<RuleResult> results)
        implements CheckResult {
    public RunCheck {
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
    public static RunCheck of(List<Rule> rules, NamedRun run, @Nullable NamedRun baseline)
            throws BrokenRulesException {
        List<RuleResult> results = new ArrayList<>();
        for (Rule rule : rules) {
            results.add(rule.check(run, baseline));
        }
        return new RunCheck(run, baseline, RunVerdict.of(run.run(), run.history()), results);
    }

    @Override
    public String name() {
        return run.name();
    }

    @Override
    public String verdict() {
        return health.status().word() + ": " + health.reason();
    }

    @Override
    public String summary() {
        int rules = results.size();
        int wrong = violated().size();
        if (wrong == 0) {
            return rules == 1 ? "the one rule is obeyed" : "all " + rules + " rules obeyed";
        }
        return rules == 1 ? "the one rule is violated" : wrong + " of " + rules + " rules violated";
    }
}
