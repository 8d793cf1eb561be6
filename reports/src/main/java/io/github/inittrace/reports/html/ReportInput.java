// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html;

import io.github.inittrace.reports.image.WeightMatrix;
import io.github.inittrace.run.AnalysisRecord;
import io.github.inittrace.run.ClassificationRecord;
import io.github.inittrace.run.ConditionalRecord;
import io.github.inittrace.run.RunRecord;
import io.github.inittrace.run.TrainingHistory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything a report shows. Immutable, but for the matrices' values, which are not copied.
 *
 * @param run the run's description
 * @param history what was recorded, from epoch 0 on
 * @param initialWeights the weight matrices before training, in the model's order; empty if there
 *     is no such file
 * @param trainedWeights the weight matrices after training; empty if training left none
 * @param analysis what was found out at the end of the run; null if nothing was asked for
 * @param conditionals where weights ended by where they started, in order of epochs
 * @param classification what the trained classifier takes for what; null if there is no such file
 */
public record ReportInput(
        RunRecord run,
        TrainingHistory history,
        List<WeightMatrix> initialWeights,
        List<WeightMatrix> trainedWeights,
        @Nullable AnalysisRecord analysis,
        List<ConditionalRecord> conditionals,
        @Nullable ClassificationRecord classification) {
    /** A run without what only some runs have. */
    public ReportInput(
            RunRecord run,
            TrainingHistory history,
            List<WeightMatrix> initialWeights,
            List<WeightMatrix> trainedWeights) {
        this(run, history, initialWeights, trainedWeights, null, List.of(), null);
    }

    /** Copies the lists. */
    public ReportInput {
        initialWeights = List.copyOf(initialWeights);
        trainedWeights = List.copyOf(trainedWeights);
        conditionals = List.copyOf(conditionals);
    }

    /** The same run with what was found out at its end. */
    ReportInput with(AnalysisRecord found) {
        return new ReportInput(
                run, history, initialWeights, trainedWeights, found, conditionals, classification);
    }

    /** The same run with where its weights ended by where they started. */
    ReportInput with(List<ConditionalRecord> found) {
        return new ReportInput(
                run, history, initialWeights, trainedWeights, analysis, found, classification);
    }
}
