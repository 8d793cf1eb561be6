// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.run;

import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.p;
import static j2html.TagCreator.td;

import io.github.inittrace.measure.Histogram;
import io.github.inittrace.measure.Rebinned;
import io.github.inittrace.reports.chart.HeatMap;
import io.github.inittrace.reports.chart.LineStyle;
import io.github.inittrace.reports.chart.Series;
import io.github.inittrace.reports.html.kit.DeviationMap;
import io.github.inittrace.reports.html.kit.Markup;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.Evolution;
import io.github.inittrace.run.TrainingHistory;
import io.github.inittrace.text.Numbers;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** How the deviations of each matrix spread over the epochs, as maps. */
final class DeviationMaps {
    private static final int MOST_EPOCHS = 30;

    private final TrainingHistory history;
    private final List<Evolution> evolutions;
    private final String remark;

    DeviationMaps(ReportInput input) {
        history = input.history();
        remark = input.firstMatricesOnly();
        evolutions =
                history.epochs().size() < 2
                        ? List.of()
                        : Evolution.of(history, MOST_EPOCHS).stream()
                                .filter(this::isMatrix)
                                .limit(ReportInput.MOST_MATRICES)
                                .toList();
    }

    private boolean isMatrix(Evolution evolution) {
        return history.first().tensors().stream()
                .anyMatch(t -> t.name().equals(evolution.tensor()) && t.shape().size() == 2);
    }

    void addTo(List<DomContent> parts) {
        if (evolutions.isEmpty()) {
            return;
        }
        parts.add(h3("Over the epochs"));
        parts.add(
                p(
                        "How w − w₀ spreads, one column an epoch: the stronger a cell's colour, the more"
                                + " weights lie there. The lines are ± the root mean square (rms)."
                                + remark));
        List<DomContent> figures = new ArrayList<>();
        for (int i = 0; i < evolutions.size(); i++) {
            figures.add(map(evolutions.get(i), i));
        }
        parts.add(Markup.multiples(figures));
        parts.add(
                Markup.folded(
                        "The counts behind these maps",
                        Markup.lines(evolutions.stream().map(DeviationMaps::table).toList())));
    }

    private DomContent map(Evolution evolution, int index) {
        List<Evolution.Row> rows = evolution.rows();
        List<String> tips = new ArrayList<>();
        Map<Integer, Double> rms = rms(evolution.tensor());
        double[] epochs = rows.stream().mapToDouble(Evolution.Row::epoch).toArray();
        double[] above = new double[rows.size()];
        double[] below = new double[rows.size()];
        for (int i = 0; i < rows.size(); i++) {
            above[i] = rms.getOrDefault(rows.get(i).epoch(), Double.NaN);
            below[i] = -above[i];
            tips.add(tip(rows.get(i), above[i]));
        }
        LineStyle line = new LineStyle("#000000", "", 0, 1.4);
        DeviationMap map = new DeviationMap(history, evolution);
        HeatMap drawn =
                map.draw("spreading-" + index, evolution.tensor() + ", w − w₀ by epoch")
                        .tips(tips)
                        .line(new Series("rms", line, epochs, above))
                        .line(new Series("−rms", line, epochs, below))
                        .describedAs(String.join(". ", List.of(tips.get(0), last(tips))) + ".");
        return figure(
                h3(evolution.tensor()),
                drawn.drawing(),
                figcaption(map.caption() + " It is in the table."));
    }

    private static String last(List<String> all) {
        return all.get(all.size() - 1);
    }

    private static String tip(Evolution.Row row, double rms) {
        Rebinned deviations = row.deviations();
        if (deviations == null) {
            return "epoch " + row.epoch() + ": some weights are not finite";
        }
        Histogram histogram = deviations.histogram();
        long outside = histogram.below() + histogram.above();
        return "epoch "
                + row.epoch()
                + ": rms "
                + Numbers.text(rms)
                + (outside == 0 ? "" : ", " + Numbers.count(outside) + " outside");
    }

    private Map<Integer, Double> rms(String tensor) {
        Map<Integer, Double> rms = new HashMap<>();
        for (EpochRecord epoch : history) {
            epoch.tensors().stream()
                    .filter(t -> t.name().equals(tensor) && t.rms() != null)
                    .forEach(t -> rms.put(epoch.index(), t.rms()));
        }
        return rms;
    }

    private static DomContent table(Evolution evolution) {
        List<String> heads = new ArrayList<>(List.of("from"));
        evolution.rows().forEach(row -> heads.add("epoch " + row.epoch()));
        List<DomContent> rows = new ArrayList<>();
        double[] edges = new double[0];
        for (Evolution.Row row : evolution.rows()) {
            edges = row.deviations() == null ? edges : row.deviations().histogram().edges();
        }
        rows.add(counts("below", evolution, Histogram::below));
        for (int i = 0; i < edges.length - 1; i++) {
            int bin = i;
            rows.add(counts(Numbers.text(edges[i]), evolution, h -> h.counts().get(bin)));
        }
        rows.add(counts("above", evolution, Histogram::above));
        return Markup.numbers("w − w₀ of " + evolution.tensor() + " by epoch", heads, rows);
    }

    private static DomContent counts(
            String name, Evolution evolution, Function<Histogram, Long> count) {
        List<DomContent> cells = new ArrayList<>();
        for (Evolution.Row row : evolution.rows()) {
            Rebinned deviations = row.deviations();
            cells.add(
                    deviations == null ? td() : Markup.count(count.apply(deviations.histogram())));
        }
        return Markup.row(name, cells);
    }
}
