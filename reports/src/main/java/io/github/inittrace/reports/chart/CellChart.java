// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.chart;

import io.github.inittrace.text.Numbers;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * A number for each pair of places of two axes, as a shade and in digits where there is room. The
 * colour is more or less opaque rather than lighter or darker, so that it can lie on white and on
 * black. A builder for use by one thread.
 */
public final class CellChart {
    private static final double WIDTH = 540;

    /** What a letter of a row's name takes in the smallest charts, whose letters are largest. */
    private static final double LETTER = 9.5;

    private static final double NARROWEST_NAMES = 60;
    private static final double RIGHT = 16;

    /** So that digits can be read on it. */
    private static final double STRONGEST = 0.55;

    private static final double PALEST = 0.04;
    private static final double ROOM_FOR_DIGITS = 34;
    private static final double FAR = 10_000;
    private static final double DECADE = 10;

    private final String id;
    private final String title;
    private final Places x;
    private final Places y;
    private final double[][] values;
    private String description = "";
    private String xTitle = "";
    private String yTitle = "";

    private CellChart(String id, String title, Places x, Places y, double[][] values) {
        this.id = id;
        this.title = title;
        this.x = x;
        this.y = y;
        this.values = values;
    }

    /**
     * A chart.
     *
     * @param id an identifier that no other element of the page has
     * @param title what it shows
     * @param x what the columns are called, from the left
     * @param y what the rows are called, from the bottom
     * @param values by column and row; NaN where there is none;
     *     not copied
     */
    public static CellChart of(
            String id, String title, List<String> x, List<String> y, double[][] values) {
        boolean fits =
                values.length == x.size()
                        && Arrays.stream(values).allMatch(column -> column.length == y.size());
        if (!fits) {
            throw new IllegalArgumentException(
                    "cells need a number for each pair of places, found other lengths");
        }
        return new CellChart(id, title, Places.words(x), Places.words(y), values);
    }

    /** Says in words what there is to see, for those who cannot see it. */
    public CellChart describedAs(String text) {
        description = text;
        return this;
    }

    /** Names the axes. */
    public CellChart axes(String horizontal, String vertical) {
        xTitle = horizontal;
        yTitle = vertical;
        return this;
    }

    /** The title. */
    public String title() {
        return title;
    }

    /** From the palest to the strongest shade, in words. */
    public String remark() {
        double[] shown = shown().toArray();
        if (shown.length == 0) {
            return "";
        }
        double min = Arrays.stream(shown).min().getAsDouble();
        double max = Arrays.stream(shown).max().getAsDouble();
        boolean beyond = all().anyMatch(v -> v > limit());
        return "Shades from "
                + Numbers.text(min)
                + " to "
                + Numbers.text(max)
                + (isLogarithmic() ? ", equal factors equally far" : "")
                + (beyond ? "; what is more than 10,000 times the median has the strongest" : "")
                + ".";
    }

    private DoubleStream all() {
        return Arrays.stream(values)
                .flatMapToDouble(Arrays::stream)
                .filter(v -> Math.abs(v) <= Scale.LARGEST);
    }

    private DoubleStream shown() {
        double limit = limit();
        return all().filter(v -> v <= limit);
    }

    private double limit() {
        double[] sorted = all().sorted().toArray();
        return sorted.length == 0 ? 0 : Math.max(100, FAR * sorted[(sorted.length - 1) / 2]);
    }

    private boolean isLogarithmic() {
        double min = shown().min().orElse(0);
        return min > 0 && shown().max().orElse(0) > DECADE * min;
    }

    /** The drawing. */
    public Svg drawing() {
        double height = Frame.TOP + Frame.BOTTOM + Math.max(120, Math.min(420, 30.0 * y.count()));
        double room = left();
        Frame frame = new Frame(WIDTH, height, room, RIGHT, Places.scale(), Places.scale());
        Svg drawing = frame.drawing(id, title, description).with(frame.draw(xTitle, yTitle));
        Svg shades =
                Svg.of("g")
                        .attr("class", "heat")
                        .attr("fill", Palette.BAR)
                        .attr("shape-rendering", "crispEdges");
        Svg digits = Svg.of("g");
        double width = (WIDTH - room - RIGHT) / x.count();
        double rowHeight = (height - Frame.TOP - Frame.BOTTOM) / y.count();
        boolean hasDigits = width >= ROOM_FOR_DIGITS && rowHeight >= 16;
        double min = shown().min().orElse(0);
        double max = shown().max().orElse(1);
        boolean log = isLogarithmic();
        for (int column = 0; column < x.count(); column++) {
            for (int row = 0; row < y.count(); row++) {
                double value = values[column][row];
                double left = room + column * width;
                double top = height - Frame.BOTTOM - (row + 1) * rowHeight;
                if (Double.isFinite(value)) {
                    shades.with(
                            Svg.of("rect")
                                    .at("x", left)
                                    .at("y", top)
                                    .at("width", width)
                                    .at("height", rowHeight)
                                    .at("fill-opacity", opacity(value, min, max, log)));
                }
                if (hasDigits) {
                    String text = Double.isFinite(value) ? Numbers.rough(value) : "–";
                    digits.with(
                            Svg.label(left + width / 2, top + rowHeight / 2 + 4.5, "middle", text));
                }
            }
        }
        return drawing.with(shades, digits, names(frame, width, rowHeight));
    }

    /** Room for the names of the rows. */
    private double left() {
        int longest =
                IntStream.range(0, y.count())
                        .map(row -> y.shortLabel(row).length())
                        .max()
                        .orElse(0);
        return Math.max(NARROWEST_NAMES, 12 + LETTER * longest);
    }

    private static double opacity(double value, double min, double max, boolean log) {
        double share =
                max <= min && value <= max
                        ? 0.5
                        : value > max
                                ? 1
                                : log
                                        ? Math.log(value / min) / Math.log(max / min)
                                        : (value - min) / (max - min);
        return PALEST + (STRONGEST - PALEST) * Math.max(0, Math.min(1, share));
    }

    private Svg names(Frame frame, double width, double rowHeight) {
        Svg names = Svg.of("g");
        for (int column : x.labelled(WIDTH - frame.left() - RIGHT)) {
            names.with(
                    Svg.label(
                            frame.left() + (column + 0.5) * width,
                            frame.height() - Frame.BOTTOM + 19,
                            "middle",
                            x.shortLabel(column)));
        }
        int every = (int) Math.ceil(14 / rowHeight);
        for (int row = 0; row < y.count(); row += every) {
            double middle = frame.height() - Frame.BOTTOM - (row + 0.5) * rowHeight;
            names.with(Svg.label(frame.left() - 7, middle + 4.5, "end", y.shortLabel(row)));
        }
        return names;
    }
}
