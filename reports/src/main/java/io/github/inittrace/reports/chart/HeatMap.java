// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.chart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Cells of a grid in shades of one colour, with a bar that says what they mean, and lines over them. The colour is more or less opaque
 * rather than lighter or darker, so that a map can lie on white and on black. A builder for use by
 * one thread.
 */
public final class HeatMap {
    private static final double WIDTH = 360;
    private static final double HEIGHT = 270;

    /** How high the bar is with its texts. */
    static final double BAR = 52;

    private static final double LEFT = 66;
    private static final double RIGHT = 14;
    private static final int SHADES = 12;
    private static final double DARKEST = 0.85;

    private final String id;
    private final String title;
    private final double[] xEdges;
    private final double[] yEdges;
    private final double[][] values;
    private final Scale colours;
    private final String unit;
    private final List<Series> lines = new ArrayList<>();
    private final List<Band> hatched = new ArrayList<>();
    private String description = "";
    private String xTitle = "";
    private String yTitle = "";
    private List<String> tips = List.of();
    private boolean wholeX;
    private double width = WIDTH;
    private double height = HEIGHT;

    private HeatMap(
            String id,
            String title,
            double[] xEdges,
            double[] yEdges,
            double[][] values,
            Scale colours,
            String unit) {
        this.id = id;
        this.title = title;
        this.xEdges = xEdges;
        this.yEdges = yEdges;
        this.values = values;
        this.colours = colours;
        this.unit = unit;
    }

    /**
     * A map without lines.
     *
     * @param id an identifier that no other element of the page has
     * @param title what it shows
     * @param xEdges where the columns begin and end, ascending, one more than there are columns
     * @param yEdges where the rows begin and end, from the bottom on; not copied, like the others
     * @param values of each cell of each column; NaN, and what the scale cannot show, is not drawn
     * @param colours from the palest to the strongest colour; what lies beyond has that of the end
     * @param unit what the values are, for the bar
     */
    public static HeatMap of(
            String id,
            String title,
            double[] xEdges,
            double[] yEdges,
            double[][] values,
            Scale colours,
            String unit) {
        boolean fits =
                values.length == xEdges.length - 1
                        && Arrays.stream(values).allMatch(c -> c.length == yEdges.length - 1);
        if (!fits) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "a map with %d and %d edges needs %d columns of %d cells, found others",
                            xEdges.length,
                            yEdges.length,
                            xEdges.length - 1,
                            yEdges.length - 1));
        }
        return new HeatMap(id, title, xEdges, yEdges, values, colours, unit);
    }

    /** Says in words what there is to see, for those who cannot see it. */
    public HeatMap describedAs(String text) {
        description = text;
        return this;
    }

    /** Names the axes, with units. */
    public HeatMap axes(String x, String y) {
        xTitle = x;
        yTitle = y;
        return this;
    }

    /** Labels the horizontal axis at whole numbers only. */
    public HeatMap wholeX() {
        wholeX = true;
        return this;
    }

    /** Makes the drawing of another size, the bar not counted, for a place among others. */
    public HeatMap sized(double newWidth, double newHeight) {
        width = newWidth;
        height = newHeight;
        return this;
    }

    /** Says about each column what shows when a reader points at it. */
    public HeatMap tips(List<String> columns) {
        tips = List.copyOf(columns);
        return this;
    }

    /** Adds a line over the cells. */
    public HeatMap line(Series line) {
        lines.add(line);
        return this;
    }

    /** Hatches the area between two lines, with a stroke at each of their points. */
    public HeatMap hatched(Band band) {
        hatched.add(band);
        return this;
    }

    /** Samples of the lines with their names, in order. */
    public List<LineChart.LegendEntry> legend() {
        return LineChart.entries(lines, LineStyle::plainSample);
    }

    /** The drawing. */
    public Svg drawing() {
        Frame frame = new Frame(width, height, LEFT, RIGHT, xScale(), yScale());
        return drawInto(
                frame.drawing(id, title, description)
                        .attr(
                                "viewBox",
                                "0 0 " + Svg.number(width) + " " + Svg.number(height + BAR)),
                frame);
    }

    private Scale xScale() {
        double low = xEdges[0];
        double high = xEdges[xEdges.length - 1];
        return wholeX
                ? new Scale(
                        low,
                        high,
                        false,
                        Scale.whole((int) Math.ceil(low), (int) Math.floor(high), 5).ticks(),
                        1)
                : Scale.exactly(low, high, 4);
    }

    /** The vertical axis. */
    Scale yScale() {
        return Scale.exactly(yEdges[0], yEdges[yEdges.length - 1], 5);
    }

    /**
     * Draws the map, {@link #BAR} higher than the frame, into something.
     *
     * @param frame where the axes lie; columns, or parts of them, beyond its horizontal axis are not drawn
     */
    Svg drawInto(Svg drawing, Frame frame) {
        drawing.with(frame.draw(xTitle, yTitle), cells(frame), bar(frame));
        hatched.forEach(band -> drawing.with(hatching(frame, band)));
        lines.forEach(line -> drawing.with(path(frame, line)));
        for (int column = 0; column < tips.size(); column++) {
            drawing.with(tip(frame, column));
        }
        return drawing;
    }

    private Svg cells(Frame frame) {
        Svg group = shades();
        for (int shade = 1; shade <= SHADES; shade++) {
            String path = path(frame, shade);
            if (!path.isEmpty()) {
                group.with(
                        Svg.of("path")
                                .attr("d", path)
                                .at("fill-opacity", DARKEST * shade / SHADES));
            }
        }
        return group;
    }

    /** Cells of one shade; neighbours in a column are drawn as one. */
    private String path(Frame frame, int shade) {
        StringBuilder path = new StringBuilder();
        for (int column = 0; column < values.length; column++) {
            int from = -1;
            for (int row = 0; row <= yEdges.length - 1; row++) {
                boolean is = row < yEdges.length - 1 && shade(values[column][row]) == shade;
                if (is && from < 0) {
                    from = row;
                } else if (!is && from >= 0) {
                    double left = x(frame, column);
                    double bottom = frame.y(yEdges[from]);
                    path.append('M')
                            .append(Svg.number(left))
                            .append(' ')
                            .append(Svg.number(bottom))
                            .append('H')
                            .append(Svg.number(x(frame, column + 1)))
                            .append('V')
                            .append(Svg.number(frame.y(yEdges[row])))
                            .append('H')
                            .append(Svg.number(left))
                            .append('Z');
                    from = -1;
                }
            }
        }
        return path.toString();
    }

    /** Where a column begins, or the one before ends, within the frame. */
    private double x(Frame frame, int edge) {
        return frame.x(Math.max(frame.x().low(), Math.min(frame.x().high(), xEdges[edge])));
    }

    /** From 1 on; 0 is not drawn. */
    private int shade(double value) {
        if (!colours.shows(value)) {
            return 0;
        }
        int shade = (int) Math.ceil(colours.position(value) * SHADES);
        return Math.max(1, Math.min(SHADES, shade));
    }

    /** The shades side by side, as long as the map is wide, with the values at which they begin. */
    private Svg bar(Frame frame) {
        double left = frame.left();
        double below = frame.height();
        double length = frame.width() - left - frame.right();
        String title = colours.logarithmic() ? unit + ", log scale" : unit;
        Svg shades = shades();
        for (int shade = 1; shade <= SHADES; shade++) {
            shades.with(
                    Svg.of("rect")
                            .at("x", left + (shade - 1) * length / SHADES)
                            .at("y", below + 18)
                            .at("width", length / SHADES)
                            .at("height", 10)
                            .at("fill-opacity", DARKEST * shade / SHADES));
        }
        Svg bar = Svg.of("g").with(Svg.label(left, below + 12, "start", title), shades);
        for (double tick : colours.ticks()) {
            double position = colours.position(tick);
            String anchor = position < 0.05 ? "start" : position > 0.95 ? "end" : "middle";
            double x = left + position * length;
            bar.with(Svg.label(x, below + 47, anchor, colours.label(tick)));
        }
        return bar;
    }

    private static Svg shades() {
        return Svg.of("g")
                .attr("class", "heat")
                .attr("fill", Palette.BAR)
                .attr("shape-rendering", "crispEdges");
    }

    private Svg path(Frame frame, Series line) {
        StringBuilder path = new StringBuilder();
        int[] shown =
                IntStream.range(0, line.x().length)
                        .filter(i -> within(frame, line.x()[i], line.y()[i]))
                        .toArray();
        for (int i : shown) {
            path.append(path.isEmpty() ? 'M' : 'L')
                    .append(Svg.number(frame.x(line.x()[i])))
                    .append(' ')
                    .append(Svg.number(frame.y(line.y()[i])));
        }
        return path.isEmpty() ? Svg.of("g") : line.style().stroke(path.toString());
    }

    private static Svg hatching(Frame frame, Band band) {
        Svg group = Svg.of("g").with(Svg.of("title").withText(band.name()));
        for (int i = 0; i < band.x().length; i++) {
            double x = band.x()[i];
            if (within(frame, x, band.low()[i]) && within(frame, x, band.high()[i])) {
                double at = frame.x(x);
                double from = frame.y(band.low()[i]);
                group.with(Svg.line(at, from, at, frame.y(band.high()[i]), band.colour(), 0.8));
            }
        }
        return group;
    }

    private static boolean within(Frame frame, double x, double y) {
        return x >= frame.x().low()
                && x <= frame.x().high()
                && y >= frame.y().low()
                && y <= frame.y().high();
    }

    private Svg tip(Frame frame, int column) {
        double left = x(frame, column);
        return Svg.of("rect")
                .at("x", left)
                .at("y", Frame.TOP)
                .at("width", x(frame, column + 1) - left)
                .at("height", frame.height() - Frame.BOTTOM - Frame.TOP)
                .attr("fill", "transparent")
                .with(Svg.of("title").withText(tips.get(column)));
    }
}
