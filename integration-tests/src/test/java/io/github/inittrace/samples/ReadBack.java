// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.samples;

import io.github.inittrace.run.RunFolder;
import io.github.inittrace.scoring.ExternalModels;
import java.io.IOException;
import java.nio.file.Path;
import org.tribuo.Dataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.evaluation.LabelEvaluator;

/** The pages' sample of reading networks back, for Java. */
final class ReadBack {
    private ReadBack() {}

    /** Evaluates a run's trained network. */
    static double of(Path folder, Dataset<Label> testSet) throws IOException {
        // sample: begin
        double accuracy;
        try (var model = ExternalModels.trained(RunFolder.open(folder), Label.class)) {
            accuracy = new LabelEvaluator().evaluate(model, testSet).accuracy();
        }
        // sample: end
        return accuracy;
    }
}
