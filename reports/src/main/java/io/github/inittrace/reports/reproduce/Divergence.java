// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.reproduce;

import io.github.inittrace.measure.EventTime;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.TrainingHistory;
import io.github.inittrace.run.TrainingHistory.Figure;
import io.github.inittrace.sweep.RecordedRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a network diverged.
 *
 * @param run the run
 * @param jump the jump between the lowest training loss and the plateau; null if it came in the first
 *     epochs, where all steps are large
 * @param before the training loss before the jump; NaN if it is not finite or there is no jump
 * @param after the training loss at the end; NaN if it is not finite
 * @param overfitting the test loss before the jump by its lowest until then; NaN as {@code before}
 * @param clipped the share of training examples at the end from which nothing is learned; NaN where
 *     the loss has no clip
 */
public record Divergence(
        RecordedRun run,
        @Nullable Jump jump,
        double before,
        double after,
        double overfitting,
        double clipped) {
    /** From this multiple of its lowest on, a test loss counts as past its minimum. */
    private static final double OVERFITTED = 1.05;

    /**
     * Those of the runs of a plan that diverged.
     *
     * @throws IOException if a run cannot be read; one sentence
     */
    public static List<Divergence> of(Results results, String plan) throws IOException {
        List<Divergence> diverged = new ArrayList<>();
        for (RecordedRun run : results.runs(plan)) {
            of(run, results.folder(run).history()).ifPresent(diverged::add);
        }
        return diverged;
    }

    /** How a training diverged; empty if it did not. */
    static Optional<Divergence> of(RecordedRun run, TrainingHistory history) {
        EventTime plateau = history.trainingCourse().divergence();
        if (plateau.isCensored()) {
            return Optional.empty();
        }
        int minimum = history.trainingCourse().minimum().map(EventTime::epoch).orElse(0);
        Jump jump = Jump.of(history, minimum, plateau.epoch()).orElse(null);
        Curve loss = curve(history, EpochRecord::epochEndLoss);
        Double clipped = history.last().deadFraction();
        return Optional.of(
                new Divergence(
                        run,
                        jump,
                        jump == null ? Double.NaN : loss.at(jump.before()),
                        loss.last(),
                        jump == null ? Double.NaN : overfitting(history, jump),
                        clipped == null ? Double.NaN : clipped));
    }

    private static double overfitting(TrainingHistory history, Jump jump) {
        Curve test = curve(history, MarkVerdicts::test);
        double lowest = Double.POSITIVE_INFINITY;
        for (EpochRecord record : history) {
            if (record.index() <= jump.before()) {
                lowest = Math.min(lowest, test.at(record.index())); // NaN if one is
            }
        }
        return test.at(jump.before()) / lowest;
    }

    private static Curve curve(TrainingHistory history, Figure figure) {
        return new Curve(
                history.epochs().stream().mapToInt(EpochRecord::index).toArray(),
                history.values(figure));
    }

    /** Whether the test loss had clearly risen before the training loss jumped. */
    boolean isPastMinimum() {
        return overfitting >= OVERFITTED;
    }

    /** The units of each hidden layer of the network. */
    int width() {
        return Width.units(run);
    }

    /** The seed of the run. */
    public int seed() {
        return Integer.parseInt(run.run().settings().getOrDefault("seed", "1"));
    }

    /** What tells the network from others, in words. */
    public String name() {
        return "width " + width() + ", seed " + seed();
    }
}
