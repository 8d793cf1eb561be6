// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html;

import static j2html.TagCreator.details;
import static j2html.TagCreator.summary;
import static j2html.TagCreator.td;
import static j2html.TagCreator.text;

import io.github.inittrace.reports.compare.Line;
import io.github.inittrace.run.CurveId;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** The numbers of a chart of many runs, at some of its epochs. */
final class CurveTable {
    /** As many columns as a screen shows. */
    private static final int MOST_EPOCHS = 11;

    private CurveTable() {}

    /**
     * A table that opens on request.
     *
     * @param title what the chart shows
     * @param lines the lines that have a name in it
     */
    static DomContent of(String title, CurveId curve, Collection<Line> lines) {
        List<Line.Course> courses = lines.stream().map(line -> line.course(curve)).toList();
        int[] epochs = some(courses);
        List<String> heads = new ArrayList<>(List.of("epoch"));
        Arrays.stream(epochs).forEach(epoch -> heads.add(Integer.toString(epoch)));
        List<DomContent> rows = new ArrayList<>();
        int next = 0;
        for (Line line : lines) {
            Line.Course course = courses.get(next++);
            List<DomContent> cells = new ArrayList<>();
            for (int epoch : epochs) {
                int at = Arrays.binarySearch(course.epochs(), epoch);
                cells.add(at < 0 ? td() : Markup.number(course.mean()[at], Reasons.NOT_FINITE));
            }
            rows.add(Markup.row(line.label(), cells));
        }
        return details(
                summary("The numbers of this chart"),
                text("\n"),
                Markup.numbers(title + ", of groups the mean", heads, rows));
    }

    /** The first and the last epoch that a line has, and some at even distances between. */
    private static int[] some(List<Line.Course> courses) {
        int[] all =
                courses.stream()
                        .flatMapToInt(course -> Arrays.stream(course.epochs()))
                        .distinct()
                        .sorted()
                        .toArray();
        int count = Math.min(MOST_EPOCHS, all.length);
        int[] some = new int[count];
        for (int i = 0; i < count; i++) {
            some[i] = all[count == 1 ? 0 : (int) ((long) i * (all.length - 1) / (count - 1))];
        }
        return some;
    }
}
