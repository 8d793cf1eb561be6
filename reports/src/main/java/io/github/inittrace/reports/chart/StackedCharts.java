// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.chart;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Charts one above the other that share the horizontal axis, and numbered lines through all of
 * them. A builder for use by one thread.
 */
public final class StackedCharts {
    private static final double WIDTH = 760;
    private static final double HEIGHT = 284;
    private static final double RADIUS = 10;
    private static final double ROW = 22;
    private static final int MOST_ROWS = 3;
    private static final String GRAVE = "#b3400a";

    private final String id;
    private final String title;
    private String description = "";
    private final List<LineChart> charts = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();
    private @Nullable HeatMap map;

    private record Line(double x, int number, boolean grave, String tip) {}

    private StackedCharts(String id, String title) {
        this.id = id;
        this.title = title;
    }

    /**
     * A stack without charts.
     *
     * @param id an identifier that no other element of the page has
     * @param title what it shows
     */
    public static StackedCharts of(String id, String title) {
        return new StackedCharts(id, title);
    }

    /** Says in words what there is to see, for those who cannot see it. */
    public StackedCharts describedAs(String text) {
        description = text;
        return this;
    }

    /** Adds a chart below the others; its own title and description are not drawn. */
    public StackedCharts add(LineChart chart) {
        charts.add(chart.sized(WIDTH, HEIGHT));
        return this;
    }

    /** Adds a map below all charts, on their horizontal axis; lines do not run through it. */
    public StackedCharts over(HeatMap below) {
        map = below;
        return this;
    }

    /**
     * Adds a vertical line.
     *
     * @param x where, in ascending order
     * @param number what to write above it
     * @param grave whether it stands out
     * @param tip what shows when a reader points at the number
     */
    public StackedCharts line(double x, int number, boolean grave, String tip) {
        lines.add(new Line(x, number, grave, tip));
        return this;
    }

    /** The drawing. */
    public Svg drawing() {
        int[] rows = rows();
        int most = 0;
        for (int row : rows) {
            most = Math.max(most, row + 1);
        }
        double top = most * ROW;
        double bottom = top + charts.size() * HEIGHT;
        double height = map == null ? bottom : bottom + HEIGHT + HeatMap.BAR;
        Svg drawing =
                charts.get(0)
                        .frame()
                        .drawing(id, title, description)
                        .attr("class", "chart stacked")
                        .attr("viewBox", "0 0 " + Svg.number(WIDTH) + " " + Svg.number(height));
        // Below the curves, so that no line hides a point.
        for (int i = 0; i < rows.length; i++) {
            drawing.with(line(lines.get(i), rows[i] * ROW + ROW / 2, top));
        }
        for (int i = 0; i < charts.size(); i++) {
            drawing.with(
                    charts.get(i)
                            .body()
                            .attr(
                                    "transform",
                                    "translate(0 " + Svg.number(top + i * HEIGHT) + ")"));
        }
        if (map != null) {
            Frame axis = charts.get(0).frame();
            Frame frame =
                    new Frame(WIDTH, HEIGHT, axis.left(), axis.right(), axis.x(), map.yScale());
            Svg below = Svg.of("g").attr("transform", "translate(0 " + Svg.number(bottom) + ")");
            drawing.with(map.drawInto(below, frame));
        }
        return drawing;
    }

    private double x(Line line) {
        return charts.get(0).frame().x(line.x());
    }

    /** Numbers that would lie on each other go to different rows, while there are rows. */
    private int[] rows() {
        double[] ends = new double[MOST_ROWS];
        int[] rows = new int[lines.size()];
        for (int i = 0; i < rows.length; i++) {
            double x = x(lines.get(i));
            int row = 0;
            while (row < MOST_ROWS - 1 && ends[row] > x - RADIUS) {
                row++;
            }
            ends[row] = x + RADIUS + 1;
            rows[i] = row;
        }
        return rows;
    }

    /** From its number down through the plotting areas; between them axes have their labels. */
    private Svg line(Line line, double y, double top) {
        double x = x(line);
        String colour = line.grave() ? GRAVE : Palette.NOTE;
        Svg group = Svg.of("g").with(Svg.of("title").withText(line.tip()));
        for (int i = 0; i < charts.size(); i++) {
            double from = i == 0 ? y + RADIUS : top + i * HEIGHT + Frame.TOP;
            double to = top + (i + 1) * HEIGHT - Frame.BOTTOM;
            group.with(Svg.line(x, from, x, to, colour, 1.2).attr("stroke-dasharray", "4 3"));
        }
        return group.with(
                Svg.of("circle")
                        .at("cx", x)
                        .at("cy", y)
                        .at("r", RADIUS)
                        .attr("class", "badge")
                        .attr("fill", colour),
                Svg.of("text")
                        .at("x", x)
                        .at("y", y)
                        .attr("dominant-baseline", "central")
                        .attr("text-anchor", "middle")
                        .attr("font-size", "13")
                        .attr("class", "badge")
                        .attr("fill", "#fefefe")
                        .withText(Integer.toString(line.number())));
    }
}
