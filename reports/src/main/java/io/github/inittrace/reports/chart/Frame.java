// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.chart;

/**
 * The plotting area of a chart: axes, grid, tick labels, axis titles. Its units are those of the
 * view box; fonts are sized so that a page may enlarge them by a third on small screens.
 */
record Frame(double width, double height, double left, double right, Scale x, Scale y) {
    static final double TOP = 38;
    static final double BOTTOM = 44;
    static final double FONT = 13;

    double x(double value) {
        return left + x.position(value) * (width - left - right);
    }

    double y(double value) {
        return height - BOTTOM - y.position(value) * (height - TOP - BOTTOM);
    }

    /** Grid and axes with their titles: {@code yTitle} above the axis, {@code xTitle} below it. */
    Svg draw(String xTitle, String yTitle) {
        double bottom = height - BOTTOM;
        Svg group = Svg.of("g");
        for (double tick : y.ticks()) {
            group.with(
                    Svg.line(left, y(tick), width - right, y(tick), Palette.GRID, 1),
                    Svg.label(left - 7, y(tick) + 4.5, "end", y.label(tick)));
        }
        for (double tick : x.ticks()) {
            group.with(
                    Svg.line(x(tick), TOP, x(tick), bottom, Palette.GRID, 1),
                    Svg.line(x(tick), bottom, x(tick), bottom + 5, Palette.AXIS, 1),
                    Svg.label(x(tick), bottom + 19, "middle", x.label(tick)));
        }
        return group.with(
                Svg.line(left, bottom, width - right, bottom, Palette.AXIS, 1.2),
                Svg.line(left, TOP, left, bottom, Palette.AXIS, 1.2),
                Svg.label(2, 13, "start", yTitle)
                        .attr("stroke", "#ffffff")
                        .attr("stroke-width", "4")
                        .attr("paint-order", "stroke"),
                Svg.label((left + width - right) / 2, height - 5, "middle", xTitle));
    }

    /** A drawing of this size with a title and a description for those who cannot see it. */
    Svg drawing(String id, String title, String description) {
        return Svg.of("svg")
                .attr("class", "chart")
                .attr("viewBox", "0 0 " + Svg.number(width) + " " + Svg.number(height))
                .attr("role", "img")
                .attr("aria-labelledby", id + "-title " + id + "-desc")
                .at("font-size", FONT)
                .attr("font-family", "system-ui, sans-serif")
                .with(
                        Svg.of("title").attr("id", id + "-title").withText(title),
                        Svg.of("desc").attr("id", id + "-desc").withText(description));
    }
}
