// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.samples;

import io.github.inittrace.mlp.FeatureScaling;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.trace.InitTrace;
import io.github.inittrace.trace.TracedRun;
import java.nio.file.Path;
import org.tribuo.Dataset;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;

/** The pages' sample of a start from another tool's weights, for Java. */
final class FromElsewhere {
    private FromElsewhere() {}

    /** Trains on from a file. */
    static TracedRun<Label> of(Path onnx, Dataset<Label> trainSet) {
        // sample: begin
        Trainer<Label> trainer =
                MLPClassificationTrainer.builder()
                        .startFrom(onnx) // brings its hidden layers
                        .featureScaling(FeatureScaling.DIVIDE_BY_255)
                        .build();

        TracedRun<Label> run = InitTrace.of(trainer).run(trainSet);
        // sample: end
        return run;
    }
}
