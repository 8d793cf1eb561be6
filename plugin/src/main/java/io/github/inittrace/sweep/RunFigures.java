// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sweep;

import io.github.inittrace.measure.Direction;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.TrainingHistory;
import io.github.inittrace.run.ValidationRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The key figures of a run, by their paths in its last record, and its lowest test loss. Each figure
 * means the same in every run, so that they make columns.
 */
final class RunFigures {
    /** The figures of one record. */
    static final List<String> OF_EPOCH =
            List.of(
                    "runningLoss",
                    "epochEndLoss",
                    "epochEndAccuracy",
                    "validation.test.loss",
                    "validation.test.accuracy");

    /** The figures of a run. */
    static final List<String> NAMES =
            Stream.concat(
                            OF_EPOCH.stream(),
                            Stream.of(
                                    "lowestTestLoss",
                                    "lowestTestLossEpoch",
                                    "total.norm",
                                    "total.distance",
                                    "total.relativeDistance"))
                    .toList();

    private RunFigures() {}

    /** In the order of {@link #NAMES}. */
    static Map<String, @Nullable Double> of(TrainingHistory history) {
        EpochRecord last = history.last();
        EpochRecord best = history.best(Direction.MINIMISE, RunFigures::testLoss).orElse(null);
        Map<String, @Nullable Double> figures = ofEpoch(last);
        figures.put("lowestTestLoss", best == null ? null : testLoss(best));
        figures.put("lowestTestLossEpoch", best == null ? null : Double.valueOf(best.index()));
        figures.put("total.norm", last.total().norm());
        figures.put("total.distance", last.total().distance());
        figures.put("total.relativeDistance", last.total().relativeDistance());
        return figures;
    }

    /** In the order of {@link #OF_EPOCH}. */
    static Map<String, @Nullable Double> ofEpoch(EpochRecord epoch) {
        ValidationRecord test = test(epoch);
        Map<String, @Nullable Double> figures = new LinkedHashMap<>();
        figures.put("runningLoss", epoch.runningLoss());
        figures.put("epochEndLoss", epoch.epochEndLoss());
        figures.put("epochEndAccuracy", epoch.epochEndAccuracy());
        figures.put("validation.test.loss", testLoss(epoch));
        figures.put("validation.test.accuracy", test == null ? null : test.accuracy());
        return figures;
    }

    private static @Nullable Double testLoss(EpochRecord epoch) {
        ValidationRecord test = test(epoch);
        return test == null ? null : test.loss();
    }

    private static @Nullable ValidationRecord test(EpochRecord epoch) {
        return epoch.validation().stream()
                .filter(set -> set.name().equals("test"))
                .findFirst()
                .orElse(null);
    }
}
