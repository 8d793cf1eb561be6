// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.chart;

import java.util.DoubleSummaryStatistics;
import java.util.stream.DoubleStream;

/** The vertical axis of a chart, chosen by its numbers. A builder for use by one thread. */
final class VerticalAxis {
    /** What is to be drawn: all of it, or only what is later than the start. */
    interface Drawn {
        DoubleStream numbers(boolean later);
    }

    private final Drawn drawn;

    /** Beyond this ratio of the largest to the smallest positive number it is logarithmic. */
    double logRatio = Double.POSITIVE_INFINITY;

    /** Whether a linear axis starts at zero. */
    boolean fromZero;

    /** Whether the start does not count for the ratio, and may lie beyond a linear axis. */
    boolean cutStart;

    /** What it reaches at least. */
    double top = Double.NEGATIVE_INFINITY;

    VerticalAxis(Drawn drawn) {
        this.drawn = drawn;
    }

    boolean isLogarithmic() {
        DoubleSummaryStatistics positive =
                drawn.numbers(cutStart).filter(v -> v >= 1 / Scale.LARGEST).summaryStatistics();
        return positive.getCount() > 0 && positive.getMax() / positive.getMin() > logRatio;
    }

    /** Whether the start lies beyond it: on a linear axis it would take more than half. */
    boolean isCut() {
        if (!cutStart || isLogarithmic()) {
            return false;
        }
        DoubleSummaryStatistics later = drawn.numbers(true).summaryStatistics();
        DoubleSummaryStatistics whole = drawn.numbers(false).summaryStatistics();
        double range = later.getMax() - later.getMin();
        return range > 0 && whole.getMax() - whole.getMin() > 2 * range;
    }

    Scale scale() {
        boolean log = isLogarithmic();
        boolean cut = isCut();
        DoubleSummaryStatistics shown =
                drawn.numbers(cut).filter(v -> !log || v >= 1 / Scale.LARGEST).summaryStatistics();
        if (shown.getCount() == 0) {
            return Scale.linear(0, 1, 5);
        }
        double min = shown.getMin();
        double max = Math.max(shown.getMax(), top);
        if (log) {
            return Scale.log(min, max, 6);
        }
        // Room for lines that come in from the start to the highest of the later points.
        return cut
                ? Scale.linear(min, max + (max - min) / 8, 5)
                : Scale.linear(fromZero ? Math.min(0, min) : min, max, 5);
    }
}
