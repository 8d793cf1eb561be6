// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.study;

import io.github.inittrace.measure.Direction;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.RunRecord;
import io.github.inittrace.run.TrainingHistory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/**
 * A loss or an accuracy that is followed while a training goes on.
 *
 * @param path where it is in a record
 * @param direction whether less or more of it is better
 */
public record WatchedFigure(FigurePath path, Direction direction) {
    private static final List<String> OF_EVERY_RUN =
            List.of("epochEndLoss", "epochEndAccuracy", "runningLoss");

    /**
     * Finds a figure.
     *
     * @param text its path, such as {@code validation.test.loss}
     * @param sets the names of the validation sets
     * @throws IllegalArgumentException if records have no loss or accuracy of that path; the message
     *     lists those that they have
     */
    public static WatchedFigure of(String text, Collection<String> sets) {
        List<String> known = new ArrayList<>();
        for (String set : sets) {
            known.add("validation." + set + ".loss");
            known.add("validation." + set + ".accuracy");
        }
        known.addAll(OF_EVERY_RUN);
        FigurePath path = new FigurePath(text);
        if (!known.contains(text)) {
            throw new IllegalArgumentException(
                    "a figure to watch is a loss or an accuracy of every record: expected one of "
                            + String.join(", ", known)
                            + ", found '"
                            + text
                            + "'");
        }
        return new WatchedFigure(path, Objects.requireNonNull(path.direction(), text));
    }

    /**
     * Its value in a record.
     *
     * @return NaN where the record has none, or none that is finite
     */
    public double at(RunRecord run, EpochRecord epoch) {
        try {
            NamedRun named = new NamedRun(run.runId(), run, new TrainingHistory(List.of(epoch)));
            Double value = path.at(named, epoch);
            return value == null ? Double.NaN : value;
        } catch (FigurePath.UnknownFigureException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
