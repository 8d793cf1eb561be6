// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.check;

import org.jspecify.annotations.Nullable;

/**
 * What came of one rule.
 *
 * @param name what the rule is called: the same for every run it is checked on
 * @param demanded what was demanded of what, in words that need no name
 * @param group of which runs of a sweep; empty where that goes without saying
 * @param found what was found, in words
 * @param baseline what the baseline has; null where there is none to compare with
 * @param isObeyed whether the run obeys the rule
 */
public record RuleResult(
        String name,
        String demanded,
        String group,
        String found,
        @Nullable String baseline,
        boolean isObeyed) {
    RuleResult(
            String name,
            String demanded,
            String found,
            @Nullable String baseline,
            boolean isObeyed) {
        this(name, demanded, "", found, baseline, isObeyed);
    }

    /** The name, with the group where there is one. */
    public String test() {
        return name + inGroup();
    }

    /** The name, and what is demanded where it has a name of its own. */
    public String rule() {
        return name.equals(demanded) ? name : name + " (" + demanded + ")";
    }

    /** As {@link #rule}, with the group where there is one. */
    public String title() {
        return rule() + inGroup();
    }

    /** What was found, and what the baseline has. */
    public String findings() {
        return "found " + found + (baseline == null ? "" : "; baseline " + baseline);
    }

    private String inGroup() {
        return group.isEmpty() ? "" : " [" + group + "]";
    }
}
