// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.samples;

import io.github.inittrace.data.DigitsDataSource;
import io.github.inittrace.mlp.FeatureScaling;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.trace.InitTrace;
import io.github.inittrace.trace.TracedRun;
import java.nio.file.Path;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;

public class Quickstart {
    public static void main(String[] args) {
        var trainSet = new MutableDataset<>(new DigitsDataSource(5000, 1)); // 5000 digits, seed 1
        var testSet = new MutableDataset<>(new DigitsDataSource(1000, 2));
        var trainer =
                MLPClassificationTrainer.builder()
                        .hiddenLayers(64, 64)
                        .epochs(5)
                        .featureScaling(FeatureScaling.DIVIDE_BY_255)
                        .build();

        TracedRun<Label> run =
                InitTrace.of(trainer)
                        .validateOn("test", testSet)
                        .runFolder(Path.of("quickstart"))
                        .run(trainSet);

        for (EpochRecord epoch : run.history()) {
            System.out.println(epoch.index() + " " + epoch.epochEndLoss() + " " + epoch.total().distance());
        }
    }
}
