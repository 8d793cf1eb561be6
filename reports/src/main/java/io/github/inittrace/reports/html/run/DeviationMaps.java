// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.run;

import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.p;
import static j2html.TagCreator.td;

import io.github.inittrace.measure.Histogram;
import io.github.inittrace.measure.Rebinned;
import io.github.inittrace.measure.TensorMeasures;
import io.github.inittrace.reports.chart.HeatMap;
import io.github.inittrace.reports.chart.LineStyle;
import io.github.inittrace.reports.chart.Scale;
import io.github.inittrace.reports.chart.Series;
import io.github.inittrace.reports.html.kit.Markup;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.Evolution;
import io.github.inittrace.run.TrainingHistory;
import io.github.inittrace.text.Numbers;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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
        double[] x = new double[rows.size() + 1];
        double[][] cells = new double[rows.size()][];
        List<String> tips = new ArrayList<>();
        Map<Integer, Double> rms = rms(evolution.tensor());
        double[] epochs = rows.stream().mapToDouble(Evolution.Row::epoch).toArray();
        double[] above = new double[rows.size()];
        double[] below = new double[rows.size()];
        int bins = 0;
        long error = 0;
        for (int i = 0; i < rows.size(); i++) {
            x[i] = i == 0 ? epochs[0] - 0.5 : (epochs[i - 1] + epochs[i]) / 2;
            Rebinned deviations = rows.get(i).deviations();
            bins = deviations == null ? bins : deviations.histogram().counts().size();
            error = deviations == null ? error : Math.max(error, deviations.errorBound());
            above[i] = rms.getOrDefault(rows.get(i).epoch(), Double.NaN);
            below[i] = -above[i];
            tips.add(tip(rows.get(i), above[i]));
        }
        x[rows.size()] = epochs[rows.size() - 1] + 0.5;
        for (int i = 0; i < rows.size(); i++) {
            cells[i] = counts(rows.get(i), evolution, bins);
        }
        double[] edges = new double[bins + 1];
        for (int i = 0; i <= bins; i++) {
            edges[i] = evolution.low() + i * (evolution.high() - evolution.low()) / bins;
        }
        LineStyle line = new LineStyle("#000000", "", 0, 1.4);
        HeatMap map =
                HeatMap.of(
                                "spreading-" + index,
                                evolution.tensor() + ", w − w₀ by epoch",
                                x,
                                edges,
                                cells,
                                Scale.log(1, most(cells), 4),
                                "weights in a cell")
                        .wholeX()
                        .axes("epoch", "w − w₀")
                        .tips(tips)
                        .line(new Series("rms", line, epochs, above))
                        .line(new Series("−rms", line, epochs, below))
                        .describedAs(String.join(". ", List.of(tips.get(0), last(tips))) + ".");
        return figure(
                h3(evolution.tensor()),
                map.drawing(),
                figcaption(
                        rows.size()
                                + " of "
                                + Numbers.count(history.epochs().size())
                                + " records. Counts are taken over from the bins of each epoch to those"
                                + " drawn as if spread evenly in a bin. What lies beyond an epoch's own"
                                + " bins is not drawn, but in the table, whose counts may be off by up"
                                + " to "
                                + Numbers.count(error)
                                + "."));
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

    /** What lies beyond the bins that were recorded is somewhere there, and nowhere on the map. */
    private double[] counts(Evolution.Row row, Evolution evolution, int bins) {
        double[] cells = new double[bins];
        Arrays.fill(cells, Double.NaN);
        Rebinned deviations = row.deviations();
        if (deviations != null) {
            Histogram own = recorded(row.epoch(), evolution.tensor());
            double[] edges = deviations.histogram().edges();
            List<Long> counts = deviations.histogram().counts();
            for (int i = 0; i < bins; i++) {
                boolean isKnown = own == null || edges[i] < own.high() && edges[i + 1] > own.low();
                cells[i] = isKnown && counts.get(i) > 0 ? counts.get(i) : Double.NaN;
            }
        }
        return cells;
    }

    private static double most(double[][] cells) {
        return Arrays.stream(cells)
                .flatMapToDouble(Arrays::stream)
                .filter(Double::isFinite)
                .reduce(2, Math::max);
    }

    /** Null where nothing had moved. */
    private @Nullable Histogram recorded(int epoch, String tensor) {
        return history.epochs().stream()
                .filter(e -> e.index() == epoch)
                .flatMap(e -> e.tensors().stream())
                .filter(t -> t.name().equals(tensor))
                .map(TensorMeasures::histogram)
                .filter(h -> h != null && !h.counts().isEmpty())
                .findFirst()
                .orElse(null);
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
