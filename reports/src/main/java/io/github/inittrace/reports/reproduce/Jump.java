// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.reproduce;

import io.github.inittrace.alarms.SampleSeries;
import io.github.inittrace.measure.TensorMeasures;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.TrainingHistory;
import io.github.inittrace.run.TrainingHistory.Figure;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A jump of the training loss, its largest step up, and what the distance of the matrix between the
 * hidden layers does meanwhile. A number that is not finite counts as infinite.
 *
 * @param before the last epoch before the jump: steps right before the largest that are at least a tenth
 *     as large are of the same jump
 * @param loss the epoch that ends with the largest step of the loss
 * @param distance the epoch that ends with the largest step of the distance in the jump, or right after it:
 *     within an epoch, or 2 % of the epochs until then
 * @param factor the size of that step by the median of the ten before the jump; NaN if there are fewer
 *     than five
 */
public record Jump(int before, int loss, int distance, double factor) {
    /**
     * The largest such factor in the smooth trainings that thresholds of alarms come from. One whose
     * loss goes up and comes back has larger ones: a factor tells no divergence from a spike.
     */
    static final double USUAL = 4.3;

    /** When a distance jumps with the loss, in words. */
    static final String TOGETHER =
            "where the loss jumps, or within an epoch or 2 % of the epochs after, the distance of "
                    + JointVerdicts.MATRIX
                    + " takes a step of more than "
                    + USUAL
                    + " times the median of the ten before, or of five at least";

    /** The first epochs move weights most, in every network: no jump can be told from that. */
    static final int WARM_UP = 5;

    private static final double SAME_JUMP = 0.1;
    private static final int USUAL_STEPS = 10;
    private static final int FEWEST_STEPS = 5;

    /**
     * The jump of a training.
     *
     * @param history its epochs
     * @param after the epoch after which to look for it
     * @param until the last epoch to look at
     * @return none if the loss does not step up there, or in the first five epochs only
     */
    static Optional<Jump> of(TrainingHistory history, int after, int until) {
        int[] epochs = history.epochs().stream().mapToInt(EpochRecord::index).toArray();
        double[] losses = steps(history, EpochRecord::epochEndLoss);
        double[] distances = steps(history, Jump::distance);
        int from = past(epochs, Math.max(after, WARM_UP));
        int to = past(epochs, until);
        int loss = largest(losses, from, to);
        if (from >= to || !(losses[loss] > 0)) {
            return Optional.empty();
        }
        int first = loss;
        while (first > 1 && losses[first - 1] >= SAME_JUMP * losses[loss]) {
            first--;
        }
        int distance =
                largest(
                        distances,
                        first,
                        past(epochs, epochs[loss] + Math.max(1, epochs[loss] / 50)));
        return Optional.of(
                new Jump(
                        epochs[first - 1],
                        epochs[loss],
                        epochs[distance],
                        Math.abs(distances[distance]) / usual(distances, first)));
    }

    /** Whether the distance jumps with the loss. */
    boolean isTogether() {
        return factor > USUAL;
    }

    /** By how much a figure changes to each record; 0 to the first, which is the start. */
    private static double[] steps(TrainingHistory history, Figure figure) {
        double[] values =
                Arrays.stream(history.values(figure))
                        .map(value -> Double.isFinite(value) ? value : Double.POSITIVE_INFINITY)
                        .toArray();
        double[] steps = new double[values.length];
        for (int i = 1; i < steps.length; i++) {
            steps[i] = values[i] - values[i - 1]; // NaN where neither is finite
        }
        return steps;
    }

    /** The first record past an epoch. */
    private static int past(int[] epochs, int epoch) {
        int record = 0;
        while (record < epochs.length && epochs[record] <= epoch) {
            record++;
        }
        return record;
    }

    /** The record with the largest step of some, the first of equals. */
    private static int largest(double[] steps, int from, int to) {
        int largest = from;
        for (int i = from; i < to; i++) {
            largest = steps[i] > steps[largest] ? i : largest;
        }
        return largest;
    }

    /** The median size of the steps right before a record. */
    private static double usual(double[] steps, int before) {
        double[] some = Arrays.copyOfRange(steps, Math.max(1, before - USUAL_STEPS), before);
        return some.length < FEWEST_STEPS ? Double.NaN : SampleSeries.medianMagnitude(some);
    }

    private static @Nullable Double distance(EpochRecord record) {
        return record.tensors().stream()
                .filter(tensor -> tensor.name().equals(JointVerdicts.MATRIX))
                .findFirst()
                .map(TensorMeasures::distance)
                .orElse(null);
    }
}
