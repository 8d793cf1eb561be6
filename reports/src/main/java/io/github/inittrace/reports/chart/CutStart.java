// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.chart;

import io.github.inittrace.text.Numbers;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Lines that start, at position 0, beyond a linear axis: they come in from its edge, and a label
 * says from where.
 *
 * @param frame where to draw
 * @param xName what the horizontal axis counts
 */
record CutStart(Frame frame, String xName) {
    /** The line from where it comes in on. */
    Series clipped(Series line) {
        double[] x = line.x();
        double[] y = line.y();
        if (!starts(line)) {
            return line;
        }
        double edge = edge(y[0]);
        double[] clippedX = x.clone();
        double[] clippedY = y.clone();
        boolean goesOn = x.length > 1 && Double.isFinite(y[1]);
        clippedX[0] = goesOn ? x[0] + (y[0] - edge) / (y[0] - y[1]) * (x[1] - x[0]) : x[0];
        clippedY[0] = goesOn ? edge : Double.NaN;
        return new Series(line.name(), line.style(), clippedX, clippedY);
    }

    /** The band without its start, unless that is on the axis. */
    Band clipped(Band band) {
        boolean inside =
                band.x().length == 0
                        || band.x()[0] > 0
                        || isInside(band.low()[0]) && isInside(band.high()[0]);
        int from = inside ? 0 : 1;
        int to = band.x().length;
        return new Band(
                band.name(),
                band.colour(),
                Arrays.copyOfRange(band.x(), from, to),
                Arrays.copyOfRange(band.low(), from, to),
                Arrays.copyOfRange(band.high(), from, to));
    }

    /** Where a line comes in there is no value, so no marker either. */
    IntPredicate without(Series line, IntPredicate marked) {
        return starts(line) ? i -> i > 0 && marked.test(i) : marked;
    }

    /** What lies beyond the axis, beside where the lines come in. */
    Svg label(List<Series> lines) {
        DoubleSummaryStatistics starts =
                lines.stream()
                        .filter(this::starts)
                        .mapToDouble(line -> line.y()[0])
                        .summaryStatistics();
        if (starts.getCount() == 0) {
            return Svg.of("g");
        }
        String low = Numbers.text(starts.getMin());
        String high = Numbers.text(starts.getMax());
        boolean above = starts.getMax() > frame.y().high();
        String text =
                (above ? "↑ " : "↓ ")
                        + (low.equals(high) ? low : low + " to " + high)
                        + " at "
                        + xName
                        + " 0";
        double y = above ? Frame.TOP + 15 : frame.height() - Frame.BOTTOM - 8;
        return Svg.label(frame.x(Math.min(1, frame.x().high() / 4)) + 8, y, "start", text)
                .attr("stroke", "#ffffff")
                .attr("stroke-width", "4")
                .attr("paint-order", "stroke");
    }

    private boolean starts(Series line) {
        return line.x().length > 0
                && line.x()[0] == 0
                && Double.isFinite(line.y()[0])
                && !isInside(line.y()[0]);
    }

    private boolean isInside(double y) {
        return !Double.isFinite(y) || edge(y) == y;
    }

    private double edge(double y) {
        return Math.max(frame.y().low(), Math.min(frame.y().high(), y));
    }
}
