// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import io.github.inittrace.analysis.EndAnalysis;
import io.github.inittrace.lifecycle.NamelessModel;
import io.github.inittrace.run.AnalysisRecord;
import io.github.inittrace.run.ClassificationRecord;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.run.RunRecord;
import io.github.inittrace.run.SamplePredictions;
import java.util.Map;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.Output;
import org.tribuo.classification.Label;

/**
 * What was found out about the models once training had ended, each null where it was not asked for
 * or could not be had.
 */
record EndArtifacts(
        @Nullable AnalysisRecord analysis,
        @Nullable SamplePredictions samples,
        @Nullable ClassificationRecord classification) {
    /** Of a training that failed. */
    static final EndArtifacts NONE = new EndArtifacts(null, null, null);

    private static final Logger logger = Logger.getLogger(EndArtifacts.class.getName());

    /** What the training data is called among sets of examples. */

    /**
     * Finds out what is to be recorded. Samples and classification are of the first validation set,
     * or else of the training data. What fails is left out with a line in the log: the training is
     * worth more.
     */
    static <T extends Output<T>> EndArtifacts of(
            InitTrace<T> trace,
            RunRecord record,
            Dataset<T> training,
            Model<T> initial,
            Model<T> trained,
            RunSink sink) {
        Recording recording = trace.recording();
        Map<String, Dataset<T>> sets = trace.validation().byName();
        String set = sets.keySet().stream().findFirst().orElse(ValidationSets.TRAINING);
        Dataset<T> data = sets.getOrDefault(set, training);
        int most = set.equals(ValidationSets.TRAINING) ? recording.trainingSample() : data.size();
        String model = trained.getClass().getName();
        return new EndArtifacts(
                recording.hasAnalysis()
                        ? attempt(
                                Level.WARNING,
                                "the end of the run could not be analysed",
                                () -> EndAnalysis.of(initial, trained, training, sets))
                        : null,
                recording.hasSamples()
                                && sink.isExported(trained)
                                && !(trained instanceof NamelessModel)
                        ? attempt(
                                Level.WARNING,
                                model
                                        + " predicts no examples, so there are no "
                                        + RunFolder.SAMPLES,
                                () ->
                                        new SampleTaker<>(
                                                        initial, trained, SampleTaker.MOST_NUMBERS)
                                                .of(set, data))
                        : null,
                recording.hasClassification()
                                && sink.hasFolder()
                                && trained.getOutputIDInfo().getOutput(0) instanceof Label
                        ? attempt(
                                Level.FINE,
                                model
                                        + " predicts no examples, so there is no "
                                        + RunFolder.CLASSIFICATION,
                                () ->
                                        new ConfusionCounter(
                                                        trained.castModel(Label.class),
                                                        record.inputShape() != null)
                                                .of(
                                                        set,
                                                        Dataset.castDataset(data, Label.class),
                                                        most))
                        : null);
    }

    private static <R> @Nullable R attempt(
            Level level, String failed, Supplier<@Nullable R> finding) {
        try {
            return finding.get();
        } catch (RuntimeException e) {
            logger.log(level, failed, e);
            return null;
        }
    }
}
