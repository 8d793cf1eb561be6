// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.samples;

import io.github.inittrace.mlp.FeatureScaling;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.trace.InitTrace;
import io.github.inittrace.trace.TracedRun;
import java.nio.file.Path;
import java.util.List;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.classification.Label;

/** The README's sample for Java. */
final class FirstRun {
    private FirstRun() {}

    /** Trains and returns the model before and after. */
    static List<Model<Label>> of(Dataset<Label> trainSet, Dataset<Label> testSet, Path folder) {
        // README: begin
        MLPClassificationTrainer trainer = MLPClassificationTrainer.builder()
                .hiddenLayers(64, 64)
                .epochs(5)
                .featureScaling(FeatureScaling.DIVIDE_BY_255)
                .build();

        TracedRun<Label> run = InitTrace.of(trainer)
                .validateOn("test", testSet)
                .runFolder(folder)
                .run(trainSet);

        for (EpochRecord epoch : run.history()) {
            System.out.println(epoch.index() + " " + epoch.epochEndLoss() + " " + epoch.total().distance());
        }
        Model<Label> before = run.initialModel();
        Model<Label> after = run.model();
        // README: end
        return List.of(before, after);
    }
}
