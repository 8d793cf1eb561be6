// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import io.github.inittrace.analysis.ModelWeights;
import io.github.inittrace.lifecycle.TensorView;
import io.github.inittrace.run.AnalysisRecord;
import io.github.inittrace.run.ConditionalRecord;
import io.github.inittrace.run.Conditionals;
import io.github.inittrace.run.Ending;
import io.github.inittrace.run.RunRecord;
import io.github.inittrace.run.TrainingHistory;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tribuo.Model;
import org.tribuo.Output;

/**
 * A run from its first weights to its last.
 *
 * @param model the trained model, the same the trainer makes alone; with {@link
 *     EarlyStopping#restoreBest} that of the best epoch
 * @param initialModel the model before it saw an example
 * @param record what was trained, on what, by what, and how it ended
 * @param history the records of all epochs; the last describes the trained model
 * @param analysis what the initial and the trained weights tell together; null unless {@link
 *     Recording#analysis} asked for it, or if it failed, which is logged
 * @param folder where the run was written; null if it was not
 * @param best the epoch at which a figure was best, with its model; null unless {@link
 *     Recording#keepBest} or {@link EarlyStopping#restoreBest} asked for it, and where the figure never
 *     was a finite number. The model of a run that was resumed after that epoch has the provenance of
 *     one whose {@linkplain io.github.inittrace.lifecycle.WeightsState#REPLACED weights were
 *     replaced}
 * @param <T> the type of the model's output
 */
public record TracedRun<T extends Output<T>>(
        Model<T> model,
        Model<T> initialModel,
        RunRecord record,
        TrainingHistory history,
        @Nullable AnalysisRecord analysis,
        @Nullable Path folder,
        @Nullable BestEpoch<T> best) {

    /**
     * Where the weights of every matrix of {@code model} ended, by where they started: what a run
     * folder holds as the last lines of {@code conditional.jsonl}, unless the best epoch was restored.
     * Computed anew at every call.
     *
     * @return a record for each weight matrix, in the model's order
     * @throws IllegalArgumentException if the models do not show their weights
     */
    public List<ConditionalRecord> conditionals() {
        int epoch = best != null && best.model() == model ? best.index() : history.last().index();
        return Conditionals.of(epoch, record.architecture(), values(initialModel), values(model));
    }

    private static double[][] values(Model<?> model) {
        return ModelWeights.of(model).stream().map(TensorView::copy).toArray(double[][]::new);
    }

    /** How training ended. */
    public Ending ending() {
        return Objects.requireNonNull(record.ending(), "a traced run has ended");
    }
}
