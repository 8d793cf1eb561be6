// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Counts in bins of equal width, as bars. A builder for use by one thread. The count axis is
 * logarithmic when few bins tower over all others.
 */
public final class HistogramChart {
    private static final double WIDTH = 360;
    private static final double HEIGHT = 230;
    private static final double LEFT = 62;
    private static final double RIGHT = 14;
    private static final double TOWERING = 5;
    private static final int TOWERS = 10;
    private static final String OUTLINE = "#b3400a";
    private static final String LAW = "#000000";

    private final String id;
    private final String title;
    private final double low;
    private final double high;
    private final List<Long> counts;
    private String description = "";
    private String xTitle = "";
    private List<Long> others = List.of();
    private List<Double> expected = List.of();
    private final List<Double> marks = new ArrayList<>();

    private HistogramChart(String id, String title, double low, double high, List<Long> counts) {
        this.id = id;
        this.title = title;
        this.low = low;
        this.high = high;
        this.counts = List.copyOf(counts);
    }

    /**
     * A histogram.
     *
     * @param id an identifier that no other element of the page has
     * @param title what it shows
     * @param low the lower edge of the first bin
     * @param high the upper edge of the last bin
     * @param counts how many values each bin has
     */
    public static HistogramChart of(
            String id, String title, double low, double high, List<Long> counts) {
        if (counts.isEmpty()) {
            throw new IllegalArgumentException("a histogram needs at least one bin, found none");
        }
        return new HistogramChart(id, title, low, high, counts);
    }

    /** Says in words what there is to see, for those who cannot see it. */
    public HistogramChart describedAs(String text) {
        description = text;
        return this;
    }

    /**
     * Draws other counts in the same bins as an outline over the bars.
     *
     * @param outline as many counts as there are bins
     */
    public HistogramChart comparedWith(List<Long> outline) {
        if (outline.size() != counts.size()) {
            throw new IllegalArgumentException(
                    "an outline needs "
                            + counts.size()
                            + " counts as the bars have, found "
                            + outline.size());
        }
        others = List.copyOf(outline);
        return this;
    }

    /**
     * Draws what a law would have in each bin as a dashed outline.
     *
     * @param law as many expected counts as there are bins
     */
    public HistogramChart expecting(List<Double> law) {
        if (law.size() != counts.size()) {
            throw new IllegalArgumentException(
                    "a law needs "
                            + counts.size()
                            + " expected counts as there are bars, found "
                            + law.size());
        }
        expected = List.copyOf(law);
        return this;
    }

    /** A sample of the law's line, for a legend beside the chart. */
    public static Svg lawSample() {
        return sample().with(Svg.line(0, 5, 18, 5, LAW, 1.6).attr("stroke-dasharray", "4 2"));
    }

    /** A sample of the bars' colour, for a legend beside the chart. */
    public static Svg barSample() {
        return sample().with(
                        Svg.of("rect")
                                .at("x", 0.5)
                                .at("y", 0.5)
                                .at("width", 17)
                                .at("height", 9)
                                .attr("fill", Palette.BAR_FILL)
                                .attr("stroke", Palette.BAR));
    }

    /** A sample of the outline, for a legend beside the chart. */
    public static Svg outlineSample() {
        return sample().with(Svg.line(0, 5, 18, 5, OUTLINE, 2));
    }

    private static Svg sample() {
        return Svg.of("svg")
                .at("width", 18)
                .at("height", 10)
                .attr("viewBox", "0 0 18 10")
                .attr("aria-hidden", "true");
    }

    /** Names the horizontal axis, with its unit. */
    public HistogramChart axis(String x) {
        xTitle = x;
        return this;
    }

    /** Marks a value with a vertical line. */
    public HistogramChart mark(double x) {
        marks.add(x);
        return this;
    }

    /** The title. */
    public String title() {
        return title;
    }

    /** Whether the count axis is logarithmic: the largest bin is far above the tenth largest. */
    public boolean isLogarithmic() {
        List<Long> sorted =
                Stream.concat(counts.stream(), others.stream())
                        .filter(c -> c > 0)
                        .sorted(Comparator.reverseOrder())
                        .toList();
        return sorted.size() > TOWERS && sorted.get(0) > TOWERING * sorted.get(TOWERS - 1);
    }

    /** The drawing. */
    public Svg drawing() {
        boolean log = isLogarithmic();
        long max =
                Stream.concat(counts.stream(), others.stream())
                        .mapToLong(Long::longValue)
                        .reduce(1, Math::max);
        double tallest = expected.stream().reduce((double) max, Math::max);
        max = (long) Math.ceil(tallest);
        Scale x = Scale.exactly(low, high, 4);
        Scale y = log ? Scale.log(0.5, max, 4) : Scale.wholeFromZero(max, 4);
        Frame frame = new Frame(WIDTH, HEIGHT, LEFT, RIGHT, x, y);
        String yTitle = log ? "count per bin, log axis" : "count per bin";
        return frame.drawing(id, title, description)
                .with(frame.draw(xTitle, yTitle), bars(frame))
                .with(others.isEmpty() ? List.of() : List.of(outline(frame)))
                .with(expected.isEmpty() ? List.of() : List.of(law(frame)))
                .with(marks.stream().filter(m -> m >= low && m <= high).map(m -> mark(frame, m)));
    }

    private Svg bars(Frame frame) {
        return Svg.of("path")
                .attr("d", steps(frame, counts) + "Z")
                .attr("fill", Palette.BAR_FILL)
                .attr("stroke", Palette.BAR)
                .at("stroke-width", 1);
    }

    private Svg outline(Frame frame) {
        return Svg.of("path")
                .attr("d", steps(frame, others))
                .attr("fill", "none")
                .attr("stroke", OUTLINE)
                .at("stroke-width", 1.8);
    }

    private Svg law(Frame frame) {
        return Svg.of("path")
                .attr("d", steps(frame, expected))
                .attr("fill", "none")
                .attr("stroke", LAW)
                .at("stroke-width", 1.6)
                .attr("stroke-dasharray", "4 2");
    }

    private String steps(Frame frame, List<? extends Number> heights) {
        double width = (high - low) / heights.size();
        double floor = HEIGHT - Frame.BOTTOM;
        StringBuilder path = new StringBuilder();
        path.append('M').append(point(frame.x(low), floor));
        for (int i = 0; i < heights.size(); i++) {
            double height = heights.get(i).doubleValue();
            double top = height <= frame.y().low() ? floor : frame.y(height);
            path.append('L')
                    .append(point(frame.x(low + i * width), top))
                    .append('L')
                    .append(point(frame.x(low + (i + 1) * width), top));
        }
        return path.append('L').append(point(frame.x(high), floor)).toString();
    }

    private static Svg mark(Frame frame, double value) {
        double x = frame.x(value);
        return Svg.line(x, Frame.TOP, x, HEIGHT - Frame.BOTTOM, OUTLINE, 1.6)
                .attr("stroke-dasharray", "5 3");
    }

    private static String point(double x, double y) {
        return Svg.number(x) + " " + Svg.number(y);
    }
}
