// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.chart;

import io.github.inittrace.text.Numbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Means with their spread over named places, and what they are means of as dots. Values that are far
 * from all others, as those of a run that exploded, do not squeeze the others: they lie beyond the
 * axis, which says how many they are. A builder for use by one thread.
 */
public final class MeansChart {
    private static final double WIDTH = 540;
    private static final double HEIGHT = 300;
    private static final double LEFT = 72;
    private static final double RIGHT = 16;

    /** Between the marks of two lines at one place. */
    private static final double APART = 7;

    private static final double BESIDE = 8;

    private final String id;
    private final String title;
    private final Places places;
    private final List<Means> lines = new ArrayList<>();
    private final List<Dots> dots = new ArrayList<>();
    private final List<Curve> curves = new ArrayList<>();
    private final List<Mark> marks = new ArrayList<>();
    private String description = "";
    private String xTitle = "";
    private String yTitle = "";
    private final MeansAxis yAxis = new MeansAxis(lines, this::values);

    /** Single values, with the line to which they belong. */
    private record Dots(int line, int[] places, double[] values) {}

    /** A fit of a line, which it takes the place of. */
    private record Curve(int line, LineStyle style, double[] values) {}

    private record Mark(int place, String text) {}

    private MeansChart(String id, String title, Places places) {
        this.id = id;
        this.title = title;
        this.places = places;
    }

    /**
     * An empty chart.
     *
     * @param id an identifier that no other element of the page has
     * @param title what it shows
     * @param places the horizontal axis
     */
    public static MeansChart of(String id, String title, Places places) {
        return new MeansChart(id, title, places);
    }

    /** Says in words what there is to see, for those who cannot see it. */
    public MeansChart describedAs(String text) {
        description = text;
        return this;
    }

    /** Names the axes, with units; logarithmic axes say so by themselves. */
    public MeansChart axes(String x, String y) {
        xTitle = x;
        yTitle = y;
        return this;
    }

    /** Makes the vertical axis logarithmic beyond this ratio of the largest to the smallest value. */
    public MeansChart logWhenOver(double ratio) {
        yAxis.logRatio = ratio;
        return this;
    }

    /** Makes a linear vertical axis one of whole numbers from zero on. */
    public MeansChart wholeNumbers() {
        yAxis.wholeNumbers = true;
        return this;
    }

    /** Says that values may be negative, so that spreads below zero are shown even where none is. */
    public MeansChart signed() {
        yAxis.signed = true;
        return this;
    }

    /** Starts a linear vertical axis at zero. */
    public MeansChart fromZero() {
        yAxis.fromZero = true;
        return this;
    }

    /** Adds a line, with a mean for each place. */
    public MeansChart line(Means line) {
        lines.add(line);
        return this;
    }

    /**
     * Adds what the last line has the means of; not drawn where every mean is of one value.
     *
     * @param at the place of each
     * @param values as many; those that are not finite are not drawn
     */
    public MeansChart dots(int[] at, double[] values) {
        dots.add(new Dots(lines.size() - 1, at, values));
        return this;
    }

    /**
     * Adds a curve that fits the last line, whose marks it then joins instead of the line itself.
     *
     * @param heights for each place
     */
    public MeansChart curve(double[] heights) {
        LineStyle style = lines.get(lines.size() - 1).style();
        if (style != null) {
            curves.add(new Curve(lines.size() - 1, style, heights));
        }
        return this;
    }

    /** Marks a place with a few words. */
    public MeansChart mark(int place, String text) {
        marks.add(new Mark(place, text));
        return this;
    }

    /** The title. */
    public String title() {
        return title;
    }

    /** What a reader must know besides the axis titles; empty if nothing. */
    public String remark() {
        double limit = yAxis.limit();
        boolean zeros = yAxis.isLogarithmic() && values().anyMatch(v -> v <= 0);
        return (values().noneMatch(v -> v > limit)
                        ? ""
                        : "The axis ends before values of more than 10,000 times the median: ▲.")
                + (zeros ? " Zeros have no place on a logarithmic axis." : "");
    }

    /** Every number, those of dots and, of lines without, of means. */
    private DoubleStream values() {
        DoubleStream single = dots.stream().flatMapToDouble(d -> Arrays.stream(d.values()));
        DoubleStream means =
                withoutDots().stream().flatMapToDouble(line -> Arrays.stream(line.mean()));
        return DoubleStream.concat(single, means).filter(v -> Math.abs(v) <= Scale.LARGEST);
    }

    private List<Means> withoutDots() {
        Set<Integer> dotted = dots.stream().map(Dots::line).collect(Collectors.toSet());
        return IntStream.range(0, lines.size())
                .filter(line -> !dotted.contains(line))
                .mapToObj(lines::get)
                .toList();
    }

    /** The drawing. */
    public Svg drawing() {
        Frame frame = new Frame(WIDTH, HEIGHT, LEFT, RIGHT, Places.scale(), yAxis.scale());
        String x = places.isLogarithmic() ? xTitle + ", log axis" : xTitle;
        String y = frame.y().logarithmic() ? yTitle + ", log axis" : yTitle;
        Svg drawing =
                frame.drawing(id, title, description).with(frame.draw(x, y), places.draw(frame));
        for (Mark mark : marks) {
            double at = frame.x(places.position(mark.place()));
            drawing.with(Note.draw(frame, at, mark.text(), 0));
        }
        lines.stream()
                .filter(line -> line.style() == null)
                .forEach(line -> drawing.with(line.draw(frame, places, 0, true)));
        boolean areMeans =
                lines.stream()
                        .flatMapToDouble(l -> Arrays.stream(l.deviation()))
                        .anyMatch(d -> d >= 0);
        for (Dots some : dots) {
            LineStyle style = lines.get(some.line()).style();
            if (style != null && areMeans) {
                drawing.with(dots(frame, some, style.colour()));
            }
        }
        for (Curve curve : curves) {
            drawing.with(curve(frame, curve));
        }
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).style() != null) {
                drawing.with(lines.get(i).draw(frame, places, shift(frame, i), curves.isEmpty()));
            }
        }
        return drawing.with(beyond(frame));
    }

    /** Lines stand side by side at a place, as far as it has room. */
    private double shift(Frame frame, int line) {
        double[] styled = lines.stream().mapToDouble(l -> l.style() == null ? 0 : 1).toArray();
        double count = Arrays.stream(styled).sum();
        double rank = Arrays.stream(styled, 0, line).sum();
        double room = 0.6 * places.narrowest() * (frame.width() - frame.left() - frame.right());
        return (rank - (count - 1) / 2) * Math.min(APART, room / Math.max(1, count));
    }

    private Svg dots(Frame frame, Dots some, String colour) {
        StringBuilder path = new StringBuilder();
        // Beside the mean and its spread, where there is no other line.
        double room = 0.4 * places.narrowest() * (frame.width() - frame.left() - frame.right());
        double aside = lines.size() == 1 ? Math.min(BESIDE, room) : 0;
        double shift = shift(frame, some.line()) + aside;
        for (int i = 0; i < some.values().length; i++) {
            if (Means.isIn(frame, some.values()[i])) {
                path.append('M')
                        .append(Svg.number(frame.x(places.position(some.places()[i])) + shift))
                        .append(' ')
                        .append(Svg.number(frame.y(some.values()[i])))
                        .append("h0");
            }
        }
        return path.isEmpty()
                ? Svg.of("g")
                : Svg.of("path")
                        .attr("class", "dots")
                        .attr("d", path.toString())
                        .attr("fill", "none")
                        .attr("stroke", colour)
                        .at("stroke-width", 5)
                        .attr("stroke-linecap", "round")
                        .attr("stroke-opacity", "0.4");
    }

    private Svg curve(Frame frame, Curve curve) {
        StringBuilder path = new StringBuilder();
        double shift = shift(frame, curve.line());
        DoubleUnaryOperator inside = y -> Math.max(frame.y().low(), Math.min(frame.y().high(), y));
        for (int i = 0; i < curve.values().length; i++) {
            path.append(i == 0 ? 'M' : 'L')
                    .append(Svg.number(frame.x(places.position(i)) + shift))
                    .append(' ')
                    .append(Svg.number(frame.y(inside.applyAsDouble(curve.values()[i]))));
        }
        return curve.style().stroke(path.toString());
    }

    /** Where values lie beyond the axis, how many, and how large the largest is. */
    private Svg beyond(Frame frame) {
        double limit = yAxis.limit();
        Svg group = Svg.of("g");
        for (int place = 0; place < places.count(); place++) {
            int count = 0;
            double largest = 0;
            for (Means line : withoutDots()) {
                double value = line.mean()[place];
                if (value > limit && Double.isFinite(value)) {
                    count++;
                    largest = Math.max(largest, value);
                }
            }
            for (Dots some : dots) {
                for (int i = 0; i < some.values().length; i++) {
                    double value = some.values()[i];
                    if (some.places()[i] == place && value > limit && Double.isFinite(value)) {
                        count++;
                        largest = Math.max(largest, value);
                    }
                }
            }
            if (count > 0) {
                group.with(
                        arrow(
                                frame.x(places.position(place)),
                                places.label(place),
                                count,
                                largest));
            }
        }
        return group;
    }

    private static Svg arrow(double x, String place, int count, double largest) {
        double top = Frame.TOP - 8;
        String path = "M" + Svg.number(x) + " " + Svg.number(top) + "l5 8h-10z";
        String runs = count == 1 ? "1 run" : count + " runs";
        return Svg.of("path")
                .attr("d", path)
                .attr("fill", Palette.TEXT)
                .with(
                        Svg.of("title")
                                .withText(
                                        place
                                                + ": "
                                                + runs
                                                + " beyond the axis, up to "
                                                + Numbers.text(largest)));
    }

    /** Samples of the lines that have a look of their own, with their names. */
    public List<LineChart.LegendEntry> legend() {
        List<LineChart.LegendEntry> entries = new ArrayList<>();
        for (Means line : lines) {
            LineStyle style = line.style();
            if (style != null) {
                entries.add(new LineChart.LegendEntry(style.sample(), line.name()));
            }
        }
        return entries;
    }
}
