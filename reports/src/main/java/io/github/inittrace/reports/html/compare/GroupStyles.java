// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.compare;

import io.github.inittrace.reports.chart.LineStyle;
import io.github.inittrace.study.Comparison;
import io.github.inittrace.study.CurveStatistic;
import io.github.inittrace.study.RunGroup;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How the lines of a comparison look, the same in every chart. As many as people can tell apart
 * have a style each; of more than that, the first, the best and the worst have, and the others are
 * grey.
 */
final class GroupStyles {
    /** The most lines that all have a style. */
    static final int MOST_STYLED = 12;

    private static final int BEST = 3;

    private final Map<RunGroup, LineStyle> styles = new LinkedHashMap<>();

    /** By identity: tables ask for each run, and a line is made of too many numbers to hash each time. */
    private final Map<RunGroup, String> numbers = new IdentityHashMap<>();

    private final List<RunGroup> others = new ArrayList<>();

    GroupStyles(Comparison comparison) {
        List<RunGroup> lines = comparison.lines();
        for (RunGroup line : lines) {
            numbers.put(line, Integer.toString(numbers.size() + 1));
        }
        Set<RunGroup> styled =
                lines.size() <= MOST_STYLED
                        ? new LinkedHashSet<>(lines)
                        : outstanding(lines, comparison.ranking());
        for (RunGroup line : lines) {
            if (styled.contains(line)) {
                styles.put(line, LineStyle.of(styles.size()));
            } else {
                others.add(line);
            }
        }
    }

    private static Set<RunGroup> outstanding(List<RunGroup> lines, List<CurveStatistic> ranking) {
        Set<RunGroup> outstanding = new LinkedHashSet<>(lines.subList(0, 1));
        for (CurveStatistic measure : ranking) {
            boolean high = measure.curve().kind().isAccuracy();
            Comparator<RunGroup> byMean =
                    Comparator.comparingDouble(line -> rank(line, measure, high ? -1 : 1));
            List<RunGroup> ranked = lines.stream().sorted(byMean).toList();
            outstanding.addAll(ranked.subList(0, BEST));
            outstanding.addAll(ranked.subList(lines.size() - BEST, lines.size()));
        }
        return outstanding;
    }

    private static double rank(RunGroup line, CurveStatistic measure, int sign) {
        double mean = line.statistics(measure).mean();
        return Double.isNaN(mean) ? Double.POSITIVE_INFINITY : sign * mean;
    }

    /** The lines with a style, in order. */
    Map<RunGroup, LineStyle> styles() {
        return styles;
    }

    /** The lines without. */
    List<RunGroup> others() {
        return others;
    }

    /** The number by which charts name a line: that of its row in the tables. */
    String number(RunGroup line) {
        return numbers.getOrDefault(line, "");
    }
}
