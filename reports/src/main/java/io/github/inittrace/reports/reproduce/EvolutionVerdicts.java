// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.reproduce;

import io.github.inittrace.measure.EventTime;
import io.github.inittrace.measure.Movement;
import io.github.inittrace.measure.TensorMeasures;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.TrainingHistory;
import io.github.inittrace.sweep.RecordedRun;
import io.github.inittrace.text.Numbers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Whether the loss and the distance from the start jump together, as arXiv:2012.02550 says of
 * unstable networks; and the same of an instability that a step of the learning rate forces, where
 * none comes by itself.
 */
public final class EvolutionVerdicts {
    /** The plan in which the rate is raised. */
    public static final String FORCED = "rate-step";

    private static final int PUBLISHED_EPOCHS = 1000;

    /** The first epochs move weights most, in every network. */
    private static final int WARM_UP = 5;

    /** From this multiple of its lowest on, a test loss counts as past its minimum. */
    private static final double OVERFITTED = 1.05;

    private EvolutionVerdicts() {}

    static List<Finding> of(Results results) throws IOException {
        Comparison comparison = Comparison.of(results, "hasyv2", Scale.MEDIUM);
        List<Finding> findings = new ArrayList<>();
        findings.add(byItself(comparison, results));
        findings.add(forced(comparison, results));
        findings.add(overfitting(comparison, results));
        findings.add(minima(comparison, results));
        return findings;
    }

    private static Finding byItself(Comparison comparison, Results results) throws IOException {
        List<RecordedRun> runs = results.runs(MarkVerdicts.UNSTABLE.plan());
        int diverged = 0;
        int together = 0;
        List<String> epochs = new ArrayList<>();
        for (RecordedRun run : runs) {
            TrainingHistory history = results.folder(run).history();
            EventTime divergence = history.trainingCourse().divergence();
            int minimum = history.trainingCourse().minimum().map(EventTime::epoch).orElse(0);
            if (!divergence.isCensored()) {
                diverged++;
                int loss = largestStep(history, EpochRecord::epochEndLoss);
                int distance = largestStep(history, EvolutionVerdicts::distance);
                together +=
                        distance >= minimum
                                        && distance <= divergence.epoch()
                                        && Math.abs(distance - loss) <= apart(loss)
                                ? 1
                                : 0;
                epochs.add(
                        "loss at "
                                + loss
                                + ", distance at "
                                + distance
                                + ", divergence at "
                                + divergence.epoch());
            }
        }
        int last = results.epochs(MarkVerdicts.UNSTABLE.plan());
        return comparison.statement(
                "C2",
                "in unstable networks, deviation and loss jump together",
                "they do (no number)",
                diverged == 0
                        ? "none of " + runs.size() + " networks diverged within " + last + " epochs"
                        : together + " of " + diverged + ": " + String.join("; ", epochs),
                diverged == 0 ? Verdict.NOT_TESTED : Comparison.verdict(together == diverged),
                "the largest steps of both, between lowest loss and divergence, are at most an epoch or"
                        + " 2 % of the epochs until then apart",
                last < PUBLISHED_EPOCHS
                        ? "trained for " + last + " of the published 1000 epochs"
                        : "");
    }

    private static Finding forced(Comparison comparison, Results results) throws IOException {
        int together = 0;
        List<String> epochs = new ArrayList<>();
        List<RecordedRun> runs = results.runs(FORCED);
        for (RecordedRun run : runs) {
            TrainingHistory history = results.folder(run).history();
            int loss = largestStep(history, EpochRecord::epochEndLoss);
            int distance = largestStep(history, EvolutionVerdicts::distance);
            together += Math.abs(loss - distance) <= apart(loss) ? 1 : 0;
            epochs.add(loss + " and " + distance);
        }
        return comparison.statement(
                "", // it bears on no claim: the paper's jumps come by themselves
                "forced by 20 times the rate: loss and distance take their largest step together",
                "not published: ours, in case that no network diverges by itself",
                together + " of " + runs.size() + "; epochs " + String.join(", ", epochs),
                runs.isEmpty() ? Verdict.NOT_TESTED : Comparison.verdict(together == runs.size()),
                "at most an epoch apart in every run",
                "a forced jump is no evidence that one comes by itself");
    }

    /** How many epochs may lie between steps that count as one jump. */
    private static int apart(int epoch) {
        return Math.max(1, epoch / 50);
    }

    private static Finding overfitting(Comparison comparison, Results results) throws IOException {
        int diverged = 0;
        int inside = 0;
        for (RecordedRun run : results.runs(MarkVerdicts.UNSTABLE.plan())) {
            TrainingHistory history = results.folder(run).history();
            EventTime divergence = history.trainingCourse().divergence();
            if (!divergence.isCensored()) {
                diverged++;
                inside += isPastMinimum(history) ? 1 : 0;
            }
        }
        return comparison.statement(
                "C2",
                "they jump while the network overfits: the test loss is past its minimum",
                "inside the overfitting region (no number)",
                diverged == 0 ? "no network diverged" : inside + " of " + diverged + " networks",
                diverged == 0 ? Verdict.NOT_TESTED : Comparison.verdict(inside == diverged),
                "before the largest step of the training loss the test loss is 5 % above its lowest, in"
                        + " all that diverge",
                "");
    }

    /** Whether the test loss had clearly risen before the training loss jumped. */
    static boolean isPastMinimum(TrainingHistory history) {
        int jump = largestStep(history, EpochRecord::epochEndLoss);
        double lowest = Double.POSITIVE_INFINITY;
        double before = Double.NaN;
        for (EpochRecord record : history) {
            Double test = MarkVerdicts.test(record);
            if (record.index() < jump && test != null) {
                before = test;
                lowest = Math.min(lowest, test);
            }
        }
        return before >= OVERFITTED * lowest;
    }

    private static Finding minima(Comparison comparison, Results results) throws IOException {
        List<String> found = new ArrayList<>();
        boolean near = true;
        double least = 1;
        for (String plan : List.of(MarkVerdicts.STABLE.plan(), MarkVerdicts.UNSTABLE.plan())) {
            for (RecordedRun run : results.runs(plan)) {
                TrainingHistory history = results.folder(run).history();
                int minimum = history.trainingCourse().minimum().map(EventTime::epoch).orElse(0);
                double correlation =
                        history.epochs().stream()
                                .filter(record -> record.index() == minimum)
                                .mapToDouble(
                                        record ->
                                                JointVerdicts.movement(
                                                        record, Movement::correlation))
                                .findFirst()
                                .orElse(Double.NaN);
                near &= correlation >= 0.5;
                least = Math.min(least, correlation); // NaN if one is
                found.add(plan + ": " + Numbers.text(correlation) + " at epoch " + minimum);
            }
        }
        return comparison.statement(
                "C3",
                "training finds minima near the start only",
                "where weights leave their start, the loss is lost (no number)",
                "correlation of "
                        + JointVerdicts.MATRIX
                        + " with its start at the lowest training loss, "
                        + String.join("; ", found),
                found.isEmpty()
                        ? Verdict.NOT_TESTED
                        : comparison.soFar(Comparison.verdict(near, least)),
                "0.5 or more at every minimum, which is our line",
                "that there are none farther away cannot be shown by training");
    }

    /** The epoch that ends with the largest step up, after the first few. */
    static int largestStep(
            TrainingHistory history, Function<EpochRecord, @Nullable Double> figure) {
        double largest = 0;
        int at = 0;
        Double before = null;
        for (EpochRecord record : history) {
            Double now = figure.apply(record);
            if (before != null
                    && now != null
                    && record.index() > WARM_UP
                    && now - before > largest) {
                largest = now - before;
                at = record.index();
            }
            before = now;
        }
        return at;
    }

    private static @Nullable Double distance(EpochRecord record) {
        return record.tensors().stream()
                .filter(tensor -> tensor.name().equals(JointVerdicts.MATRIX))
                .map(TensorMeasures::distance)
                .findFirst()
                .orElse(null);
    }
}
