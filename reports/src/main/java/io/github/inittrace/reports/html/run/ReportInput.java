// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.run;

import io.github.inittrace.reports.image.WeightMatrix;
import io.github.inittrace.run.AnalysisRecord;
import io.github.inittrace.run.BestRecord;
import io.github.inittrace.run.ClassificationRecord;
import io.github.inittrace.run.ConditionalRecord;
import io.github.inittrace.run.RunRecord;
import io.github.inittrace.run.TrainingHistory;
import io.github.inittrace.study.NamedRun;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything a report shows. Immutable, but for the matrices' values, which are not copied.
 *
 * @param named the run: what to call it, its description and its history
 * @param initialWeights the weight matrices before training, in the model's order; empty if there
 *     is no such file
 * @param trainedWeights the weight matrices after training; empty if training left none
 * @param analysis what was found out at the end of the run; null if nothing was asked for
 * @param conditionals where weights ended by where they started, in order of epochs
 * @param classification what the trained classifier takes for what; null if there is no such file
 * @param best the epoch whose network was kept as the best; null if none was
 * @param baseline a run to compare with; null if there is none
 */
public record ReportInput(
        NamedRun named,
        List<WeightMatrix> initialWeights,
        List<WeightMatrix> trainedWeights,
        @Nullable AnalysisRecord analysis,
        List<ConditionalRecord> conditionals,
        @Nullable ClassificationRecord classification,
        @Nullable BestRecord best,
        @Nullable NamedRun baseline) {
    /** More weight matrices than this are not drawn one by one. */
    static final int MOST_MATRICES = 6;

    /** A run on its own, without what only some runs have; called by its id. */
    public ReportInput(
            RunRecord run,
            TrainingHistory history,
            List<WeightMatrix> initialWeights,
            List<WeightMatrix> trainedWeights) {
        this(
                new NamedRun(run.runId(), run, history),
                initialWeights,
                trainedWeights,
                null,
                List.of(),
                null,
                null,
                null);
    }

    /** Copies the lists. */
    public ReportInput {
        initialWeights = List.copyOf(initialWeights);
        trainedWeights = List.copyOf(trainedWeights);
        conditionals = List.copyOf(conditionals);
    }

    /** The run's description. */
    public RunRecord run() {
        return named.run();
    }

    /** What was recorded, from epoch 0 on. */
    public TrainingHistory history() {
        return named.history();
    }

    /** Says that some matrices are not drawn, if that is so. */
    String firstMatricesOnly() {
        long matrices =
                history().first().tensors().stream()
                        .filter(tensor -> tensor.shape().size() == 2)
                        .count();
        return matrices <= MOST_MATRICES
                ? ""
                : " Drawn are the first " + MOST_MATRICES + " of " + matrices + " matrices.";
    }
}
