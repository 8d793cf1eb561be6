// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html;

import io.github.inittrace.reports.check.NamedRun;
import io.github.inittrace.reports.image.WeightMatrix;
import io.github.inittrace.run.AnalysisRecord;
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
 * @param baseline a run to compare with; null if there is none
 */
public record ReportInput(
        RunRecord run,
        TrainingHistory history,
        List<WeightMatrix> initialWeights,
        List<WeightMatrix> trainedWeights,
        @Nullable AnalysisRecord analysis,
        @Nullable NamedRun baseline) {
    /** A run without an analysis of its end, on its own. */
    public ReportInput(
            RunRecord run,
            TrainingHistory history,
            List<WeightMatrix> initialWeights,
            List<WeightMatrix> trainedWeights) {
        this(run, history, initialWeights, trainedWeights, null, null);
    }

    /** A run on its own. */
    public ReportInput(
            RunRecord run,
            TrainingHistory history,
            List<WeightMatrix> initialWeights,
            List<WeightMatrix> trainedWeights,
            @Nullable AnalysisRecord analysis) {
        this(run, history, initialWeights, trainedWeights, analysis, null);
    }

    /** Copies the lists. */
    public ReportInput {
        initialWeights = List.copyOf(initialWeights);
        trainedWeights = List.copyOf(trainedWeights);
    }
}
