// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.check;

import io.github.inittrace.study.NamedRun;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the runs of a group have to obey together, group by group. Immutable. */
sealed interface SweepRule extends Rule permits GroupRule, SeedTestRule {
    /** The groups that it is about. */
    GroupChoice where();

    /**
     * Refuses a sweep that it cannot be checked on.
     *
     * @param hasBaseline whether there is a sweep to compare with
     */
    void requireBaseline(boolean hasBaseline) throws BrokenRulesException;

    /** Whether groups that the baseline has not are left out. */
    boolean isRelative();

    /** The keys that make it one, as the beginning of a sentence. */
    String keys();

    /** Where it stands. */
    default RuleLocation place() {
        return where().place();
    }

    /**
     * What a run says to it.
     *
     * @param run the run
     * @param label what to call it within its group
     */
    RunFinding finding(NamedRun run, String label) throws BrokenRulesException;

    /**
     * What came of it.
     *
     * @param groups what the runs of each group said to it; if it {@link #isRelative}, all have a
     *     baseline
     */
    List<RuleResult> results(List<GroupFindings> groups);

    @Override
    default RuleResult check(NamedRun run, @Nullable NamedRun baseline)
            throws BrokenRulesException {
        throw place().broken(
                        keys()
                                + " about groups of runs, found a single run; check the folder of a"
                                + " sweep");
    }
}
