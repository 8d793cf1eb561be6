// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.sweep;

import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.p;
import static j2html.TagCreator.td;
import static j2html.TagCreator.text;

import io.github.inittrace.reports.chart.CellChart;
import io.github.inittrace.reports.html.kit.Markup;
import io.github.inittrace.reports.html.kit.Section;
import io.github.inittrace.study.RunSummary;
import io.github.inittrace.sweep.AxisScale;
import io.github.inittrace.sweep.SweepAxis;
import io.github.inittrace.sweep.SweepGroup;
import io.github.inittrace.sweep.SweepSummary;
import io.github.inittrace.text.Numbers;
import io.github.inittrace.text.SafeText;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The main figures over each pair of axes, whatever the runs have on the others. */
final class MapsSection {
    private static final int MOST_AXES = 3;

    /** Larger maps could not be read. */
    private static final int MOST_PLACES = 100;

    private static final List<SweepFigure> FIGURES =
            List.of(
                    SweepFigure.TEST_LOSS,
                    SweepFigure.LOWEST_TEST_LOSS,
                    SweepFigure.TEST_ERROR,
                    SweepFigure.MOVED,
                    SweepFigure.TRAINING_LOSS);

    /** As many charts of a pair as are drawn unless more are chosen. */
    private static final int MOST_CHARTS = 4;

    private final SweepSummary summary;
    private final List<AxisScale> axes;
    private final List<SweepFigure> figures;
    private final int charts;
    private int maps;

    private MapsSection(SweepSummary summary, SweepChoices choices) {
        this.summary = summary;
        boolean areChosen = !choices.mapAxes().isEmpty();
        axes =
                axes(summary, choices.mapAxes()).stream()
                        .map(axis -> AxisScale.of(axis, summary.sweep()))
                        .filter(axis -> fits(axis, areChosen))
                        .limit(areChosen ? Integer.MAX_VALUE : MOST_AXES)
                        .toList();
        boolean isChosen = !choices.mapFigures().isEmpty();
        figures =
                isChosen
                        ? choices.mapFigures().stream().map(key -> chosen(summary, key)).toList()
                        : LossesSection.present(summary, FIGURES);
        charts = isChosen ? figures.size() : Math.min(MOST_CHARTS, figures.size());
    }

    /**
     * The maps.
     *
     * @throws IllegalArgumentException if an axis or a figure is chosen that there is not
     */
    static Section of(SweepSummary summary, SweepChoices choices) {
        return new Section(
                "maps", "Heat maps", "Pairs of axes", new MapsSection(summary, choices).parts());
    }

    private static boolean fits(AxisScale axis, boolean isChosen) {
        int places = axis.values().size();
        if (isChosen && places > MOST_PLACES) {
            throw new IllegalArgumentException(
                    "heat maps have room for "
                            + MOST_PLACES
                            + " values of an axis, found "
                            + places
                            + " of "
                            + axis.axis().name()
                            + "; choose another axis");
        }
        return places <= MOST_PLACES;
    }

    private static List<SweepAxis> axes(SweepSummary summary, List<String> chosen) {
        List<SweepAxis> varied = SweepLayout.varied(summary);
        if (chosen.isEmpty()) {
            return varied;
        }
        return chosen.stream()
                .map(
                        name ->
                                varied.stream()
                                        .filter(axis -> axis.name().equals(name))
                                        .findFirst()
                                        .orElseThrow(
                                                () ->
                                                        absent(
                                                                "axis",
                                                                name,
                                                                varied.stream()
                                                                        .map(SweepAxis::name)
                                                                        .toList())))
                .toList();
    }

    private static SweepFigure chosen(SweepSummary summary, String key) {
        List<SweepFigure> all = LossesSection.present(summary, SweepFigure.all(summary));
        return all.stream()
                .filter(figure -> figure.key().equals(key))
                .findFirst()
                .orElseThrow(
                        () -> absent("figure", key, all.stream().map(SweepFigure::key).toList()));
    }

    private static IllegalArgumentException absent(String what, String name, List<String> known) {
        return new IllegalArgumentException(
                "the sweep has no "
                        + what
                        + " '"
                        + SafeText.of(name)
                        + "'; "
                        + (known.isEmpty() ? "it has none" : "it has " + String.join(", ", known)));
    }

    private List<DomContent> parts() {
        List<DomContent> parts = new ArrayList<>();
        if (axes.size() < 2 || figures.isEmpty()) {
            return parts;
        }
        boolean others = SweepLayout.varied(summary).size() > 2;
        parts.add(
                p(
                        "Each cell is the mean of all finished runs there"
                                + (others ? ", whatever they have on the other axes" : "")
                                + "; the tables say of how many."));
        for (int i = 0; i < axes.size(); i++) {
            for (int j = i + 1; j < axes.size(); j++) {
                pair(axes.get(i), axes.get(j), parts);
            }
        }
        return parts;
    }

    private void pair(AxisScale x, AxisScale y, List<DomContent> parts) {
        List<List<List<RunSummary>>> cells = cells(x, y);
        List<DomContent> drawn = new ArrayList<>();
        for (SweepFigure figure : figures.subList(0, charts)) {
            drawn.add(map(x, y, cells, figure));
        }
        String names = x.axis().name() + " × " + y.axis().name();
        parts.add(h3(names));
        parts.add(Markup.pairs(drawn));
        List<DomContent> rows = new ArrayList<>();
        List<String> heads = new ArrayList<>(List.of(x.axis().name(), y.axis().name(), "runs"));
        figures.forEach(figure -> heads.add(figure.title()));
        for (int i = 0; i < cells.size(); i++) {
            for (int j = 0; j < cells.get(i).size(); j++) {
                List<RunSummary> runs = cells.get(i).get(j);
                if (rows.size() < GroupTable.MOST_ROWS) {
                    List<DomContent> row = new ArrayList<>();
                    row.add(td(y.label(j)));
                    row.add(Markup.count(runs.size()));
                    figures.forEach(
                            f -> row.add(Markup.statistics(f.statistics(runs), runs.size())));
                    rows.add(Markup.row(x.label(i), row));
                }
            }
        }
        int all = x.values().size() * y.values().size();
        String title =
                "Figures by "
                        + names
                        + (all > rows.size() ? ", the first " + rows.size() + " of " + all : "");
        parts.add(Markup.foldedIfLong(rows.size(), title, Markup.numbers(title, heads, rows)));
    }

    /** The runs by place of the first and of the second axis. */
    private List<List<List<RunSummary>>> cells(AxisScale x, AxisScale y) {
        List<List<List<RunSummary>>> cells = new ArrayList<>();
        for (int i = 0; i < x.values().size(); i++) {
            List<List<RunSummary>> column = new ArrayList<>();
            y.values().forEach(any -> column.add(new ArrayList<>()));
            cells.add(column);
        }
        for (SweepGroup group : summary.groups()) {
            int i = place(x, group);
            int j = place(y, group);
            cells.get(i).get(j).addAll(summary.of(group));
        }
        return cells;
    }

    private static int place(AxisScale scale, SweepGroup group) {
        SweepAxis axis = scale.axis();
        return scale.values().indexOf(group.values().get(axis.name()));
    }

    private DomContent map(
            AxisScale x, AxisScale y, List<List<List<RunSummary>>> cells, SweepFigure figure) {
        double[][] values = new double[cells.size()][];
        for (int i = 0; i < values.length; i++) {
            values[i] =
                    cells.get(i).stream().mapToDouble(r -> figure.statistics(r).mean()).toArray();
        }
        CellChart chart =
                CellChart.of("map-" + ++maps, figure.title(), labels(x), labels(y), values)
                        .axes(x.axis().name(), y.axis().name())
                        .describedAs(inWords(x, y, values));
        return figure(h3(chart.title()), text("\n"), chart.drawing(), figcaption(chart.remark()));
    }

    private static List<String> labels(AxisScale scale) {
        return IntStream.range(0, scale.values().size()).mapToObj(scale::label).toList();
    }

    private static String inWords(AxisScale x, AxisScale y, double[][] values) {
        int[] low = null;
        int[] high = null;
        for (int i = 0; i < values.length; i++) {
            for (int j = 0; j < values[i].length; j++) {
                if (Double.isFinite(values[i][j])) {
                    low = low == null || values[i][j] < values[low[0]][low[1]] ? at(i, j) : low;
                    high =
                            high == null || values[i][j] > values[high[0]][high[1]]
                                    ? at(i, j)
                                    : high;
                }
            }
        }
        return low == null || high == null
                ? "No value."
                : "Lowest "
                        + place(x, y, values, low)
                        + ", highest "
                        + place(x, y, values, high)
                        + ".";
    }

    private static int[] at(int i, int j) {
        return new int[] {i, j};
    }

    private static String place(AxisScale x, AxisScale y, double[][] values, int[] at) {
        return Numbers.text(values[at[0]][at[1]])
                + " at "
                + x.axis().name()
                + " "
                + x.label(at[0])
                + " and "
                + y.axis().name()
                + " "
                + y.label(at[1]);
    }
}
