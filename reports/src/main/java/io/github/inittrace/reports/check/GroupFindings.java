// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.check;

import io.github.inittrace.study.Statistics;
import io.github.inittrace.text.Numbers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the runs of a group say to a rule.
 *
 * @param label what the group is called; empty if it is the only one
 * @param runs how many runs are planned
 * @param finished what those that are finished say
 * @param baseline the same group of the baseline; null if it has none, or there is none
 */
record GroupFindings(
        String label, int runs, List<RunFinding> finished, @Nullable GroupFindings baseline) {
    private static final int QUOTED = 3;

    GroupFindings {
        finished = List.copyOf(finished);
    }

    /** How many runs are finished. */
    int n() {
        return finished.size();
    }

    /** The mean of their figures; null if one is undefined, or no run is finished. */
    @Nullable Double mean() {
        return n() == 0 || !undefined().isEmpty() ? null : Double.valueOf(statistics().mean());
    }

    /** The mean of their figures with its spread, or why there is none. */
    String meanWords() {
        if (n() == 0) {
            return unfinished();
        }
        List<RunFinding> undefined = undefined();
        if (!undefined.isEmpty()) {
            return "no mean (" + n() + (n() == 1 ? " run): " : " runs): ") + quoted(undefined);
        }
        Statistics all = statistics();
        return (n() == 1
                        ? Numbers.text(all.mean())
                        : "mean "
                                + Numbers.text(all.mean())
                                + ", sd "
                                + Numbers.rough(all.deviation()))
                + ", n = "
                + n();
    }

    /**
     * How their mean lies to that of others, after a comma; empty if one has none.
     *
     * @param isShare whether the figure goes from 0 to 1, and is told in points
     */
    String difference(GroupFindings others, boolean isShare) {
        Double mean = mean();
        Double old = others.mean();
        if (mean == null || old == null || old == 0 && !isShare) {
            return "";
        }
        double difference = 100 * (mean - old) / (isShare ? 1 : Math.abs(old));
        return difference == 0
                ? ", equal"
                : ", "
                        + Numbers.rough(Math.abs(difference))
                        + (isShare ? " points" : " %")
                        + (difference < 0 ? " lower" : " higher");
    }

    Statistics statistics() {
        return Statistics.of(
                finished.stream()
                        .map(RunFinding::value)
                        .filter(Objects::nonNull)
                        .mapToDouble(Double::doubleValue)
                        .toArray());
    }

    private List<RunFinding> undefined() {
        return finished.stream().filter(run -> run.value() == null).toList();
    }

    /** How many of the planned runs there are to speak of; empty if all are. */
    String incomplete() {
        return n() == 0 || n() == runs ? "" : "; " + n() + " of " + runs + " runs are finished";
    }

    /** The words for a group of which nothing can be said. */
    String unfinished() {
        return "none of " + runs + (runs == 1 ? " run" : " runs") + " finished";
    }

    /** Some runs with what they say, those together that say the same. */
    static String quoted(List<RunFinding> some) {
        Map<String, List<String>> words = new LinkedHashMap<>();
        for (RunFinding run : some) {
            words.computeIfAbsent(run.words(), any -> new ArrayList<>()).add(run.run());
        }
        String first =
                words.entrySet().stream()
                        .limit(QUOTED)
                        .map(e -> few(e.getValue()) + " (" + e.getKey() + ")")
                        .collect(Collectors.joining("; "));
        long more = words.values().stream().skip(QUOTED).mapToLong(List::size).sum();
        return first + (more > 0 ? "; " + more + " more" : "");
    }

    private static String few(List<String> runs) {
        return runs.stream().limit(QUOTED).collect(Collectors.joining(", "))
                + (runs.size() > QUOTED ? " and " + (runs.size() - QUOTED) + " more" : "");
    }
}
