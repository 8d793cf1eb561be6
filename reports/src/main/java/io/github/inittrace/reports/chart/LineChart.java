// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.chart;

import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Lines over a shared axis, of whole numbers unless told otherwise, such as losses by epoch. A builder: set it up, then
 * take the drawing, the legend and the remarks. Long series are thinned out to their extremes; a
 * missing value is a gap. For use by one thread.
 */
public final class LineChart {
    private static final double WIDTH = 540;
    private static final double HEIGHT = 300;
    private static final double LEFT = 64;
    private static final double RIGHT = 16;
    private static final int BUCKETS = 120;
    private static final int MARK_EVERY_POINT = 40;
    private static final int SPARSE_MARKS = 8;

    private final String id;
    private final String title;
    private String description = "";
    private String xTitle = "";
    private String yTitle = "";
    private double logRatio = Double.POSITIVE_INFINITY;
    private boolean fromZero;
    private boolean anyNumbers;
    private double yTop = Double.NEGATIVE_INFINITY;
    private double xEnd;
    private double width = WIDTH;
    private double height = HEIGHT;
    private final List<Series> series = new ArrayList<>();
    private final List<Mark> marks = new ArrayList<>();

    private record Mark(double x, String text) {}

    private LineChart(String id, String title) {
        this.id = id;
        this.title = title;
    }

    /**
     * A chart without lines.
     *
     * @param id an identifier that no other element of the page has
     * @param title what it shows
     */
    public static LineChart of(String id, String title) {
        return new LineChart(id, title);
    }

    /** Says in words what there is to see, for those who cannot see it. */
    public LineChart describedAs(String text) {
        description = text;
        return this;
    }

    /** Names the axes, with units; a logarithmic axis says so by itself. */
    public LineChart axes(String x, String y) {
        xTitle = x;
        yTitle = y;
        return this;
    }

    /**
     * Makes the vertical axis logarithmic if the largest positive value is more than this many
     * times the smallest. Without it the axis is linear.
     */
    public LineChart logWhenOver(double ratio) {
        logRatio = ratio;
        return this;
    }

    /** Starts a linear vertical axis at zero. */
    public LineChart fromZero() {
        fromZero = true;
        return this;
    }

    /** Makes the vertical axis reach at least this value. */
    public LineChart upTo(double top) {
        yTop = top;
        return this;
    }

    /** Makes the horizontal axis one of any numbers, exactly as long as the lines. */
    public LineChart anyNumbers() {
        anyNumbers = true;
        return this;
    }

    /** Makes the horizontal axis reach at least this position, so that charts can share it. */
    public LineChart xTo(double end) {
        xEnd = end;
        return this;
    }

    /** Adds a line. */
    public LineChart line(Series line) {
        series.add(line);
        return this;
    }

    /** Marks a position on the horizontal axis with a few words. */
    public LineChart mark(double x, String text) {
        marks.add(new Mark(x, text));
        return this;
    }

    /** The title. */
    public String title() {
        return title;
    }

    /** What there is to see, in words. */
    public String description() {
        return description;
    }

    /** Whether there is anything to draw. */
    public boolean isEmpty() {
        return series.stream().noneMatch(s -> s.values().findAny().isPresent());
    }

    /** Whether the vertical axis is logarithmic. */
    public boolean isLogarithmic() {
        double[] positive =
                series.stream()
                        .flatMapToDouble(Series::values)
                        .filter(v -> v >= 1 / Scale.LARGEST)
                        .toArray();
        if (positive.length == 0) {
            return false;
        }
        double min = Arrays.stream(positive).min().getAsDouble();
        double max = Arrays.stream(positive).max().getAsDouble();
        return max / min > logRatio;
    }

    /** What a reader must know besides the axis titles; empty if nothing. */
    public String remark() {
        boolean hidden =
                isLogarithmic()
                        && series.stream().flatMapToDouble(Series::values).anyMatch(v -> v <= 0);
        return hidden ? "Zeros have no place on the logarithmic axis and are not drawn." : "";
    }

    /** Samples of the lines with their names, in order. */
    public List<LegendEntry> legend() {
        return series.stream().map(s -> new LegendEntry(s.style().sample(), s.name())).toList();
    }

    /**
     * An entry of the legend.
     *
     * @param sample a picture of the line
     * @param name what it is
     */
    public record LegendEntry(DomContent sample, String name) {}

    /** The drawing. */
    public Svg drawing() {
        return frame().drawing(id, title, description).with(body());
    }

    /** Where the axes lie. */
    Frame frame() {
        return new Frame(width, height, LEFT, RIGHT, xScale(), yScale());
    }

    /** The drawing without its size, title and description. */
    Svg body() {
        Frame frame = frame();
        String y = frame.y().logarithmic() ? yTitle + ", log axis" : yTitle;
        Svg drawing = Svg.of("g").with(frame.draw(xTitle, y));
        for (int i = 0; i < marks.size(); i++) {
            drawing.with(note(frame, marks.get(i), i));
        }
        for (int i = 0; i < series.size(); i++) {
            drawing.with(curve(frame, series.get(i), i));
        }
        return drawing;
    }

    private Scale xScale() {
        double first = 0;
        double last = xEnd;
        for (Series line : series) {
            for (double x : line.x()) {
                first = Math.min(first, x);
                last = Math.max(last, x);
            }
        }
        return anyNumbers ? Scale.exactly(first, last, 6) : Scale.whole((int) first, (int) last, 6);
    }

    private Scale yScale() {
        boolean log = isLogarithmic();
        double[] shown =
                series.stream()
                        .flatMapToDouble(Series::values)
                        .filter(v -> !log || v >= 1 / Scale.LARGEST)
                        .toArray();
        if (shown.length == 0) {
            return Scale.linear(0, 1, 5);
        }
        double min = Arrays.stream(shown).min().getAsDouble();
        double max = Math.max(Arrays.stream(shown).max().getAsDouble(), yTop);
        return log
                ? Scale.log(min, max, 6)
                : Scale.linear(fromZero ? Math.min(0, min) : min, max, 5);
    }

    private static Svg note(Frame frame, Mark mark, int row) {
        double x = frame.x(mark.x());
        boolean rightHalf = x > frame.width() / 2;
        return Svg.of("g")
                .with(
                        Svg.line(x, Frame.TOP, x, frame.height() - Frame.BOTTOM, Palette.NOTE, 1)
                                .attr("stroke-dasharray", "3 3"),
                        Svg.label(
                                        x + (rightHalf ? -6 : 6),
                                        Frame.TOP - 6 + 20 * row,
                                        rightHalf ? "end" : "start",
                                        mark.text())
                                .attr("stroke", "#ffffff")
                                .attr("stroke-width", "4")
                                .attr("paint-order", "stroke"));
    }

    private Svg curve(Frame frame, Series line, int index) {
        Svg group = Svg.of("g");
        int points = line.y().length;
        int every = points <= MARK_EVERY_POINT * width / WIDTH ? 1 : points / SPARSE_MARKS;
        int offset = every * index / Math.max(1, series.size());
        StringBuilder path = new StringBuilder();
        List<Svg> symbols = new ArrayList<>();
        for (int[] range : line.segments(frame.y())) {
            int buckets = Math.max(2, BUCKETS * (range[1] - range[0]) / points);
            boolean first = true;
            for (int i : line.thin(range[0], range[1], buckets)) {
                path.append(first ? 'M' : 'L')
                        .append(Svg.number(frame.x(line.x()[i])))
                        .append(' ')
                        .append(Svg.number(frame.y(line.y()[i])));
                first = false;
            }
            for (int i = range[0]; i < range[1]; i++) {
                if (i % every == offset || range[1] - range[0] == 1) {
                    symbols.add(symbol(frame, line, i));
                }
            }
        }
        return path.isEmpty()
                ? group
                : group.with(line.style().stroke(path.toString())).with(symbols);
    }

    /** A marker that tells its numbers when a reader points at it. */
    private static Svg symbol(Frame frame, Series line, int i) {
        double x = line.x()[i];
        String at = x == (long) x ? Long.toString((long) x) : Numbers.text(x);
        return line.style()
                .mark(frame.x(x), frame.y(line.y()[i]))
                .with(
                        Svg.of("title")
                                .withText(
                                        line.name()
                                                + ", "
                                                + at
                                                + ": "
                                                + Numbers.text(line.y()[i])));
    }

    /** Makes the drawing of another size, for a place among others. */
    public LineChart sized(double newWidth, double newHeight) {
        width = newWidth;
        height = newHeight;
        return this;
    }
}
