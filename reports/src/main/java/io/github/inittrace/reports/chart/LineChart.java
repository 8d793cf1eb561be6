// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.chart;

import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Lines over a shared axis, of whole numbers unless told otherwise, such as losses by epoch. A builder: set it up, then
 * take the drawing, the legend and the remarks. Of long series each column of
 * the drawing keeps its first, lowest, highest and last point; a missing value is a gap. For use by one thread.
 */
public final class LineChart {
    /** The ratio beyond which losses and error rates are drawn on a logarithmic axis. */
    public static final double DECADE = 10;

    private static final double WIDTH = 540;
    private static final double HEIGHT = 300;
    private static final double LEFT = 72;
    private static final double RIGHT = 16;
    private static final double LABELLED_RIGHT = 50;

    /** The most points to draw, but for markers: with many lines, columns are wider than a unit. */
    private static final double MOST_POINTS = 30_000;

    /** About the width of a letter, on the large side. */
    private static final double LETTER = 8;

    private static final int MARK_EVERY_POINT = 40;
    private static final int SPARSE_MARKS = 8;

    private final String id;
    private final String title;
    private String description = "";
    private String xTitle = "";
    private String yTitle = "";
    private boolean anyNumbers;
    private double xEnd;
    private double width = WIDTH;
    private double height = HEIGHT;
    private final List<Series> series = new ArrayList<>();
    private final List<Series> faint = new ArrayList<>();
    private final List<Band> bands = new ArrayList<>();
    private final List<CurvePainter.EndLabel> labels = new ArrayList<>();
    private final List<Mark> marks = new ArrayList<>();

    private final VerticalAxis yAxis = new VerticalAxis(this::numbers);

    private record Mark(double x, String text) {}

    private LineChart(String id, String title) {
        this.id = id;
        this.title = title;
    }

    /**
     * A chart without lines.
     *
     * @param id an identifier that no other element of the page has
     * @param title what it shows
     */
    public static LineChart of(String id, String title) {
        return new LineChart(id, title);
    }

    /** Says in words what there is to see, for those who cannot see it. */
    public LineChart describedAs(String text) {
        description = text;
        return this;
    }

    /** Names the axes, with units; a logarithmic axis says so by itself. */
    public LineChart axes(String x, String y) {
        xTitle = x;
        yTitle = y;
        return this;
    }

    /**
     * Makes the vertical axis logarithmic if the largest positive value is more than this many
     * times the smallest. Without it the axis is linear.
     */
    public LineChart logWhenOver(double ratio) {
        yAxis.logRatio = ratio;
        return this;
    }

    /** Starts a linear vertical axis at zero. */
    public LineChart fromZero() {
        yAxis.fromZero = true;
        return this;
    }

    /**
     * Keeps what happens later visible: the values at position 0, those of the untrained network,
     * do not count for whether the axis is logarithmic, and are beyond a linear axis of which they
     * would take more than half. Lines then come in from the edge, which says from where.
     */
    public LineChart cutStart() {
        yAxis.cutStart = true;
        return this;
    }

    /** Makes the vertical axis reach at least this value. */
    public LineChart upTo(double top) {
        yAxis.top = top;
        return this;
    }

    /** Makes the horizontal axis one of any numbers, exactly as long as the lines. */
    public LineChart anyNumbers() {
        anyNumbers = true;
        return this;
    }

    /** Makes the horizontal axis reach at least this position, so that charts can share it. */
    public LineChart xTo(double end) {
        xEnd = end;
        return this;
    }

    /** Adds a line. */
    public LineChart line(Series line) {
        series.add(line);
        return this;
    }

    /** Adds a line with a short word beside its end. */
    public LineChart line(Series line, String label) {
        labels.add(new CurvePainter.EndLabel(line, label));
        return line(line);
    }

    /** Adds a line behind the others, without markers and without an entry in the legend. */
    public LineChart faint(Series line) {
        faint.add(line);
        return this;
    }

    /** Adds an area behind the lines. */
    public LineChart band(Band band) {
        if (!band.isEmpty()) {
            bands.add(band);
        }
        return this;
    }

    /** Marks a position on the horizontal axis with a few words. */
    public LineChart mark(double x, String text) {
        marks.add(new Mark(x, text));
        return this;
    }

    /** The title. */
    public String title() {
        return title;
    }

    /** What there is to see, in words. */
    public String description() {
        return description;
    }

    /** Whether there is anything to draw. */
    public boolean isEmpty() {
        return all().noneMatch(s -> s.values().findAny().isPresent());
    }

    /** Whether the vertical axis is logarithmic. */
    public boolean isLogarithmic() {
        return yAxis.isLogarithmic();
    }

    /** What a reader must know besides the axis titles; empty if nothing. */
    public String remark() {
        if (yAxis.isCut()) {
            return "The start lies beyond the axis, which says where.";
        }
        boolean hidden = isLogarithmic() && numbers(false).anyMatch(v -> v <= 0);
        return hidden
                ? "Zeros have no place on a logarithmic axis: their markers lie on its lower edge."
                : "";
    }

    /** Samples of the lines with their names, in order. */
    public List<LegendEntry> legend() {
        return entries(series, LineStyle::sample);
    }

    /** One entry for each look, with the names of all lines that have it. */
    static List<LegendEntry> entries(List<Series> lines, Function<LineStyle, Svg> sample) {
        Map<LineStyle, String> names = new LinkedHashMap<>();
        lines.forEach(line -> names.merge(line.style(), line.name(), (a, b) -> a + " and " + b));
        return names.entrySet().stream()
                .map(entry -> new LegendEntry(sample.apply(entry.getKey()), entry.getValue()))
                .toList();
    }

    /**
     * An entry of the legend.
     *
     * @param sample a picture of the line
     * @param name what it is
     */
    public record LegendEntry(DomContent sample, String name) {}

    /** The drawing. */
    public Svg drawing() {
        return frame().drawing(id, title, description).with(body());
    }

    /** Where the axes lie. */
    Frame frame() {
        double right = labels.isEmpty() ? RIGHT : LABELLED_RIGHT;
        return new Frame(width, height, LEFT, right, xScale(), yAxis.scale());
    }

    /** The drawing without its size, title and description. */
    Svg body() {
        Frame frame = frame();
        String y = frame.y().logarithmic() ? yTitle + ", log axis" : yTitle;
        Svg drawing = Svg.of("g").with(frame.draw(xTitle, y));
        notes(frame).forEach(drawing::with);
        CurvePainter curves = new CurvePainter(frame, column(), kept());
        String xName = xName();
        CutStart cut = yAxis.isCut() ? new CutStart(frame, xName) : null;
        for (Band band : bands) {
            drawing.with(curves.band(cut == null ? band : cut.clipped(band)));
        }
        for (Series line : faint) {
            drawing.with(curves.plain(cut == null ? line : cut.clipped(line)));
        }
        for (int i = 0; i < series.size(); i++) {
            Series line = series.get(i);
            IntPredicate marked = marked(line, i);
            drawing.with(
                    cut == null
                            ? curves.line(line, marked, xName)
                            : curves.line(cut.clipped(line), cut.without(line, marked), xName));
        }
        if (cut != null) {
            drawing.with(cut.label(series));
        }
        return labels.isEmpty() ? drawing : drawing.with(curves.ends(labels));
    }

    /** Which points have markers: all if they are few, else some, not those of the line before. */
    private IntPredicate marked(Series line, int index) {
        int points = line.y().length;
        int every = points <= MARK_EVERY_POINT * width / WIDTH ? 1 : points / SPARSE_MARKS;
        int offset = every * index / Math.max(1, series.size());
        return i -> i % every == offset;
    }

    private double column() {
        double most = 4 * width * (series.size() + faint.size());
        return Math.max(1, most / MOST_POINTS);
    }

    private Set<Double> kept() {
        return marks.stream().map(Mark::x).collect(Collectors.toSet());
    }

    private Stream<Series> all() {
        return Stream.concat(series.stream(), faint.stream());
    }

    /** All that is drawn, or only what is not at the start. */
    private DoubleStream numbers(boolean later) {
        DoubleStream lines = all().flatMapToDouble(line -> values(line.x(), line.y(), later));
        DoubleStream edges =
                bands.stream()
                        .flatMapToDouble(
                                band ->
                                        DoubleStream.concat(
                                                values(band.x(), band.low(), later),
                                                values(band.x(), band.high(), later)));
        return DoubleStream.concat(lines, edges);
    }

    private static DoubleStream values(double[] x, double[] y, boolean later) {
        return IntStream.range(0, x.length)
                .filter(i -> !later || x[i] > 0)
                .mapToDouble(i -> y[i])
                .filter(v -> Math.abs(v) <= Scale.LARGEST);
    }

    private String xName() {
        return xTitle.isEmpty() ? "at" : xTitle.replaceFirst(" \\(.*", "");
    }

    private Scale xScale() {
        double first = 0;
        double last = xEnd;
        for (Series line : all().toList()) {
            for (double x : line.x()) {
                first = Math.min(first, Math.max(x, -Scale.LARGEST));
                last = Math.max(last, Math.min(x, Scale.LARGEST));
            }
        }
        boolean isRange = first < last; // not where all lie at 0, or there are none
        return anyNumbers
                ? Scale.exactly(first, isRange ? last : 1, 6)
                : Scale.whole((int) first, (int) last, 6);
    }

    /** Lines with a few words, above the plot while there is room, the others below each other. */
    private List<Svg> notes(Frame frame) {
        List<Svg> notes = new ArrayList<>();
        double taken = Double.NEGATIVE_INFINITY;
        int row = 0;
        for (Mark mark : marks) {
            double x = frame.x(mark.x());
            double width = LETTER * mark.text().length();
            boolean before = Note.isLeft(frame, x);
            row = x - (before ? width : 0) > taken ? 0 : row + 1;
            taken = Math.max(taken, x + (before ? 0 : width));
            notes.add(Note.draw(frame, x, mark.text(), row));
        }
        return notes;
    }

    /** Makes the drawing of another size, for a place among others. */
    public LineChart sized(double newWidth, double newHeight) {
        width = newWidth;
        height = newHeight;
        return this;
    }
}
