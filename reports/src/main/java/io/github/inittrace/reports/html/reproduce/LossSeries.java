// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.reproduce;

import io.github.inittrace.reports.chart.LineStyle;
import io.github.inittrace.reports.chart.Series;
import io.github.inittrace.reports.reproduce.MarkVerdicts;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.TrainingHistory;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The losses of a run as lines, from epoch 1 on: that of the untrained network says nothing here. */
final class LossSeries {
    private LossSeries() {}

    static Series training(TrainingHistory history, LineStyle style) {
        return of("training loss", style, history, EpochRecord::epochEndLoss);
    }

    static Series test(TrainingHistory history, LineStyle style) {
        return of("test loss", style, history, MarkVerdicts::test);
    }

    /** A figure by epoch, without the untrained network. */
    static Series of(
            String name,
            LineStyle style,
            TrainingHistory history,
            Function<EpochRecord, @Nullable Double> figure) {
        var trained = history.epochs().stream().filter(record -> record.index() > 0).toList();
        return new Series(
                name,
                style,
                trained.stream().mapToDouble(EpochRecord::index).toArray(),
                trained.stream().mapToDouble(record -> orNaN(figure.apply(record))).toArray());
    }

    static double orNaN(@Nullable Double value) {
        return value == null ? Double.NaN : value;
    }
}
