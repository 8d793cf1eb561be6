// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.chart;

import java.util.ArrayList;
import java.util.List;

/**
 * Regions of a plane of places and epochs, and means over them. A region has a colour and, where it
 * is large enough, a letter. A builder for use by one thread.
 */
public final class PhaseChart {
    private static final double WIDTH = 540;
    private static final double HEIGHT = 360;
    private static final double LEFT = 60;
    private static final double RIGHT = 16;

    /** From so many epochs on, the axis of epochs is logarithmic. */
    private static final int LONG = 100;

    private static final double ROOM_FOR_LETTER = 15;
    private static final double APART = 7;

    private final String id;
    private final String title;
    private final Places places;
    private final int lastEpoch;
    private final List<Block> blocks = new ArrayList<>();
    private final List<Means> lines = new ArrayList<>();
    private String description = "";
    private String xTitle = "";

    /**
     * What a region is.
     *
     * @param name in words
     * @param letter in a letter
     * @param colour of {@link Palette}
     * @param opacity of the colour
     */
    public record Region(String name, String letter, String colour, double opacity) {
        /** A sample for a legend. */
        private Svg sample() {
            return Svg.of("svg")
                    .attr("viewBox", "0 0 22 14")
                    .attr("width", "22")
                    .attr("height", "14")
                    .attr("aria-hidden", "true")
                    .with(fill(0, 0, 22, 14));
        }

        private Svg fill(double x, double y, double width, double height) {
            return Svg.of("rect")
                    .at("x", x)
                    .at("y", y)
                    .at("width", width)
                    .at("height", height)
                    .attr("fill", colour)
                    .at("fill-opacity", opacity);
        }
    }

    /** A region at a place from one epoch to another. */
    private record Block(int place, double from, double to, Region region) {}

    private PhaseChart(String id, String title, Places places, int lastEpoch) {
        this.id = id;
        this.title = title;
        this.places = places;
        this.lastEpoch = lastEpoch;
    }

    /**
     * An empty chart.
     *
     * @param id an identifier that no other element of the page has
     * @param title what it shows
     * @param places the horizontal axis
     * @param lastEpoch where the vertical axis ends
     */
    public static PhaseChart of(String id, String title, Places places, int lastEpoch) {
        return new PhaseChart(id, title, places, Math.max(1, lastEpoch));
    }

    /** Says in words what there is to see, for those who cannot see it. */
    public PhaseChart describedAs(String text) {
        description = text;
        return this;
    }

    /** Names the horizontal axis. */
    public PhaseChart xTitle(String text) {
        xTitle = text;
        return this;
    }

    /** Adds a region at a place, between two epochs, which need not be whole numbers. */
    public PhaseChart block(int place, double from, double to, Region region) {
        blocks.add(new Block(place, from, to, region));
        return this;
    }

    /** Adds epochs with their spread. */
    public PhaseChart line(Means line) {
        lines.add(line);
        return this;
    }

    /** Samples of regions and lines with their names. */
    public List<LineChart.LegendEntry> legend() {
        List<LineChart.LegendEntry> entries = new ArrayList<>();
        blocks.stream()
                .map(Block::region)
                .distinct()
                .forEach(
                        r ->
                                entries.add(
                                        new LineChart.LegendEntry(
                                                r.sample(), r.name() + " (" + r.letter() + ")")));
        for (Means line : lines) {
            LineStyle style = line.style();
            if (style != null) {
                entries.add(new LineChart.LegendEntry(style.sample(), line.name()));
            }
        }
        return entries;
    }

    /** The drawing. */
    public Svg drawing() {
        boolean log = lastEpoch >= LONG;
        Scale y = log ? Scale.log(1, lastEpoch, 6) : Scale.whole(0, lastEpoch, 6);
        Frame frame = new Frame(WIDTH, HEIGHT, LEFT, RIGHT, Places.scale(), y);
        String x = places.isLogarithmic() ? xTitle + ", log axis" : xTitle;
        Svg drawing =
                frame.drawing(id, title, description)
                        .with(frame.draw(x, log ? "epoch, log axis" : "epoch"), places.draw(frame));
        Svg letters = Svg.of("g");
        for (Block block : blocks) {
            draw(frame, block, drawing, letters);
        }
        drawing.with(letters);
        for (int i = 0; i < lines.size(); i++) {
            double shift = (i - (lines.size() - 1) / 2.0) * APART;
            drawing.with(lines.get(i).draw(frame, places, shift, true, y.low()));
        }
        return drawing;
    }

    private void draw(Frame frame, Block block, Svg cells, Svg letters) {
        double left = frame.x(places.edge(block.place()));
        double right = frame.x(places.edge(block.place() + 1));
        double top = frame.y(clamped(frame, block.to()));
        double bottom = frame.y(clamped(frame, block.from()));
        if (bottom - top < 0.01) {
            return;
        }
        cells.with(
                block.region()
                        .fill(left, top, right - left, bottom - top)
                        .attr("shape-rendering", "crispEdges"));
        if (bottom - top >= ROOM_FOR_LETTER && right - left >= ROOM_FOR_LETTER) {
            // In the lower corner, where the lines seldom are.
            letters.with(Svg.label(left + 9, bottom - 4, "middle", block.region().letter()));
        }
    }

    private static double clamped(Frame frame, double epoch) {
        return Math.max(frame.y().low(), Math.min(frame.y().high(), epoch));
    }
}
