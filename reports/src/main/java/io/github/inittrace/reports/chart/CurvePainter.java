// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.chart;

import io.github.inittrace.text.Numbers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/**
 * Draws the lines and bands of a chart into its frame.
 *
 * @param frame where to
 * @param column how wide the columns are of which lines keep their extremes, in units of the frame
 * @param kept positions on the horizontal axis whose points are drawn in any case
 */
record CurvePainter(Frame frame, double column, Set<Double> kept) {
    private static final double LABEL_HEIGHT = 17;

    /**
     * A line with its markers, each of which tells its value on pointing at it. Zeros have no place
     * on a logarithmic axis; their markers lie on its lower edge.
     */
    Svg line(Series line, IntPredicate marked, String xName) {
        Svg group = titled(line.name());
        List<Svg> symbols = new ArrayList<>();
        double[] at = at(line.x());
        StringBuilder path = new StringBuilder();
        for (int[] range : line.segments(frame.y())) {
            boolean single = range[1] - range[0] == 1;
            append(path, at, line, range, marked);
            for (int i = range[0]; i < range[1]; i++) {
                if (single || marked.test(i)) {
                    symbols.add(symbol(line, i, at[i], frame.y(line.y()[i]), xName));
                }
            }
        }
        for (int i = 0; frame.y().logarithmic() && i < line.y().length; i++) {
            if (line.y()[i] == 0 && marked.test(i)) {
                symbols.add(symbol(line, i, at[i], frame.height() - Frame.BOTTOM, xName));
            }
        }
        return path.isEmpty() && symbols.isEmpty()
                ? group
                : group.with(line.style().stroke(path.toString())).with(symbols);
    }

    /** A line without markers. */
    Svg plain(Series line) {
        Svg group = titled(line.name());
        double[] at = at(line.x());
        StringBuilder path = new StringBuilder();
        for (int[] range : line.segments(frame.y())) {
            append(path, at, line, range, i -> false);
        }
        return path.isEmpty() ? group : group.with(line.style().stroke(path.toString()));
    }

    /** The area between two edges. */
    Svg band(Band band) {
        Series high = band.edge(true, frame.y());
        Series low = band.edge(false, frame.y());
        double[] at = at(band.x());
        StringBuilder path = new StringBuilder();
        for (int[] range : high.segments(frame.y())) {
            append(path, at, high, range, i -> false);
            int[] back = MinMaxDownsampling.of(at, low.y(), range[0], range[1], column, i -> false);
            for (int i = back.length - 1; i >= 0; i--) {
                point(path, 'L', at[back[i]], low.y()[back[i]]);
            }
            path.append('Z');
        }
        return path.isEmpty()
                ? Svg.of("g")
                : titled(band.name())
                        .with(
                                Svg.of("path")
                                        .attr("d", path.toString())
                                        .attr("fill", band.colour())
                                        .attr("fill-opacity", "0.28")
                                        .attr("stroke", band.colour())
                                        .at("stroke-width", 0.7));
    }

    /** A word at the end of a line. */
    record EndLabel(Series line, String text) {}

    /**
     * Words where lines end, moved apart where they collide: beside the frame, or inside it where a
     * line ends early. The way to a word is dotted and short, so that nobody takes it for data.
     */
    Svg ends(List<EndLabel> labels) {
        TreeMap<Long, List<Placed>> places = new TreeMap<>();
        for (EndLabel label : labels) {
            List<int[]> segments = label.line().segments(frame.y());
            if (!segments.isEmpty()) {
                int end = segments.get(segments.size() - 1)[1] - 1;
                double x = frame.x(label.line().x()[end]);
                places.computeIfAbsent(Math.round(x / LABEL_HEIGHT), any -> new ArrayList<>())
                        .add(new Placed(label.text(), x, frame.y(label.line().y()[end])));
            }
        }
        Svg group = Svg.of("g");
        places.values().forEach(placed -> ends(placed, group));
        return group;
    }

    /** Where a word belongs. */
    private record Placed(String text, double x, double y) {}

    private void ends(List<Placed> placed, Svg group) {
        placed.sort(Comparator.comparingDouble(Placed::y));
        double[] heights = apart(placed.stream().mapToDouble(Placed::y).toArray());
        for (int i = 0; i < heights.length; i++) {
            Placed end = placed.get(i);
            group.with(
                    Svg.line(end.x(), end.y(), end.x() + 10, heights[i], Palette.NOTE, 1)
                            .attr("stroke-dasharray", "1 4"),
                    Svg.label(end.x() + 13, heights[i] + 4.5, "start", end.text())
                            .attr("font-weight", "600")
                            .attr("stroke", "#ffffff")
                            .attr("stroke-width", "3")
                            .attr("paint-order", "stroke"));
        }
    }

    /** Heights in ascending order, moved so that none is nearer to the next than a label is high. */
    private double[] apart(double[] wanted) {
        double bottom = frame.height() - Frame.BOTTOM;
        double step = Math.min(LABEL_HEIGHT, (bottom - Frame.TOP) / Math.max(1, wanted.length - 1));
        double[] heights = wanted.clone();
        for (int i = 1; i < heights.length; i++) {
            heights[i] = Math.max(heights[i], heights[i - 1] + step);
        }
        double limit = bottom;
        for (int i = heights.length - 1; i >= 0; i--) {
            heights[i] = Math.min(heights[i], limit);
            limit = heights[i] - step;
        }
        return heights;
    }

    private void append(
            StringBuilder path, double[] at, Series line, int[] range, IntPredicate marked) {
        IntPredicate wanted = i -> marked.test(i) || kept.contains(line.x()[i]);
        char command = 'M';
        for (int i : MinMaxDownsampling.of(at, line.y(), range[0], range[1], column, wanted)) {
            point(path, command, at[i], line.y()[i]);
            command = 'L';
        }
    }

    private void point(StringBuilder path, char command, double at, double y) {
        path.append(command).append(Svg.number(at)).append(' ').append(Svg.number(frame.y(y)));
    }

    private static Svg symbol(Series line, int i, double at, double height, String xName) {
        String where = Numbers.text(line.x()[i]).replaceFirst("\\.0+$", "");
        String text = line.name() + ", " + xName + " " + where + ": " + Numbers.exact(line.y()[i]);
        return line.style().mark(at, height).with(Svg.of("title").withText(text));
    }

    private static Svg titled(String name) {
        return Svg.of("g").with(Svg.of("title").withText(name));
    }

    private double[] at(double[] x) {
        double[] at = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            at[i] = frame.x(x[i]);
        }
        return at;
    }
}
