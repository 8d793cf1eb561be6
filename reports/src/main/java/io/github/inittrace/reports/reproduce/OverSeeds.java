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
        Finding example = (agrees ? agreeing : differing).get(0);
        String here = tested == 1 ? example.here() : of(agreeing, differing);
        int others = runs.size() - tested;
        if (others > 0) {
            here +=
                    others == 1
                            ? "; another run tells nothing"
                            : "; " + others + " others tell nothing";
        }
        return said(first, here, example);
    }

    private static String of(List<Finding> agreeing, List<Finding> differing) {
        int tested = agreeing.size() + differing.size();
        if (differing.isEmpty()) {
            return "in all " + tested + " runs, one of them " + agreeing.get(0).here();
        }
        String runs = " of " + tested + " runs, one of them ";
        return agreeing.isEmpty()
                ? "in none" + runs + differing.get(0).here()
                : "in "
                        + agreeing.size()
                        + runs
                        + agreeing.get(0).here()
                        + "; one of the others "
                        + differing.get(0).here();
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
