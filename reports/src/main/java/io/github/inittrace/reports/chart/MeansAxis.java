// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.chart;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** The vertical axis of means, chosen by their numbers. A builder for use by one thread. */
final class MeansAxis {
    /** A value this many times the median of all is beyond the axis, and larger than this too. */
    private static final double FAR = 10_000;

    private static final double NEVER_FAR = 100;

    private final List<Means> lines;
    private final Supplier<DoubleStream> drawn;

    /** Beyond this ratio of the largest to the smallest positive number it is logarithmic. */
    double logRatio = Double.POSITIVE_INFINITY;

    /** Whether it starts at zero where it is linear. */
    boolean fromZero;

    /** Whether it covers spreads below zero even where no mean is. */
    boolean signed;

    /** Whether it has whole numbers from zero on where it is linear. */
    boolean wholeNumbers;

    /**
     * An axis.
     *
     * @param lines the means, which may grow
     * @param drawn what they are means of, without what no axis can show
     */
    MeansAxis(List<Means> lines, Supplier<DoubleStream> drawn) {
        this.lines = lines;
        this.drawn = drawn;
    }

    /** The largest value that the axis shows. */
    double limit() {
        double[] sorted = drawn.get().sorted().toArray();
        return sorted.length == 0
                ? NEVER_FAR
                : Math.max(NEVER_FAR, FAR * sorted[(sorted.length - 1) / 2]);
    }

    boolean isLogarithmic() {
        double limit = limit();
        double[] positive = drawn.get().filter(v -> v >= 1 / Scale.LARGEST && v <= limit).toArray();
        double max = Arrays.stream(positive).max().orElse(1);
        return max > logRatio * Arrays.stream(positive).min().orElse(1);
    }

    /** The axis; it covers spreads, too. */
    Scale scale() {
        double limit = limit();
        boolean log = isLogarithmic();
        double[] shown =
                drawn.get().filter(v -> v <= limit && (!log || v >= 1 / Scale.LARGEST)).toArray();
        if (shown.length == 0) {
            return Scale.linear(0, 1, 5);
        }
        double least = Arrays.stream(shown).min().orElse(0);
        double[] all =
                DoubleStream.concat(
                                Arrays.stream(shown),
                                lines.stream()
                                        .filter(line -> line.style() != null)
                                        .flatMapToDouble(line -> ends(line, log)))
                        .filter(v -> v <= limit)
                        .toArray();
        double max = Arrays.stream(all).max().orElse(1);
        if (log) {
            return Scale.log(least, max, 6);
        }
        if (wholeNumbers) {
            return Scale.wholeFromZero(Math.max(1, (long) Math.ceil(max)), 5);
        }
        // Spreads may reach below zero where no value can.
        double lowest = Arrays.stream(all).min().orElse(0);
        double min = signed || least < 0 ? lowest : Math.max(0, lowest);
        return Scale.linear(fromZero ? Math.min(min, 0) : min, max, 5);
    }

    /** Where spreads end; not below, on a logarithmic axis, where they may end at nothing. */
    private static DoubleStream ends(Means line, boolean log) {
        return IntStream.range(0, line.mean().length)
                .filter(i -> line.deviation()[i] > 0)
                .mapToObj(i -> new double[] {line.mean()[i], line.deviation()[i]})
                .flatMapToDouble(
                        of ->
                                log
                                        ? DoubleStream.of(of[0] + of[1])
                                        : DoubleStream.of(of[0] - of[1], of[0] + of[1]));
    }
}
