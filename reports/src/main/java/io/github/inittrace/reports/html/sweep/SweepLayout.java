// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.sweep;

import io.github.inittrace.reports.chart.LineStyle;
import io.github.inittrace.reports.chart.Places;
import io.github.inittrace.study.RunSummary;
import io.github.inittrace.study.ShortNames;
import io.github.inittrace.sweep.AxisScale;
import io.github.inittrace.sweep.SweepAxis;
import io.github.inittrace.sweep.SweepGroup;
import io.github.inittrace.sweep.SweepSummary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How the groups of a sweep lie in charts: along one axis, a line for each combination of what the
 * other axes have.
 */
final class SweepLayout {
    /** Lines beyond these are grey: people cannot tell more looks apart. */
    static final int MOST_STYLED = 12;

    private static final String HIDDEN = "hidden";

    private final SweepSummary summary;
    private final @Nullable AxisScale scale;
    private final List<Line> lines = new ArrayList<>();

    /**
     * The groups that differ along the axis alone.
     *
     * @param label what they have on the other axes; empty if there is no other
     * @param groups the group at each place; null where there is none
     */
    record Line(String label, List<@Nullable SweepGroup> groups) {}

    private SweepLayout(SweepSummary summary, @Nullable SweepAxis axis) {
        this.summary = summary;
        scale = axis == null ? null : AxisScale.of(axis, summary.sweep());
        Map<Map<String, String>, List<SweepGroup>> byOthers = new LinkedHashMap<>();
        for (SweepGroup group : summary.groups()) {
            byOthers.computeIfAbsent(others(group), any -> new ArrayList<>()).add(group);
        }
        ShortNames words = ShortNames.of(List.copyOf(byOthers.keySet()));
        byOthers.forEach((others, groups) -> lines.add(new Line(words.label(others), row(groups))));
    }

    /** Along the widths of hidden layers where they vary, else along the first axis but seeds. */
    static SweepLayout of(SweepSummary summary) {
        List<SweepAxis> varied = varied(summary);
        SweepAxis widths =
                varied.stream()
                        .filter(axis -> axis.settings().equals(List.of(HIDDEN)))
                        .findFirst()
                        .orElse(null);
        return along(summary, widths == null && !varied.isEmpty() ? varied.get(0) : widths);
    }

    /** Along an axis; null if there is none. */
    static SweepLayout along(SweepSummary summary, @Nullable SweepAxis axis) {
        return new SweepLayout(summary, axis);
    }

    /** The axes but those of seeds. */
    static List<SweepAxis> varied(SweepSummary summary) {
        return summary.sweep().axes().stream().filter(axis -> !axis.isSeed()).toList();
    }

    private Map<String, String> others(SweepGroup group) {
        Map<String, String> others = new LinkedHashMap<>(group.values());
        if (scale != null) {
            others.remove(scale.axis().name());
        }
        return others;
    }

    private List<@Nullable SweepGroup> row(List<SweepGroup> groups) {
        List<@Nullable SweepGroup> row = new ArrayList<>();
        for (int place = 0; place < count(); place++) {
            SweepGroup at = null;
            for (SweepGroup group : groups) {
                at = place(group) == place ? group : at;
            }
            row.add(at);
        }
        return row;
    }

    private int place(SweepGroup group) {
        return scale == null ? 0 : scale.values().indexOf(group.values().get(scale.axis().name()));
    }

    /** How many places the axis has. */
    int count() {
        return scale == null ? 1 : scale.values().size();
    }

    /** What a place is called. */
    String label(int place) {
        return scale == null ? "all runs" : scale.label(place);
    }

    /** The axis as charts have it. */
    Places places() {
        return scale == null || !scale.isNumeric()
                ? Places.words(labels())
                : Places.numbers(labels(), scale.numbers());
    }

    private List<String> labels() {
        return IntStream.range(0, count()).mapToObj(this::label).toList();
    }

    /** The axis as charts of powers have it: logarithmic if its numbers allow. */
    Places powerPlaces() {
        return scale != null && scale.isNumeric() && scale.numbers().get(0) > 0
                ? Places.logarithmic(labels(), scale.numbers())
                : places();
    }

    /** The axis, if there is one but those of seeds. */
    @Nullable AxisScale scale() {
        return scale;
    }

    /** What to call the axis. */
    String title() {
        if (scale == null) {
            return "";
        }
        boolean isWidth = scale.axis().settings().equals(List.of(HIDDEN)) && scale.isNumeric();
        String name = scale.axis().name();
        return isWidth
                ? (name.equals(HIDDEN) ? "width" : name) + " (units of each hidden layer)"
                : name;
    }

    /** The title without what stands in brackets. */
    String shortTitle() {
        return title().isEmpty() ? "runs" : title().replaceFirst(" \\(.*", "");
    }

    List<Line> lines() {
        return lines;
    }

    /** Whether there are axes besides, so that lines have names. */
    boolean hasLines() {
        return lines.size() > 1;
    }

    /** How a line looks; null for thin and grey. */
    @Nullable LineStyle style(int line) {
        return line < MOST_STYLED ? LineStyle.of(line) : null;
    }

    /** What the finished runs of a line at a place came to. */
    List<RunSummary> runs(Line line, int place) {
        SweepGroup group = line.groups().get(place);
        return group == null ? List.of() : summary.of(group);
    }

    SweepSummary summary() {
        return summary;
    }
}
