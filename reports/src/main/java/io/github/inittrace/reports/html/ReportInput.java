// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html;

import io.github.inittrace.reports.image.WeightMatrix;
import io.github.inittrace.run.AnalysisRecord;
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
 */
public record ReportInput(
        RunRecord run,
        TrainingHistory history,
        List<WeightMatrix> initialWeights,
        List<WeightMatrix> trainedWeights,
        @Nullable AnalysisRecord analysis,
        List<ConditionalRecord> conditionals) {
    /** A run without what only some runs have. */
    public ReportInput(
            RunRecord run,
            TrainingHistory history,
            List<WeightMatrix> initialWeights,
            List<WeightMatrix> trainedWeights) {
        this(run, history, initialWeights, trainedWeights, null, List.of());
    }

    /** A run without conditional distributions. */
    public ReportInput(
            RunRecord run,
            TrainingHistory history,
            List<WeightMatrix> initialWeights,
            List<WeightMatrix> trainedWeights,
            @Nullable AnalysisRecord analysis) {
        this(run, history, initialWeights, trainedWeights, analysis, List.of());
    }

    /** Copies the lists. */
    public ReportInput {
        initialWeights = List.copyOf(initialWeights);
        trainedWeights = List.copyOf(trainedWeights);
        conditionals = List.copyOf(conditionals);
    }
}
