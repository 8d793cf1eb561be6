// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.chart;

import io.github.inittrace.text.ShortText;
import java.util.ArrayList;
import java.util.List;

/**
 * An axis of named places: numbers at distances of their own, or words side by side. Between
 * neighbours, half-way, lies an edge, and an edge at either end of the axis. Immutable.
 */
public final class Places {
    /** About the width of a letter. */
    private static final double LETTER = 7;

    /** The most letters of a name below an axis. */
    private static final int LONGEST = 16;

    private final List<String> labels;
    private final double[] at;
    private final boolean logarithmic;

    private Places(List<String> labels, double[] at, boolean logarithmic) {
        if (labels.isEmpty() || labels.size() != at.length) {
            throw new IllegalArgumentException(
                    "an axis needs places with a name each, found "
                            + labels.size()
                            + " names for "
                            + at.length);
        }
        this.labels = List.copyOf(labels);
        this.at = at;
        this.logarithmic = logarithmic;
    }

    /** Words side by side. */
    public static Places words(List<String> labels) {
        double[] at = new double[labels.size()];
        for (int i = 0; i < at.length; i++) {
            at[i] = i;
        }
        return new Places(labels, at, false);
    }

    /**
     * Numbers on that axis, linear or logarithmic, on which the nearest neighbours are less near.
     *
     * @param labels what to call them
     * @param numbers finite, ascending and different
     */
    public static Places numbers(List<String> labels, List<Double> numbers) {
        Places linear =
                new Places(
                        labels, numbers.stream().mapToDouble(Double::doubleValue).toArray(), false);
        if (numbers.size() < 3 || numbers.get(0) <= 0) {
            return linear;
        }
        Places log = logarithmic(labels, numbers);
        return log.narrowest() > linear.narrowest() ? log : linear;
    }

    /**
     * Numbers on a logarithmic axis.
     *
     * @param labels what to call them
     * @param numbers positive, finite, ascending and different
     */
    public static Places logarithmic(List<String> labels, List<Double> numbers) {
        return new Places(labels, numbers.stream().mapToDouble(Math::log).toArray(), true);
    }

    /** The room of the place that has least, as a part of the axis. */
    double narrowest() {
        double narrowest = 1;
        for (int i = 0; i < at.length; i++) {
            narrowest = Math.min(narrowest, edge(i + 1) - edge(i));
        }
        return narrowest;
    }

    /** How many places there are. */
    public int count() {
        return at.length;
    }

    /** What a place is called. */
    public String label(int place) {
        return labels.get(place);
    }

    /** Whether equal factors, not equal differences, are equally far. */
    public boolean isLogarithmic() {
        return logarithmic;
    }

    /** Where a place is between the start of the axis, 0, and its end, 1. */
    double position(int place) {
        return scaled(at[place]);
    }

    /** Where the edge before a place is; with the number of places, where the last edge is. */
    double edge(int place) {
        return scaled(raw(place));
    }

    private double scaled(double value) {
        double low = raw(0);
        return (value - low) / (raw(at.length) - low);
    }

    private double raw(int edge) {
        int last = at.length - 1;
        if (last == 0) {
            return at[0] - 0.5 + edge;
        }
        if (edge == 0) {
            return at[0] - (at[1] - at[0]) / 2;
        }
        return edge > last
                ? at[last] + (at[last] - at[last - 1]) / 2
                : (at[edge - 1] + at[edge]) / 2;
    }

    /** The places whose names fit beside each other on an axis of some length: every n-th. */
    List<Integer> labelled(double length) {
        List<Integer> some = List.of();
        for (int n = 1; n <= at.length && some.isEmpty(); n++) {
            some = everyNth(n, length);
        }
        return some;
    }

    /** Every n-th place; none if their names do not fit. */
    private List<Integer> everyNth(int n, double length) {
        List<Integer> some = new ArrayList<>();
        double taken = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < at.length; i += n) {
            double half = LETTER * (shortLabel(i).length() + 1) / 2;
            double middle = position(i) * length;
            if (middle - half < taken) {
                return List.of();
            }
            some.add(i);
            taken = middle + half;
        }
        return some;
    }

    /** The name of a place, cut where it is long. */
    String shortLabel(int place) {
        return ShortText.of(labels.get(place), LONGEST);
    }

    /** Ticks and names below a frame. */
    Svg draw(Frame frame) {
        double bottom = frame.height() - Frame.BOTTOM;
        Svg group = Svg.of("g");
        for (int place : labelled(frame.width() - frame.left() - frame.right())) {
            double x = frame.x(position(place));
            group.with(
                    Svg.line(x, bottom, x, bottom + 5, Palette.AXIS, 1),
                    Svg.label(x, bottom + 19, "middle", shortLabel(place)));
        }
        return group;
    }

    /** A scale for a frame with this axis below it, which {@link #draw} labels. */
    static Scale scale() {
        return new Scale(0, 1, false, List.of(), 1);
    }
}
