// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.chart;

import io.github.inittrace.text.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Maps numbers to [0, 1] along an axis, and says where its ticks are. Immutable.
 *
 * @param low the number at the axis' start
 * @param high the number at its end, larger than {@code low}
 * @param logarithmic whether equal factors, not equal differences, are equally long
 * @param ticks the numbers to label
 * @param step the distance between ticks of a linear scale; the factor between those of a
 *     logarithmic one
 */
public record Scale(double low, double high, boolean logarithmic, List<Double> ticks, double step) {

    /** Numbers of larger size cannot be shown, lest arithmetic on axes overflow. */
    static final double LARGEST = 1e300;

    /** With fewer ticks than these an axis between nice numbers takes a finer step. */
    private static final int FEWEST = 3;

    /** Beyond, a double no longer tells a multiple of the step from the next. */
    private static final long MOST_STEPS = 1L << 53;

    /** Checks the range. */
    public Scale {
        if (!(low < high) || !Double.isFinite(high - low) || (logarithmic && low <= 0)) {
            throw new IllegalArgumentException(
                    "an axis needs a finite range, positive if logarithmic, found "
                            + low
                            + " to "
                            + high);
        }
        ticks = List.copyOf(ticks);
    }

    /**
     * A linear scale that covers a range with ticks at 1, 2 or 5 times a power of ten.
     *
     * @param min the smallest number to show
     * @param max the largest number to show
     * @param wanted about how many ticks; the range is widened to the ticks around it
     */
    public static Scale linear(double min, double max, int wanted) {
        double low = min;
        double high = max;
        double size = Math.max(Math.abs(low), Math.abs(high));
        if (!(high - low > Math.max(1e-12 * size, 1 / LARGEST))) {
            double pad = size <= 1 / LARGEST ? 1 : Math.abs(low) * 0.1;
            low = low >= 0 ? Math.max(0, low - pad) : low - pad;
            high += pad;
        }
        double step = niceStep((high - low) / Math.max(1, wanted));
        long first = (long) Math.floor(low / step + 1e-9);
        long last = (long) Math.ceil(high / step - 1e-9);
        return new Scale(first * step, last * step, false, multiples(first, last, step), step);
    }

    /**
     * A linear scale over exactly a range, with ticks at nice numbers inside it.
     *
     * @param min where the axis starts
     * @param max where it ends
     * @param wanted about how many ticks
     */
    public static Scale exactly(double min, double max, int wanted) {
        List<Double> ticks = List.of();
        double step = 1;
        for (int more = 0; ticks.size() < FEWEST && more <= wanted; more++) {
            step = niceStep((max - min) / Math.max(1, wanted + more));
            long first = (long) Math.ceil(min / step - 1e-9);
            long last = (long) Math.floor(max / step + 1e-9);
            ticks = multiples(first, last, step);
        }
        return new Scale(min, max, false, ticks, step);
    }

    /**
     * A scale for counts of things: like {@link #exactly} with ticks at whole numbers only.
     *
     * @param first the first whole number
     * @param last the last whole number
     * @param wanted about how many ticks
     */
    public static Scale whole(int first, int last, int wanted) {
        int end = Math.max(last, first + 1);
        double step = Math.max(1, niceStep((end - first) / (double) Math.max(1, wanted)));
        long from = (long) Math.ceil(first / step);
        long to = (long) Math.floor(Math.max(last, first) / step);
        return new Scale(first, end, false, multiples(from, to, step), step);
    }

    /**
     * A scale for counts: from zero to the tick at or above a number, ticks at whole numbers only.
     *
     * @param max the largest count, positive
     * @param wanted about how many ticks
     */
    public static Scale wholeFromZero(long max, int wanted) {
        double step = Math.max(1, niceStep(max / (double) Math.max(1, wanted)));
        long last = (long) Math.ceil(max / step - 1e-9);
        return new Scale(0, last * step, false, multiples(0, last, step), step);
    }

    /**
     * A logarithmic scale from and to 1, 2 or 5 times a power of ten: ticks at powers of ten, or
     * at 1, 2 and 5 times them if the range is short.
     *
     * @param min the smallest number to show
     * @param max the largest number to show
     * @param wanted the most ticks that fit
     */
    public static Scale log(double min, double max, int wanted) {
        int first = (int) Math.floor(Math.log10(min) + 1e-9);
        int last = (int) Math.ceil(Math.log10(max) - 1e-9);
        List<Double> fine = new ArrayList<>();
        for (int exponent = first - 1; exponent <= last + 1; exponent++) {
            for (int digit : new int[] {1, 2, 5}) {
                fine.add(power(digit, exponent));
            }
        }
        double low = fine.stream().filter(t -> t <= min * (1 + 1e-9)).max(Double::compare).get();
        double above = Math.max(max, low * 1.0001);
        double high = fine.stream().filter(t -> t >= above * (1 - 1e-9)).min(Double::compare).get();
        boolean isShort = last - first <= 2;
        int stride = Math.max(1, (int) Math.ceil((last - first) / (double) Math.max(1, wanted)));
        List<Double> ticks =
                isShort
                        ? fine
                        : IntStream.rangeClosed(first, last)
                                .filter(exponent -> Math.floorMod(exponent, stride) == 0)
                                .mapToObj(exponent -> power(1, exponent))
                                .toList();
        return new Scale(
                low,
                high,
                true,
                ticks.stream().filter(tick -> tick >= low && tick <= high).toList(),
                isShort ? 2 : Math.pow(10, stride));
    }

    /** Where a number lies between the axis' start, 0, and its end, 1. */
    public double position(double value) {
        return logarithmic
                ? (Math.log10(value) - Math.log10(low)) / (Math.log10(high) - Math.log10(low))
                : (value - low) / (high - low);
    }

    /** Whether the scale can show a number at all. */
    public boolean shows(double value) {
        return Math.abs(value) <= LARGEST && (!logarithmic || value >= 1 / LARGEST);
    }

    /** The text of a tick. */
    public String label(double tick) {
        return Numbers.tick(tick, logarithmic ? tick : step);
    }

    /** The smallest of 1, 2, 5 times a power of ten that is not below a number. */
    static double niceStep(double raw) {
        int exponent = (int) Math.floor(Math.log10(raw));
        for (int digit : new int[] {1, 2, 5, 10}) {
            if (power(digit, exponent) >= raw * (1 - 1e-9)) {
                return power(digit, exponent);
            }
        }
        return power(1, exponent + 1);
    }

    /** digit · 10^exponent as the double nearest to it, which Math.pow does not promise. */
    private static double power(int digit, int exponent) {
        return Double.parseDouble(digit + "e" + exponent);
    }

    /** None where the range is too short for its place: neighbouring doubles have no tick between. */
    private static List<Double> multiples(long first, long last, double step) {
        if (!(step > 0) || first < -MOST_STEPS || last > MOST_STEPS) {
            return List.of();
        }
        List<Double> ticks = new ArrayList<>();
        for (long k = first; k <= last; k++) {
            ticks.add(k * step);
        }
        return ticks;
    }
}
