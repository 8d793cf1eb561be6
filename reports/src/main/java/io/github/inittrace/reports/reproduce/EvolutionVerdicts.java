// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.reproduce;

import io.github.inittrace.measure.EventTime;
import io.github.inittrace.measure.Movement;
import io.github.inittrace.run.TrainingHistory;
import io.github.inittrace.sweep.RecordedRun;
import io.github.inittrace.text.Numbers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether the loss and the distance from the start jump together, as arXiv:2012.02550 says of
 * unstable networks; and the same of an instability that a step of the learning rate forces, where
 * none comes by itself.
 */
public final class EvolutionVerdicts {
    /** The plan in which the rate is raised. */
    public static final String FORCED = "rate-step";

    private static final List<String> MARKED =
            List.of(MarkVerdicts.STABLE.plan(), MarkVerdicts.UNSTABLE.plan());

    private EvolutionVerdicts() {}

    static List<Finding> of(Results results) throws IOException {
        Comparison comparison = Comparison.of(results, "hasyv2", Scale.MEDIUM);
        DivergenceVerdicts marked = DivergenceVerdicts.of(comparison, results, MARKED);
        return List.of(
                marked.together(),
                forced(comparison, results),
                marked.overfitting(),
                minima(comparison, results));
    }

    private static Finding forced(Comparison comparison, Results results) throws IOException {
        int together = 0;
        List<String> epochs = new ArrayList<>();
        List<RecordedRun> runs = results.runs(FORCED);
        for (RecordedRun run : runs) {
            TrainingHistory history = results.folder(run).history();
            Optional<Jump> jump = Jump.of(history, 0, history.last().index());
            together += jump.filter(Jump::isTogether).isPresent() ? 1 : 0;
            epochs.add(jump.map(j -> j.loss() + " and " + j.distance()).orElse("none"));
        }
        return comparison.statement(
                "", // it bears on no claim: the paper's jumps come by themselves
                "forced by 20 times the rate: loss and distance jump together",
                "not published: ours, in case that no network diverges by itself",
                together + " of " + runs.size() + "; epochs " + String.join(", ", epochs),
                runs.isEmpty() ? Verdict.NOT_TESTED : Comparison.verdict(together == runs.size()),
                Jump.TOGETHER + ", in every run",
                "a forced jump is no evidence that one comes by itself");
    }

    private static Finding minima(Comparison comparison, Results results) throws IOException {
        List<String> found = new ArrayList<>();
        boolean near = true;
        double least = 1;
        for (String plan : MARKED) {
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
        Verdict verdict = found.isEmpty() ? Verdict.NOT_TESTED : Comparison.verdict(near, least);
        return comparison
                .statement(
                        "C3",
                        "training finds minima near the start only",
                        "where weights leave their start, the loss is lost (no number)",
                        "correlation of "
                                + JointVerdicts.MATRIX
                                + " with its start at the lowest training loss, "
                                + String.join("; ", found),
                        TrainingLength.ofPaper(results, MARKED).lasting(verdict),
                        "0.5 or more at every minimum, which is our line")
                .remarked("that there are none farther away cannot be shown by training");
    }
}
