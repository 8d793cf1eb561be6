// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.samples;

import io.github.inittrace.mlp.Adam;
import io.github.inittrace.mlp.FeatureScaling;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.mlp.PlateauRate;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.trace.EarlyStopping;
import io.github.inittrace.trace.InitTrace;
import io.github.inittrace.trace.Recording;
import io.github.inittrace.trace.Schedule;
import io.github.inittrace.trace.TracedRun;
import java.nio.file.Path;
import org.tribuo.Dataset;
import org.tribuo.classification.Label;

/** The page's sample of what callbacks do elsewhere, for Java. */
final class ComingFrom {
    private ComingFrom() {}

    /** Trains with all of them; the losses are those of the run. */
    static TracedRun<Label> of(
            Dataset<Label> trainSet, Dataset<Label> testSet, Path folder, Path logs) {
        // sample: begin
        MLPClassificationTrainer trainer =
                MLPClassificationTrainer.builder()
                        .hiddenLayers(32)
                        .epochs(20)
                        .optimiser(new Adam())
                        .learningRate(0.01)
                        .schedule(new PlateauRate(0.5, 3)) // ReduceLROnPlateau
                        .featureScaling(FeatureScaling.DIVIDE_BY_255)
                        .build();

        TracedRun<Label> run =
                InitTrace.of(trainer)
                        .validateOn("test", testSet) // validation_data
                        .earlyStopping( // EarlyStopping, and ModelCheckpoint of the best
                                EarlyStopping.on("validation.test.loss").restoreBest(true))
                        .recording( // ModelCheckpoint of all
                                Recording.full().checkpoints(Schedule.every(10)))
                        .tensorBoard(logs) // TensorBoard(histogram_freq=1)
                        .listener( // a callback of your own, with on_epoch_end
                                epoch -> {
                                    if (epoch.training().loss() < 0.001) {
                                        epoch.requestStop("good enough");
                                    }
                                })
                        .runFolder(folder) // CSVLogger: epochs.jsonl has every figure
                        .run(trainSet); // fit

        double[] losses = run.history().values(EpochRecord::epochEndLoss); // History
        // sample: end
        if (losses.length != run.history().epochs().size()) {
            throw new IllegalStateException("expected a loss for every record");
        }
        return run;
    }
}
