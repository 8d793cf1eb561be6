// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.reproduce;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What runs that differ in their seed alone say of a statement: one finding, by most of them. */
final class OverSeeds {
    /** What findings of several runs have in common. */
    private record Statement(String claim, String what, String published, String tolerance) {}

    private OverSeeds() {}

    /**
     * Joins the findings of several runs on the same statement, in the order in which the statements
     * come first. What one run alone was asked stays as it is.
     */
    static List<Finding> join(List<Finding> each) {
        Map<Statement, List<Finding>> byStatement = new LinkedHashMap<>();
        for (Finding finding : each) {
            byStatement
                    .computeIfAbsent(
                            new Statement(
                                    finding.claim(),
                                    finding.what(),
                                    finding.published(),
                                    finding.tolerance()),
                            statement -> new ArrayList<>())
                    .add(finding);
        }
        return byStatement.values().stream().map(OverSeeds::one).toList();
    }

    private static Finding one(List<Finding> runs) {
        Finding first = runs.get(0);
        if (runs.size() == 1) {
            return first;
        }
        List<Finding> agreeing = with(runs, Verdict.AGREES);
        List<Finding> differing = with(runs, Verdict.DIFFERS);
        int tested = agreeing.size() + differing.size();
        if (tested == 0) {
            Finding example = with(runs, Verdict.NOT_COMPARABLE).stream().findFirst().orElse(first);
            return said(first, runs.size() + " runs, one of them " + example.here(), example);
        }
        boolean agrees = agreeing.size() > differing.size();
        String here =
                "in "
                        + (agreeing.isEmpty()
                                ? "none"
                                : differing.isEmpty() ? "all" : agreeing.size())
                        + (differing.isEmpty() ? " " : " of ")
                        + tested
                        + " runs, one of them "
                        + (agreeing.isEmpty() ? differing : agreeing).get(0).here();
        if (!agreeing.isEmpty() && !differing.isEmpty()) {
            here += "; one of the others " + differing.get(0).here();
        }
        return said(first, here, (agrees ? agreeing : differing).get(0));
    }

    private static List<Finding> with(List<Finding> runs, Verdict verdict) {
        return runs.stream().filter(run -> run.verdict() == verdict).toList();
    }

    private static Finding said(Finding statement, String here, Finding example) {
        return new Finding(
                statement.claim(),
                statement.what(),
                statement.published(),
                here,
                example.verdict(),
                statement.tolerance() + "; in most runs",
                example.reason());
    }
}
