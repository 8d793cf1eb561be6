// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.run;

import io.github.inittrace.measure.Direction;
import io.github.inittrace.measure.TensorMeasures;
import io.github.inittrace.reports.chart.LineChart;
import io.github.inittrace.reports.chart.LineStyle;
import io.github.inittrace.reports.chart.Series;
import io.github.inittrace.reports.html.kit.ChartFigure;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.TrainingHistory;
import io.github.inittrace.run.ValidationRecord;
import io.github.inittrace.text.Numbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Lines by epoch out of a run's records, and charts of them. Immutable. */
final class EpochSeries {
    static final String AXIS = "epoch (0 = untrained)";

    /** The axis of error rates: of accuracies near 1, the differences could not be seen. */
    static final String WRONG = "classified wrongly, %";

    private final TrainingHistory history;
    private final List<EpochRecord> epochs;
    private final List<TensorMeasures> tensors;

    EpochSeries(TrainingHistory history) {
        this.history = history;
        epochs = history.epochs();
        tensors = history.first().tensors();
    }

    Series of(String name, int style, Function<EpochRecord, @Nullable Double> measure) {
        return of(name, LineStyle.of(style), measure);
    }

    Series total(Function<TensorMeasures, @Nullable Double> measure) {
        return of("all parameters", LineStyle.summary(), epoch -> measure.apply(epoch.total()));
    }

    /** A line for each tensor that is as asked for at the start. */
    List<Series> perTensor(
            Predicate<TensorMeasures> which, Function<TensorMeasures, @Nullable Double> measure) {
        List<Series> lines = new ArrayList<>();
        for (int i = 0; i < tensors.size(); i++) {
            int tensor = i;
            if (which.test(tensors.get(i))) {
                lines.add(
                        of(
                                tensors.get(i).name(),
                                i,
                                e ->
                                        tensor < e.tensors().size()
                                                ? measure.apply(e.tensors().get(tensor))
                                                : null));
            }
        }
        return lines;
    }

    /** A line for each validation set. */
    List<Series> perSet(Function<ValidationRecord, @Nullable Double> measure) {
        List<Series> lines = new ArrayList<>();
        for (int i = 0; i < sets(); i++) {
            int set = i;
            lines.add(of(setName(i), i + 1, e -> validation(e, set, measure)));
        }
        return lines;
    }

    Series of(String name, LineStyle style, Function<EpochRecord, @Nullable Double> measure) {
        double[] x = epochs.stream().mapToDouble(EpochRecord::index).toArray();
        return new Series(name, style, x, history.values(measure::apply));
    }

    /** A chart of those lines that have a value, as long as the run. */
    LineChart chart(String id, String title, List<Series> lines) {
        LineChart chart = LineChart.of(id, title).describedAs(ChartFigure.inWords(lines));
        lines.stream()
                .filter(line -> Arrays.stream(line.y()).anyMatch(Double::isFinite))
                .forEach(chart::line);
        return chart.xTo(last());
    }

    /** The error rate in percent; null where there is no accuracy. */
    static @Nullable Double wrong(@Nullable Double accuracy) {
        return accuracy == null ? null : Numbers.wrongInPercent(accuracy);
    }

    /** The index of the last epoch. */
    int last() {
        return epochs.get(epochs.size() - 1).index();
    }

    /** The name of the first validation set. */
    String firstSet() {
        return setName(0);
    }

    /** The epoch at which the first validation set has its lowest loss. */
    OptionalInt lowestValidationLoss() {
        return history.best(Direction.MINIMISE, e -> validation(e, 0, ValidationRecord::loss))
                .map(epoch -> OptionalInt.of(epoch.index()))
                .orElse(OptionalInt.empty());
    }

    private int sets() {
        return epochs.get(0).validation().size();
    }

    private String setName(int set) {
        return epochs.get(0).validation().get(set).name();
    }

    private static @Nullable Double validation(
            EpochRecord epoch, int set, Function<ValidationRecord, @Nullable Double> measure) {
        return set < epoch.validation().size() ? measure.apply(epoch.validation().get(set)) : null;
    }
}
