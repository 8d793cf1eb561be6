// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.kit;

import io.github.inittrace.measure.Histogram;
import io.github.inittrace.measure.Rebinned;
import io.github.inittrace.measure.TensorMeasures;
import io.github.inittrace.reports.chart.HeatMap;
import io.github.inittrace.reports.chart.Scale;
import io.github.inittrace.run.Evolution;
import io.github.inittrace.run.TrainingHistory;
import io.github.inittrace.text.Numbers;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the deviations of a tensor spread over the epochs, as a map: one column an epoch. What lies beyond
 * the bins that an epoch recorded is somewhere there, and nowhere on the map.
 */
public final class DeviationMap {
    private final TrainingHistory history;
    private final Evolution evolution;
    private final int bins;
    private final long error;

    /**
     * A map.
     *
     * @param history the records of the run
     * @param evolution the tensor's deviations over the same bins at some of them
     */
    public DeviationMap(TrainingHistory history, Evolution evolution) {
        this.history = history;
        this.evolution = evolution;
        int bins = 1;
        long error = 0;
        for (Evolution.Row row : evolution.rows()) {
            Rebinned deviations = row.deviations();
            if (deviations != null) {
                bins = deviations.histogram().counts().size();
                error = Math.max(error, deviations.errorBound());
            }
        }
        this.bins = bins;
        this.error = error;
    }

    /**
     * The map itself.
     *
     * @param id an identifier that no other element of the page has
     * @param title what it shows
     */
    public HeatMap draw(String id, String title) {
        double[][] cells = evolution.rows().stream().map(this::counts).toArray(double[][]::new);
        double[] edges = new double[bins + 1];
        for (int i = 0; i <= bins; i++) {
            edges[i] = evolution.low() + i * (evolution.high() - evolution.low()) / bins;
        }
        return HeatMap.of(
                        id,
                        title,
                        columns(),
                        edges,
                        cells,
                        Scale.log(1, most(cells), 4),
                        "weights in a cell")
                .wholeX()
                .axes("epoch", "w − w₀");
    }

    /** Where columns begin and end. */
    private double[] columns() {
        List<Evolution.Row> rows = evolution.rows();
        double[] x = new double[rows.size() + 1];
        for (int i = 0; i < rows.size(); i++) {
            int epoch = rows.get(i).epoch();
            x[i] = i == 0 ? epoch - 0.5 : (rows.get(i - 1).epoch() + epoch) / 2.0;
        }
        x[rows.size()] = rows.get(rows.size() - 1).epoch() + 0.5;
        return x;
    }

    /** The counts of a column; NaN where there are none. */
    double[] counts(Evolution.Row row) {
        double[] cells = new double[bins];
        Arrays.fill(cells, Double.NaN);
        Rebinned deviations = row.deviations();
        if (deviations != null) {
            Histogram own = recorded(row.epoch());
            double[] edges = deviations.histogram().edges();
            List<Long> counts = deviations.histogram().counts();
            for (int i = 0; i < bins; i++) {
                boolean isKnown = own == null || edges[i] < own.high() && edges[i + 1] > own.low();
                cells[i] = isKnown && counts.get(i) > 0 ? counts.get(i) : Double.NaN;
            }
        }
        return cells;
    }

    /** Null where nothing had moved. */
    private @Nullable Histogram recorded(int epoch) {
        return history.epochs().stream()
                .filter(e -> e.index() == epoch)
                .flatMap(e -> e.tensors().stream())
                .filter(t -> t.name().equals(evolution.tensor()))
                .map(TensorMeasures::histogram)
                .filter(h -> h != null && !h.counts().isEmpty())
                .findFirst()
                .orElse(null);
    }

    private static double most(double[][] cells) {
        return Arrays.stream(cells)
                .flatMapToDouble(Arrays::stream)
                .filter(Double::isFinite)
                .reduce(2, Math::max);
    }

    /** What there is to be known about the counts, as sentences. */
    public String caption() {
        return evolution.rows().size()
                + " of "
                + Numbers.count(history.epochs().size())
                + " records. Counts are taken over from the bins of each epoch to those drawn as if"
                + " spread evenly in a bin, so that they may be off by up to "
                + Numbers.count(error)
                + ". What lies beyond an epoch's own bins is not drawn.";
    }
}
