// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.check;

import io.github.inittrace.study.NamedRun;
import io.github.inittrace.study.RunVerdict;
import io.github.inittrace.sweep.RecordedRun;
import io.github.inittrace.sweep.SweepAxis;
import io.github.inittrace.sweep.SweepGroup;
import io.github.inittrace.sweep.SweepRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the finished runs of one group say to rules.
 *
 * @param group the group
 * @param findings what each run says, for each rule, in the order of the rules
 * @param verdicts how many runs have which verdict
 * @param first the first of the runs; null if none is finished
 */
record GroupReading(
        SweepGroup group,
        List<List<RunFinding>> findings,
        Map<RunVerdict.Status, Integer> verdicts,
        @Nullable NamedRun first) {

    /** Reads the runs one after the other: all those of a sweep would not fit into memory. */
    static GroupReading of(SweepRecord sweep, SweepGroup group, List<SweepRule> rules)
            throws IOException {
        List<List<RunFinding>> findings = new ArrayList<>();
        rules.forEach(rule -> findings.add(new ArrayList<>()));
        Map<RunVerdict.Status, Integer> verdicts = new EnumMap<>(RunVerdict.Status.class);
        NamedRun first = null;
        for (RecordedRun recorded : group.finished()) {
            NamedRun run = WholeRun.read(recorded.folder());
            String label = label(sweep, recorded);
            for (int i = 0; i < rules.size(); i++) {
                findings.get(i).add(rules.get(i).finding(run, label));
            }
            RunVerdict verdict = RunVerdict.of(run.run(), run.history());
            verdicts.merge(verdict.status(), 1, Integer::sum);
            first = first == null ? run : first;
        }
        return new GroupReading(group, findings, verdicts, first);
    }

    /** In what a run differs from others of its group: {@code seed 3}. */
    private static String label(SweepRecord sweep, RecordedRun run) {
        String seeds =
                sweep.axes().stream()
                        .filter(SweepAxis::isSeed)
                        .map(axis -> axis.name() + " " + axis.value(run.run().settings()))
                        .collect(Collectors.joining(" · "));
        return seeds.isEmpty() ? run.run().name() : seeds;
    }

    /** What they say to one of the rules. */
    GroupFindings findings(int rule, String label, @Nullable GroupFindings baseline) {
        return new GroupFindings(label, group.runs().size(), findings.get(rule), baseline);
    }
}
