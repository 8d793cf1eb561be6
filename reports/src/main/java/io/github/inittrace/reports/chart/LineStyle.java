// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.chart;

/**
 * How a series looks. Colour, dashes and marker all differ, so that no reader depends on colour.
 *
 * @param colour the colour of line and markers
 * @param dash lengths of dashes and gaps; empty for a solid line
 * @param marker the index of the marker's shape
 * @param width the line's width
 */
public record LineStyle(String colour, String dash, int marker, double width) {
    private static final String[] DASHES = {
        "", "8 3", "2.5 2.5", "10 3 2.5 3", "14 4", "5 2 1.5 2"
    };
    private static final int SHAPES = 6;
    private static final double RADIUS = 3.4;

    /** The style of the series with an index: the first six differ in everything. */
    public static LineStyle of(int index) {
        int repeat = Math.floorDiv(index, DASHES.length);
        return new LineStyle(
                Palette.line(index),
                DASHES[Math.floorMod(index + repeat, DASHES.length)],
                Math.floorMod(index + 2 * repeat, SHAPES),
                1.8);
    }

    /** The style of a series that sums up the others: black, solid, thick. */
    public static LineStyle summary() {
        return new LineStyle("#000000", "", SHAPES, 2.6);
    }

    /** The style of a series that is there for the crowd it is part of: grey and thin. */
    public static LineStyle faint() {
        return new LineStyle("#9a9da3", "", SHAPES, 0.8);
    }

    /** The style of another run's series with an index, beside those of a run: grey. */
    public static LineStyle other(int index) {
        return new LineStyle("#666666", index == 0 ? "6 4" : "2 3", SHAPES, 1.4);
    }

    /** A marker of this style around a point. */
    Svg mark(double x, double y) {
        double r = RADIUS;
        String shape =
                switch (marker) {
                    case 0, SHAPES -> null;
                    case 1 -> polygon(x, y, -r, -r, r, -r, r, r, -r, r);
                    case 2 -> polygon(x, y, 0, -1.3 * r, 1.2 * r, r, -1.2 * r, r);
                    case 3 -> polygon(x, y, 0, -1.4 * r, 1.4 * r, 0, 0, 1.4 * r, -1.4 * r, 0);
                    case 4 -> polygon(x, y, 0, 1.3 * r, 1.2 * r, -r, -1.2 * r, -r);
                    default -> polygon(x, y, -r, -r, r, r, 0, 0, r, -r, -r, r, 0, 0);
                };
        Svg mark =
                shape == null
                        ? Svg.of("circle").at("cx", x).at("cy", y).at("r", r)
                        : Svg.of("path").attr("d", shape);
        boolean open = marker == 0 || marker == 5;
        return mark.attr("fill", open ? "#ffffff" : colour)
                .attr("stroke", colour)
                .attr("stroke-width", "1.4");
    }

    /** A line of this style along a path. */
    Svg stroke(String path) {
        Svg line =
                Svg.of("path")
                        .attr("d", path)
                        .attr("fill", "none")
                        .attr("stroke", colour)
                        .at("stroke-width", width)
                        .attr("stroke-linejoin", "round");
        return dash.isEmpty() ? line : line.attr("stroke-dasharray", dash);
    }

    /** A short sample of line and marker for a legend. */
    public Svg sample() {
        return Svg.of("svg")
                .attr("viewBox", "0 0 40 12")
                .attr("width", "40")
                .attr("height", "12")
                .attr("aria-hidden", "true")
                .with(stroke("M1 6H39"), mark(20, 6));
    }

    /** A short sample of a line without markers. */
    Svg plainSample() {
        return Svg.of("svg")
                .attr("viewBox", "0 0 40 12")
                .attr("width", "40")
                .attr("height", "12")
                .attr("aria-hidden", "true")
                .with(stroke("M1 6H39"));
    }

    private static String polygon(double x, double y, double... offsets) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < offsets.length; i += 2) {
            path.append(i == 0 ? 'M' : 'L')
                    .append(Svg.number(x + offsets[i]))
                    .append(' ')
                    .append(Svg.number(y + offsets[i + 1]));
        }
        return path.append('Z').toString();
    }
}
