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
 * @param model the trained model, the same the trainer makes alone
 * @param initialModel the model before it saw an example
 * @param record what was trained, on what, by what, and how it ended
 * @param history the records of all epochs; the last describes {@code model}
 * @param analysis what the initial and the trained weights tell together; null unless {@link
 *     Recording#analysis} asked for it, or if it failed, which is logged
 * @param folder where the run was written; null if it was not
 * @param <T> the type of the model's output
 */
public record TracedRun<T extends Output<T>>(
        Model<T> model,
        Model<T> initialModel,
        RunRecord record,
        TrainingHistory history,
        @Nullable AnalysisRecord analysis,
        @Nullable Path folder) {

    /**
     * Where the weights of every matrix ended, by where they started: what a run folder holds as
     * the last lines of {@code conditional.jsonl}. Computed anew at every call.
     *
     * @return a record for each weight matrix, in the model's order
     * @throws IllegalArgumentException if the models do not show their weights
     */
    public List<ConditionalRecord> conditionals() {
        return Conditionals.of(
                history.last().index(), record.architecture(), values(initialModel), values(model));
    }

    private static double[][] values(Model<?> model) {
        return ModelWeights.of(model).stream().map(TensorView::copy).toArray(double[][]::new);
    }

    /** How training ended. */
    public Ending ending() {
        return Objects.requireNonNull(record.ending(), "a traced run has ended");
    }
}
