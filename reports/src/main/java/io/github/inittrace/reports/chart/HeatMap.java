// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.chart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Cells of a grid in shades of one colour, and lines over them. The colour is more or less opaque
 * rather than lighter or darker, so that a map can lie on white and on black. A builder for use by
 * one thread.
 */
public final class HeatMap {
    private static final double WIDTH = 360;
    private static final double HEIGHT = 270;
    private static final double LEFT = 66;
    private static final double RIGHT = 14;
    private static final int SHADES = 12;
    private static final double DARKEST = 0.85;

    private final String id;
    private final String title;
    private final double[] xEdges;
    private final double[] yEdges;
    private final double[][] darkness;
    private final List<Series> lines = new ArrayList<>();
    private String description = "";
    private String xTitle = "";
    private String yTitle = "";
    private List<String> tips = List.of();
    private boolean wholeX;

    private HeatMap(
            String id, String title, double[] xEdges, double[] yEdges, double[][] darkness) {
        this.id = id;
        this.title = title;
        this.xEdges = xEdges;
        this.yEdges = yEdges;
        this.darkness = darkness;
    }

    /**
     * A map without lines.
     *
     * @param id an identifier that no other element of the page has
     * @param title what it shows
     * @param xEdges where the columns begin and end, ascending, one more than there are columns
     * @param yEdges where the rows begin and end, from the bottom on; not copied, like the others
     * @param darkness of each cell of each column, from 0, not drawn, to 1; NaN is not drawn
     */
    public static HeatMap of(
            String id, String title, double[] xEdges, double[] yEdges, double[][] darkness) {
        boolean fits =
                darkness.length == xEdges.length - 1
                        && Arrays.stream(darkness).allMatch(c -> c.length == yEdges.length - 1);
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
        return new HeatMap(id, title, xEdges, yEdges, darkness);
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

    /** Samples of the lines with their names, in order. */
    public List<LineChart.LegendEntry> legend() {
        return LineChart.entries(lines, LineStyle::plainSample);
    }

    /** The drawing. */
    public Svg drawing() {
        double low = xEdges[0];
        double high = xEdges[xEdges.length - 1];
        Scale x =
                wholeX
                        ? new Scale(
                                low,
                                high,
                                false,
                                Scale.whole((int) Math.ceil(low), (int) Math.floor(high), 5)
                                        .ticks(),
                                1)
                        : Scale.exactly(low, high, 4);
        Scale y = Scale.exactly(yEdges[0], yEdges[yEdges.length - 1], 5);
        Frame frame = new Frame(WIDTH, HEIGHT, LEFT, RIGHT, x, y);
        Svg drawing =
                frame.drawing(id, title, description)
                        .with(frame.draw(xTitle, yTitle), cells(frame));
        lines.forEach(line -> drawing.with(path(frame, line)));
        for (int column = 0; column < tips.size(); column++) {
            drawing.with(tip(frame, column));
        }
        return drawing;
    }

    private Svg cells(Frame frame) {
        Svg group =
                Svg.of("g")
                        .attr("class", "heat")
                        .attr("fill", Palette.BAR)
                        .attr("shape-rendering", "crispEdges");
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
        for (int column = 0; column < darkness.length; column++) {
            int from = -1;
            for (int row = 0; row <= yEdges.length - 1; row++) {
                boolean is = row < yEdges.length - 1 && shade(darkness[column][row]) == shade;
                if (is && from < 0) {
                    from = row;
                } else if (!is && from >= 0) {
                    double left = frame.x(xEdges[column]);
                    double bottom = frame.y(yEdges[from]);
                    path.append('M')
                            .append(Svg.number(left))
                            .append(' ')
                            .append(Svg.number(bottom))
                            .append('H')
                            .append(Svg.number(frame.x(xEdges[column + 1])))
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

    /** Any cell that is not empty can be seen. */
    private static int shade(double darkness) {
        return darkness > 0 ? (int) Math.ceil(Math.min(1, darkness) * SHADES) : 0;
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

    private static boolean within(Frame frame, double x, double y) {
        return x >= frame.x().low()
                && x <= frame.x().high()
                && y >= frame.y().low()
                && y <= frame.y().high();
    }

    private Svg tip(Frame frame, int column) {
        double left = frame.x(xEdges[column]);
        return Svg.of("rect")
                .at("x", left)
                .at("y", Frame.TOP)
                .at("width", frame.x(xEdges[column + 1]) - left)
                .at("height", HEIGHT - Frame.BOTTOM - Frame.TOP)
                .attr("fill", "transparent")
                .with(Svg.of("title").withText(tips.get(column)));
    }
}
