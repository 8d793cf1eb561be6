// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.chart;

import io.github.inittrace.text.Numbers;
import org.jspecify.annotations.Nullable;

/**
 * Means at places of an axis, with their spread. The arrays are not copied.
 *
 * @param name what they are of
 * @param style how they look; null for a thin grey line without markers
 * @param mean at each place; NaN where there is none
 * @param deviation the standard deviation at each place; NaN where there is none
 */
public record Means(String name, @Nullable LineStyle style, double[] mean, double[] deviation) {
    private static final double CAP = 3;

    /** With more marks than these, marks say nothing on pointing at them. */
    private static final int MOST_TOLD = 300;

    /** Checks the lengths. */
    public Means {
        if (mean.length != deviation.length) {
            throw new IllegalArgumentException(
                    "'"
                            + name
                            + "' needs as many deviations as means, found "
                            + deviation.length
                            + " and "
                            + mean.length);
        }
    }

    /**
     * The means in a frame.
     *
     * @param shift how far to the right of its place each is drawn
     * @param connected whether a line joins those of neighbouring places
     */
    Svg draw(Frame frame, Places places, double shift, boolean connected) {
        return draw(frame, places, shift, connected, Double.NEGATIVE_INFINITY);
    }

    /**
     * The same, with means below a height drawn there; on pointing at them they say what they are.
     *
     * @param lowest the height, such as where the axis begins
     */
    Svg draw(Frame frame, Places places, double shift, boolean connected, double lowest) {
        StringBuilder path = new StringBuilder();
        StringBuilder bars = new StringBuilder();
        Svg group = Svg.of("g").with(Svg.of("title").withText(name));
        Svg marks = Svg.of("g");
        boolean open = false;
        for (int i = 0; i < mean.length; i++) {
            double height = Math.max(mean[i], lowest);
            if (!isIn(frame, height)) {
                open = false;
                continue;
            }
            double x = frame.x(places.position(i)) + shift;
            double y = frame.y(height);
            path.append(open ? 'L' : 'M').append(Svg.number(x)).append(' ').append(Svg.number(y));
            open = true;
            if (style != null) {
                bar(bars, frame, x, i);
                marks.with(mark(style, places, x, y, i));
            }
        }
        if (path.isEmpty()) {
            return group;
        }
        if (style == null) {
            return group.with(LineStyle.faint().stroke(path.toString()));
        }
        if (!bars.isEmpty()) {
            group.with(
                    Svg.of("path")
                            .attr("d", bars.toString())
                            .attr("fill", "none")
                            .attr("stroke", style.colour())
                            .at("stroke-width", 1.2));
        }
        return connected ? group.with(style.stroke(path.toString()), marks) : group.with(marks);
    }

    private Svg mark(LineStyle look, Places places, double x, double y, int i) {
        Svg mark = look.mark(x, y);
        if (mean.length > MOST_TOLD) {
            return mark;
        }
        String spread = Double.isNaN(deviation[i]) ? "" : " ± " + Numbers.rough(deviation[i]);
        String text = name + ", " + places.label(i) + ": " + Numbers.text(mean[i]) + spread;
        return mark.with(Svg.of("title").withText(text));
    }

    private void bar(StringBuilder bars, Frame frame, double x, int i) {
        if (!(deviation[i] > 0)) {
            return;
        }
        double low = frame.y(clamped(frame, mean[i] - deviation[i]));
        double high = frame.y(clamped(frame, mean[i] + deviation[i]));
        for (double end : new double[] {low, high}) {
            bars.append('M')
                    .append(Svg.number(x - CAP))
                    .append(' ')
                    .append(Svg.number(end))
                    .append('h')
                    .append(Svg.number(2 * CAP));
        }
        bars.append('M')
                .append(Svg.number(x))
                .append(' ')
                .append(Svg.number(low))
                .append('V')
                .append(Svg.number(high));
    }

    private static double clamped(Frame frame, double y) {
        return Math.max(frame.y().low(), Math.min(frame.y().high(), y));
    }

    static boolean isIn(Frame frame, double y) {
        double slack = 1e-9 * Math.max(Math.abs(frame.y().low()), Math.abs(frame.y().high()));
        return frame.y().shows(y) && y >= frame.y().low() - slack && y <= frame.y().high() + slack;
    }
}
