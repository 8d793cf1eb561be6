// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import io.github.inittrace.reports.reproduce.Claim;
import io.github.inittrace.reports.reproduce.Finding;
import io.github.inittrace.reports.reproduce.Study;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The table "published / here / agrees?" as lines for a terminal. */
final class FindingLines {
    private FindingLines() {}

    static List<String> of(Map<Study, List<Finding>> findings) {
        List<String> lines = new ArrayList<>();
        findings.forEach(
                (study, of) -> {
                    lines.add("");
                    lines.add(study.name() + ": " + study.title() + " (" + study.source() + ")");
                    of.forEach(finding -> add(finding, lines));
                });
        List<Claim> claims = findings.size() > 1 ? Claim.of(findings.values()) : List.of();
        if (!claims.isEmpty()) {
            lines.add("");
            lines.add("claims");
            claims.forEach(
                    claim ->
                            lines.add(
                                    "  "
                                            + claim.words()
                                            + ": "
                                            + claim.verdict().word()
                                            + " ("
                                            + claim.counts()
                                            + ")"));
        }
        lines.add("");
        return lines;
    }

    private static void add(Finding finding, List<String> lines) {
        String claim = finding.claim().isEmpty() ? "" : finding.claim() + ": ";
        lines.add("");
        lines.add("  " + claim + finding.what());
        lines.add("    published  " + finding.published());
        lines.add("    here       " + finding.here());
        lines.add(
                "    "
                        + finding.verdict().word()
                        + "; agrees if: "
                        + finding.tolerance()
                        + (finding.reason().isEmpty() ? "" : "; " + finding.reason()));
    }
}
