// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.check;

import io.github.inittrace.study.NamedRun;
import org.jspecify.annotations.Nullable;

/** Something that a run has to obey. Immutable. */
public sealed interface Rule
        permits EndingRule, AlarmRule, FigureRule, VerdictRule, CourseRule, SweepRule {
    /** Its name; null if it has none but what it demands. */
    @Nullable String name();

    /** What it demands of what, in words that are the same for every run. */
    String demanded();

    /** What it is called. */
    default String title() {
        String name = name();
        return name == null ? demanded() : name;
    }

    /**
     * Checks a run.
     *
     * @param run the run
     * @param baseline the run to compare with; null if none was given
     * @throws BrokenRulesException if the rule asks for what such a run cannot have, or for a
     *     baseline where there is none
     */
    RuleResult check(NamedRun run, @Nullable NamedRun baseline) throws BrokenRulesException;
}
