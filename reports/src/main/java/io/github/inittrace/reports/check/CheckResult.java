// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.check;

import java.util.ArrayList;
import java.util.List;

/** What came of a check. Immutable. */
public sealed interface CheckResult permits RunCheck, SweepCheck {
    /** What to call that which was checked. */
    String name();

    /** What came of each rule, in order. */
    List<RuleResult> results();

    /** How the training went, whatever the rules. */
    String verdict();

    /** The outcome in a few words: {@code all 5 rules obeyed}. */
    String summary();

    /** The rules that are not obeyed. */
    default List<RuleResult> violated() {
        return results().stream().filter(result -> !result.isObeyed()).toList();
    }

    /** The outcome in one word: {@code passed} or {@code failed}. */
    default String word() {
        return violated().isEmpty() ? "passed" : "failed";
    }

    /** One line for each result, then the verdict and the summary. */
    default List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (RuleResult result : results()) {
            String mark = result.isObeyed() ? "ok    " : "FAIL  ";
            lines.add(PlainText.oneLine(mark + result.title() + "; " + result.findings()));
        }
        lines.add(PlainText.oneLine(verdict()));
        lines.add(word() + ": " + summary());
        return lines;
    }
}
