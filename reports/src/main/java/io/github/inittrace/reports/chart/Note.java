// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.chart;

/** A vertical line through a plotting area with a few words beside it. Stateless. */
final class Note {
    private static final double ROW = 20;

    private Note() {}

    /** Whether the words lie left of the line, as they do in the right half. */
    static boolean isLeft(Frame frame, double x) {
        return x > frame.width() / 2;
    }

    /**
     * The line and its words.
     *
     * @param frame the plotting area
     * @param x where, in units of the drawing
     * @param text the words
     * @param row 0 for words above the area, else so many rows further down
     */
    static Svg draw(Frame frame, double x, String text, int row) {
        boolean isLeft = isLeft(frame, x);
        return Svg.of("g")
                .with(
                        Svg.line(x, Frame.TOP, x, frame.height() - Frame.BOTTOM, Palette.NOTE, 1)
                                .attr("stroke-dasharray", "3 3"),
                        Svg.label(
                                        x + (isLeft ? -6 : 6),
                                        Frame.TOP - 6 + ROW * row,
                                        isLeft ? "end" : "start",
                                        text)
                                .attr("stroke", "#ffffff")
                                .attr("stroke-width", "4")
                                .attr("paint-order", "stroke"));
    }
}
