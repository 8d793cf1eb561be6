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

/**
 * How a network diverged.
 *
 * @param run the run
 * @param jump the jump between the lowest training loss and the plateau
 * @param plateau the epoch from which on the training loss stays where it ends
 * @param before the training loss before the jump; NaN if it is not finite, as the next two
 * @param after the training loss at the end
 * @param overfitting the test loss before the jump by its lowest until then
 * @param clipped the share of training examples at the end from which nothing is learned; NaN where
 *     the loss has no clip
 */
public record Divergence(
        RecordedRun run,
        Jump jump,
        int plateau,
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

    /** How a training diverged; empty if it did not, or in its first epochs, where all steps are large. */
    static Optional<Divergence> of(RecordedRun run, TrainingHistory history) {
        EventTime plateau = history.trainingCourse().divergence();
        if (plateau.isCensored()) {
            return Optional.empty();
        }
        int minimum = history.trainingCourse().minimum().map(EventTime::epoch).orElse(0);
        return Jump.of(history, minimum, plateau.epoch())
                .map(jump -> of(run, history, jump, plateau.epoch()));
    }

    private static Divergence of(RecordedRun run, TrainingHistory history, Jump jump, int plateau) {
        Curve loss = curve(history, EpochRecord::epochEndLoss);
        Curve test = curve(history, MarkVerdicts::test);
        double lowest = Double.POSITIVE_INFINITY;
        for (EpochRecord record : history) {
            if (record.index() <= jump.before()) {
                lowest = Math.min(lowest, test.at(record.index())); // NaN if one is
            }
        }
        Double clipped = history.last().deadFraction();
        return new Divergence(
                run,
                jump,
                plateau,
                loss.at(jump.before()),
                loss.last(),
                test.at(jump.before()) / lowest,
                clipped == null ? Double.NaN : clipped);
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
