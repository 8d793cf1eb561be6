// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.chart;

import io.github.inittrace.text.Numbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Named bars below each other, in groups with headings, from zero to the right, and marks on their
 * rows for other values of the same. A builder for use by one thread.
 */
public final class RowBars {
    private static final double WIDTH = 540;
    private static final double LEFT = 50;
    private static final double RIGHT = 24;
    private static final double ROW = 19;
    private static final double HEADING = 24;
    private static final double BAR = 12;

    private final String id;
    private final String title;
    private final List<Group> groups = new ArrayList<>();
    private final List<String> marks = new ArrayList<>();

    /** How many kinds of marks, the first ones, the axis has to cover. */
    private int covered;

    private String description = "";
    private String xTitle = "";
    private String bars = "";

    /**
     * Rows that belong together.
     *
     * @param heading what they are
     * @param rows the rows
     */
    public record Group(String heading, List<Row> rows) {
        /** Copies the list. */
        public Group {
            rows = List.copyOf(rows);
        }
    }

    /**
     * A row. The array is not copied.
     *
     * @param name a few letters
     * @param bar how long the bar is; not finite for none
     * @param marks a value for each kind of mark; not finite for none
     */
    public record Row(String name, double bar, double[] marks) {}

    private RowBars(String id, String title) {
        this.id = id;
        this.title = title;
    }

    /**
     * A chart without rows.
     *
     * @param id an identifier that no other element of the page has
     * @param title what it shows
     */
    public static RowBars of(String id, String title) {
        return new RowBars(id, title);
    }

    /** Says in words what there is to see, for those who cannot see it. */
    public RowBars describedAs(String text) {
        description = text;
        return this;
    }

    /** Names the axis, with its unit, and what the bars are. */
    public RowBars axis(String x, String barsAre) {
        xTitle = x;
        bars = barsAre;
        return this;
    }

    /** Adds a kind of mark. */
    public RowBars marks(String name) {
        marks.add(name);
        covered = marks.size();
        return this;
    }

    /** Adds a kind of mark, of which some may lie beyond the axis; then their values stand there. */
    public RowBars distantMarks(String name) {
        marks.add(name);
        return this;
    }

    /** Adds rows below the others. */
    public RowBars group(Group group) {
        groups.add(group);
        return this;
    }

    /** The title. */
    public String title() {
        return title;
    }

    /** Samples of bars and marks with their names. */
    public List<LineChart.LegendEntry> legend() {
        List<LineChart.LegendEntry> entries = new ArrayList<>();
        entries.add(new LineChart.LegendEntry(HistogramChart.barSample(), bars));
        for (int k = 0; k < marks.size(); k++) {
            Svg sample =
                    Svg.of("svg")
                            .attr("viewBox", "0 0 12 12")
                            .attr("width", "12")
                            .attr("height", "12")
                            .attr("aria-hidden", "true")
                            .with(look(k).mark(6, 6));
            entries.add(new LineChart.LegendEntry(sample, marks.get(k)));
        }
        return entries;
    }

    /** Differs from the bars in colour, and in shape from each other. */
    private static LineStyle look(int mark) {
        return LineStyle.of(mark + 1);
    }

    /** The drawing. */
    public Svg drawing() {
        double rows = 0;
        for (Group group : groups) {
            rows += HEADING + ROW * group.rows().size();
        }
        double height = Frame.TOP + rows + 6 + Frame.BOTTOM;
        Scale x = Scale.linear(0, Math.max(longest(), 1e-12), 5);
        Scale y = new Scale(0, 1, false, List.of(), 1);
        Frame frame = new Frame(WIDTH, height, LEFT, RIGHT, x, y);
        Svg drawing = frame.drawing(id, title, description).with(frame.draw(xTitle, ""));
        for (double tick : x.ticks()) { // again above, for the axis may be out of sight
            drawing.with(Svg.label(frame.x(tick), Frame.TOP - 7, "middle", x.label(tick)));
        }
        double at = Frame.TOP;
        for (Group group : groups) {
            drawing.with(
                    Svg.label(LEFT + 6, at + 17, "start", group.heading())
                            .attr("font-weight", "600")
                            .attr("stroke", "#ffffff")
                            .attr("stroke-width", "4")
                            .attr("paint-order", "stroke"));
            at += HEADING;
            for (Row row : group.rows()) {
                drawing.with(drawn(frame, row, at));
                at += ROW;
            }
        }
        return drawing;
    }

    private double longest() {
        return groups.stream()
                .flatMap(group -> group.rows().stream())
                .flatMapToDouble(
                        row ->
                                DoubleStream.concat(
                                        DoubleStream.of(row.bar()),
                                        Arrays.stream(row.marks()).limit(covered)))
                .filter(Double::isFinite)
                .max()
                .orElse(1);
    }

    private Svg drawn(Frame frame, Row row, double top) {
        double middle = top + ROW / 2;
        Svg drawn =
                Svg.of("g")
                        .with(
                                Svg.of("title").withText(inWords(row)),
                                Svg.label(LEFT - 7, middle + 4.5, "end", row.name()));
        if (row.bar() >= 0 && Double.isFinite(row.bar())) {
            drawn.with(
                    Svg.of("rect")
                            .at("x", LEFT)
                            .at("y", middle - BAR / 2)
                            .at("width", frame.x(row.bar()) - LEFT)
                            .at("height", BAR)
                            .attr("fill", Palette.BAR_FILL)
                            .attr("stroke", Palette.BAR));
        }
        for (int k = 0; k < row.marks().length; k++) {
            double value = row.marks()[k];
            if (value >= 0 && value <= frame.x().high()) {
                drawn.with(look(k).mark(frame.x(value), middle));
            } else if (Double.isFinite(value) && value > 0) {
                drawn.with(
                        look(k).mark(WIDTH - RIGHT, middle),
                        Svg.label(
                                        WIDTH - RIGHT - 8,
                                        middle + 4.5,
                                        "end",
                                        Numbers.rough(value) + " →")
                                .attr("stroke", "#ffffff")
                                .attr("stroke-width", "4")
                                .attr("paint-order", "stroke"));
            }
        }
        return drawn;
    }

    private String inWords(Row row) {
        StringBuilder words = new StringBuilder(row.name() + ": " + bars + " " + text(row.bar()));
        for (int k = 0; k < row.marks().length; k++) {
            words.append(", ").append(marks.get(k)).append(' ').append(text(row.marks()[k]));
        }
        return words.toString();
    }

    private static String text(double value) {
        return Double.isFinite(value) ? Numbers.text(value) : "undefined";
    }
}
