// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

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

    private final String id;
    private final String title;
    private final double low;
    private final double high;
    private final List<Long> counts;
    private String description = "";
    private String xTitle = "";
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
                counts.stream().filter(c -> c > 0).sorted(Comparator.reverseOrder()).toList();
        return sorted.size() > TOWERS && sorted.get(0) > TOWERING * sorted.get(TOWERS - 1);
    }

    /** The drawing. */
    public Svg drawing() {
        boolean log = isLogarithmic();
        long max = Math.max(1, counts.stream().mapToLong(Long::longValue).max().orElse(1));
        Scale x = Scale.exactly(low, high, 4);
        Scale y = log ? Scale.log(0.5, max, 4) : Scale.wholeFromZero(max, 4);
        Frame frame = new Frame(WIDTH, HEIGHT, LEFT, RIGHT, x, y);
        String yTitle = log ? "count per bin, log axis" : "count per bin";
        return frame.drawing(id, title, description)
                .with(frame.draw(xTitle, yTitle), bars(frame))
                .with(marks.stream().filter(m -> m >= low && m <= high).map(m -> mark(frame, m)));
    }

    private Svg bars(Frame frame) {
        double width = (high - low) / counts.size();
        double floor = HEIGHT - Frame.BOTTOM;
        StringBuilder outline = new StringBuilder();
        outline.append('M').append(point(frame.x(low), floor));
        for (int i = 0; i < counts.size(); i++) {
            double top = counts.get(i) == 0 ? floor : frame.y(counts.get(i));
            outline.append('L')
                    .append(point(frame.x(low + i * width), top))
                    .append('L')
                    .append(point(frame.x(low + (i + 1) * width), top));
        }
        outline.append('L').append(point(frame.x(high), floor)).append('Z');
        return Svg.of("path").attr("d", outline.toString()).attr("fill", Palette.BAR);
    }

    private static Svg mark(Frame frame, double value) {
        double x = frame.x(value);
        return Svg.line(x, Frame.TOP, x, HEIGHT - Frame.BOTTOM, "#d55e00", 1.6)
                .attr("stroke-dasharray", "5 3");
    }

    private static String point(double x, double y) {
        return Svg.number(x) + " " + Svg.number(y);
    }
}
