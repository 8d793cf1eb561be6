// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.samples;

import io.github.inittrace.mlp.FeatureScaling;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.trace.InitTrace;
import io.github.inittrace.trace.Recording;
import io.github.inittrace.trace.Resume;
import io.github.inittrace.trace.Schedule;
import io.github.inittrace.trace.TracedRun;
import java.nio.file.Path;
import org.tribuo.Dataset;
import org.tribuo.classification.Label;

/** The pages' sample of a run that goes on. */
final class GoOn {
    private GoOn() {}

    /** Trains two epochs, and two more. */
    static TracedRun<Label> of(Dataset<Label> trainSet, Dataset<Label> testSet, Path folder) {
        trace(2, testSet, folder).run(trainSet);
        InitTrace<Label> trace = trace(4, testSet, folder);
        // sample: begin
        TracedRun<Label> whole = Resume.of(trace).run(trainSet); // trace now with more epochs
        // sample: end
        return whole;
    }

    private static InitTrace<Label> trace(int epochs, Dataset<Label> testSet, Path folder) {
        return InitTrace.of(
                        MLPClassificationTrainer.builder()
                                .hiddenLayers(4)
                                .epochs(epochs)
                                .featureScaling(FeatureScaling.DIVIDE_BY_255)
                                .build())
                .validateOn("test", testSet)
                .recording(Recording.full().resumable(Schedule.every(1)))
                .runFolder(folder);
    }
}
