// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.chart;

import java.util.HashMap;
import java.util.Map;

/**
 * A small directed graph, to stand in a line of text or a cell: vertices on a circle, or in two rows
 * above each other, edges bent where there are several between two vertices, loops outwards. For use
 * by one thread.
 */
public final class GraphGlyph {
    private static final double SIZE = 52;
    private static final double DOT = 2.4;
    private static final double LOOP = 4.6;
    private static final double HEAD = 7;

    private final double[] x;
    private final double[] y;
    private final boolean directed;
    private final Svg edges = Svg.of("g");
    private final Map<String, Integer> drawn = new HashMap<>();

    private GraphGlyph(int vertices, boolean directed) {
        x = new double[vertices];
        y = new double[vertices];
        this.directed = directed;
    }

    /** Vertices on a circle, the first to the left, and edges with heads. */
    public static GraphGlyph directed(int vertices) {
        GraphGlyph glyph = new GraphGlyph(vertices, true);
        double radius = vertices == 1 ? 0 : 16;
        for (int v = 0; v < vertices; v++) {
            double angle = Math.PI + 2 * Math.PI * v / vertices;
            glyph.x[v] = SIZE / 2 + radius * Math.cos(angle);
            glyph.y[v] = SIZE / 2 + radius * Math.sin(angle);
        }
        return glyph;
    }

    /** Vertices in two rows, of which the first has so many, and edges without heads. */
    public static GraphGlyph bipartite(int vertices, int above) {
        GraphGlyph glyph = new GraphGlyph(vertices, false);
        for (int v = 0; v < vertices; v++) {
            boolean isAbove = v < above;
            int row = isAbove ? above : vertices - above;
            int place = isAbove ? v : v - above;
            glyph.x[v] = SIZE * (place + 1) / (row + 1);
            glyph.y[v] = isAbove ? 9 : SIZE - 9;
        }
        return glyph;
    }

    /** Adds an edge. */
    public GraphGlyph edge(int from, int to) {
        String pair = Math.min(from, to) + "-" + Math.max(from, to);
        int before = drawn.merge(pair, 1, Integer::sum) - 1;
        if (from == to) {
            edges.with(loop(from, before));
        } else {
            edges.with(arc(from, to, before));
        }
        return this;
    }

    /** Loops of one vertex stand around it, the first away from the middle. */
    private Svg loop(int vertex, int before) {
        double away = Math.atan2(y[vertex] - SIZE / 2, x[vertex] - SIZE / 2);
        boolean alone = x.length == 1;
        double angle =
                alone
                        ? Math.PI / 2 * before - Math.PI / 2
                        : away + (before % 2 == 0 ? 1 : -1) * Math.PI / 3 * ((before + 1) / 2);
        return Svg.of("circle")
                .at("cx", x[vertex] + LOOP * Math.cos(angle))
                .at("cy", y[vertex] + LOOP * Math.sin(angle))
                .at("r", LOOP)
                .attr("fill", "none")
                .attr("stroke", Palette.TEXT)
                .at("stroke-width", 1.1);
    }

    /** Straight, then bent to one side and to the other, always the same way whoever it leads to. */
    private Svg arc(int from, int to, int before) {
        int low = Math.min(from, to);
        int high = Math.max(from, to);
        double dx = x[high] - x[low];
        double dy = y[high] - y[low];
        double length = Math.hypot(dx, dy);
        double bend = (before % 2 == 0 ? 1 : -1) * 7.0 * ((before + 1) / 2);
        double midX = (x[low] + x[high]) / 2 - dy / length * 2 * bend;
        double midY = (y[low] + y[high]) / 2 + dx / length * 2 * bend;
        Svg arc =
                Svg.of("g")
                        .with(
                                Svg.of("path")
                                        .attr(
                                                "d",
                                                "M"
                                                        + point(x[from], y[from])
                                                        + "Q"
                                                        + point(midX, midY)
                                                        + " "
                                                        + point(x[to], y[to]))
                                        .attr("fill", "none")
                                        .attr("stroke", Palette.TEXT)
                                        .at("stroke-width", 1.1));
        return directed ? arc.with(head(midX, midY, to)) : arc;
    }

    private Svg head(double fromX, double fromY, int to) {
        double angle = Math.atan2(y[to] - fromY, x[to] - fromX);
        double tipX = x[to] - DOT * Math.cos(angle);
        double tipY = y[to] - DOT * Math.sin(angle);
        StringBuilder path = new StringBuilder("M" + point(tipX, tipY));
        for (double side : new double[] {0.45, -0.45}) {
            path.append('L')
                    .append(
                            point(
                                    tipX - HEAD * Math.cos(angle + side),
                                    tipY - HEAD * Math.sin(angle + side)));
        }
        return Svg.of("path").attr("d", path + "Z").attr("fill", Palette.TEXT);
    }

    private static String point(double px, double py) {
        return Svg.number(px) + " " + Svg.number(py);
    }

    /**
     * The drawing.
     *
     * @param alternative what it shows, in words
     */
    public Svg drawing(String alternative) {
        Svg drawing =
                Svg.of("svg")
                        .attr("class", "chart glyph")
                        .attr("viewBox", "0 0 " + Svg.number(SIZE) + " " + Svg.number(SIZE))
                        .attr("width", Svg.number(SIZE))
                        .attr("height", Svg.number(SIZE))
                        .attr("role", "img")
                        .attr("aria-label", alternative)
                        .with(edges);
        for (int v = 0; v < x.length; v++) {
            boolean filled = directed || y[v] < SIZE / 2;
            drawing.with(
                    Svg.of("circle")
                            .at("cx", x[v])
                            .at("cy", y[v])
                            .at("r", DOT)
                            .attr("fill", filled ? Palette.TEXT : "#ffffff")
                            .attr("stroke", Palette.TEXT));
        }
        return drawing;
    }
}
