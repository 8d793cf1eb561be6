// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.check;

import org.jspecify.annotations.Nullable;

/**
 * What came of one rule.
 *
 * @param name what the rule is called: the same for every run it is checked on
 * @param demanded what was demanded of what, in words that need no name
 * @param found what was found, in words
 * @param baseline what the baseline has; null where there is none to compare with
 * @param isObeyed whether the run obeys the rule
 */
public record RuleResult(
        String name, String demanded, String found, @Nullable String baseline, boolean isObeyed) {
    /** The name, and what is demanded where it has a name of its own. */
    public String title() {
        return name.equals(demanded) ? name : name + " (" + demanded + ")";
    }

    /** What was found, and what the baseline has. */
    public String findings() {
        return "found " + found + (baseline == null ? "" : "; baseline " + baseline);
    }
}
