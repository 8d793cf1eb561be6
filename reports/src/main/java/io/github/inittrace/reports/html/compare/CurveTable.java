// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.compare;

import static j2html.TagCreator.td;

import io.github.inittrace.reports.html.kit.Markup;
import io.github.inittrace.run.CurveId;
import io.github.inittrace.study.MissingValue;
import io.github.inittrace.study.RunGroup;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The numbers of a chart of many runs. */
final class CurveTable {
    private static final int MOST_EPOCHS = 60;

    private CurveTable() {}

    /**
     * A table that opens on request: an epoch a row; of groups the mean, the smallest and the
     * largest.
     *
     * @param title what the chart shows
     * @param lines the lines that have a name in it
     */
    static DomContent of(String title, CurveId curve, Collection<RunGroup> lines) {
        List<String> heads = new ArrayList<>(List.of("epoch"));
        for (RunGroup line : lines) {
            heads.add(line.label() + (line.isGroup() ? ", mean" : ""));
            if (line.isGroup()) {
                heads.addAll(List.of("smallest", "largest"));
            }
        }
        List<RunGroup.GroupCurve> courses = lines.stream().map(line -> line.course(curve)).toList();
        List<DomContent> rows = new ArrayList<>();
        for (int epoch : some(courses)) {
            List<DomContent> cells = new ArrayList<>();
            int next = 0;
            for (RunGroup line : lines) {
                RunGroup.GroupCurve course = courses.get(next++);
                // Runs of a group differ in nothing but the seed.
                String why = MissingValue.ofCurve(line.runs().get(0).curves(), curve);
                cells.add(cell(course, course.mean(), epoch, why));
                if (line.isGroup()) {
                    cells.add(cell(course, course.min(), epoch, why));
                    cells.add(cell(course, course.max(), epoch, why));
                }
            }
            rows.add(Markup.row(Integer.toString(epoch), cells));
        }
        return Markup.folded(
                "The numbers of this chart", Markup.numbers(title + ", by epoch", heads, rows));
    }

    private static DomContent cell(
            RunGroup.GroupCurve course, double[] values, int epoch, String why) {
        int at = Arrays.binarySearch(course.epochs(), epoch);
        return at < 0 ? td() : Markup.number(values[at], why);
    }

    /** The first epoch, some at even distances, and the last of every line. */
    private static Set<Integer> some(List<RunGroup.GroupCurve> courses) {
        int[] all =
                courses.stream()
                        .flatMapToInt(course -> Arrays.stream(course.epochs()))
                        .distinct()
                        .sorted()
                        .toArray();
        Set<Integer> some = new TreeSet<>();
        int count = Math.min(MOST_EPOCHS, all.length);
        for (int i = 0; i < count; i++) {
            some.add(all[count == 1 ? 0 : (int) ((long) i * (all.length - 1) / (count - 1))]);
        }
        for (RunGroup.GroupCurve course : courses) {
            if (course.epochs().length > 0) {
                some.add(course.epochs()[course.epochs().length - 1]);
            }
        }
        return some;
    }
}
